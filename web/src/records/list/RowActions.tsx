import { Mail, NotebookPen, PanelRight, Phone } from 'lucide-react'
import { ClaimRow } from '../../customers/pools/PoolDock.tsx'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useText } from '../../text/index.ts'
import { waysToReach } from '../page/header.ts'
import { messages } from './messages.ts'

type RowActionsProps = {
  object: ObjectMeta
  record: RecordJson
  /** The pool whose list is shown. */
  pool?: string | undefined
  onPreview: (record: RecordJson) => void
  /** Undefined where nothing can be logged on such a record. */
  onLog: ((record: RecordJson) => void) | undefined
}

/** What one does most with a row, over its name: call, write, log, look. */
export function RowActions({ object, record, pool, onPreview, onLog }: RowActionsProps) {
  const t = useText(messages)
  const { phone, email } = waysToReach(object, record)
  return (
    <>
      {pool !== undefined && <ClaimRow object={object} id={record.id} pool={pool} />}
      {phone !== undefined && (
        <a
          className="ib"
          href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}
          title={`${t('call')} ${phone}`}
          aria-label={`${t('call')} ${phone}`}
          tabIndex={-1}
        >
          <Phone className="i" aria-hidden="true" />
        </a>
      )}
      {email !== undefined && (
        <a className="ib" href={`mailto:${email}`} title={`${t('mail')} ${email}`} aria-label={`${t('mail')} ${email}`} tabIndex={-1}>
          <Mail className="i" aria-hidden="true" />
        </a>
      )}
      {onLog && (
        <button type="button" className="ib" title={t('log')} aria-label={t('log')} tabIndex={-1} onClick={() => onLog(record)}>
          <NotebookPen className="i" aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className="ib framed"
        title={t('preview')}
        aria-label={t('preview')}
        tabIndex={-1}
        onClick={() => onPreview(record)}
      >
        <PanelRight className="i" aria-hidden="true" />
      </button>
    </>
  )
}
