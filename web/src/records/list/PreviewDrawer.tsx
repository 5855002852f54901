import { Link } from '@tanstack/react-router'
import { Maximize2 } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { titleOf, useRecord } from '../../data/records.ts'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { FactsStrip } from '../page/FactsStrip.tsx'
import '../page/page.css'
import { Profile } from '../page/Profile.tsx'
import { pageFields } from '../page/profile.ts'
import { StaleDialog } from '../page/StaleDialog.tsx'
import { usePageEdit } from '../page/use-page-edit.ts'
import { messages } from './messages.ts'

type PreviewDrawerProps = { object: ObjectMeta; id: string; onClose: () => void; onOpen: () => void }

/** A look at a record without leaving the list; what it shows is edited where it stands. */
export function PreviewDrawer({ object, id, onClose, onOpen }: PreviewDrawerProps) {
  const t = useText(messages)
  const { data: record, error, refetch } = useRecord(object.key, id, { fields: pageFields(object) })

  return (
    <Dialog
      place="drawer"
      className="ls-preview"
      title={record ? titleOf(object.key, record) : ''}
      onClose={onClose}
      extra={
        <Link
          to="/$route/$id"
          params={{ route: object.route, id }}
          className="ib sm"
          title={t('openPage')}
          aria-label={t('openPage')}
          onClick={onOpen}
        >
          <Maximize2 className="i s" aria-hidden="true" />
        </Link>
      }
    >
      {record ? (
        <Preview key={id} object={object} record={record} />
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={10} widths={[70, 180]} />
      )}
    </Dialog>
  )
}

function Preview({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const [editing, setEditing] = useState<string | null>(null)
  const edit = usePageEdit(object, record, editing)
  return (
    <>
      <FactsStrip object={object} record={record} />
      <Profile object={object} record={record} edit={edit} editing={editing} onEditing={setEditing} />
      {edit.stale && <StaleDialog object={object} title={titleOf(object.key, record)} stale={edit.stale} onResolve={edit.resolve} />}
    </>
  )
}
