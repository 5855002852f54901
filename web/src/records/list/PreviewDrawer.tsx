import { Link } from '@tanstack/react-router'
import { Maximize2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { titleOf, useRecord } from '../../data/records.ts'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { pageFields } from '../page/profile.ts'
import { messages } from './messages.ts'
import { RecordPreview } from './RecordPreview.tsx'

type PreviewDrawerProps = {
  object: ObjectMeta
  id: string
  onClose: () => void
  onOpen: () => void
  /** What the screen behind can do with it. */
  acts?: ReactNode
}

/** A look at a record without leaving the list; what it shows is edited where it stands. */
export function PreviewDrawer({ object, id, onClose, onOpen, acts }: PreviewDrawerProps) {
  const t = useText(messages)
  const { data: record, error, refetch } = useRecord(object.key, id, { fields: pageFields(object) })

  return (
    <Dialog
      place="drawer"
      className="ls-preview"
      title={record ? titleOf(object.key, record) : ''}
      onClose={onClose}
      extra={
        <>
          {acts}
          <Link
            to="/$route/$id"
            params={{ route: object.route, id }}
            className="ib sm"
            // Enter turns the look into the page.
            data-autofocus=""
            title={t('openPage')}
            aria-label={t('openPage')}
            onClick={onOpen}
          >
            <Maximize2 className="i s" aria-hidden="true" />
          </Link>
        </>
      }
    >
      {record ? (
        <RecordPreview key={id} object={object} record={record} />
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={10} widths={[70, 180]} />
      )}
    </Dialog>
  )
}
