import { Link } from '@tanstack/react-router'
import { Maximize2, ShieldCheck } from 'lucide-react'
import { useMeta, useObject } from '../../data/meta.ts'
import { titleOf, useRecord } from '../../data/records.ts'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { messages as listTexts } from '../../records/list/messages.ts'
import { RecordPreview } from '../../records/list/RecordPreview.tsx'
import { pageFields } from '../../records/page/profile.ts'
import { useText } from '../../text/index.ts'
import { UserActions } from '../UserActions.tsx'
import { messages } from './messages.ts'

/** Somebody, edited where they stand: department, position, roles; and what an administrator does about their sign-in. */
export function PersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(listTexts)
  const { me } = useMeta()
  const object = useObject('user')
  const { data: record, error, refetch } = useRecord('user', id, { fields: pageFields(object) })

  return (
    <Dialog
      place="drawer"
      className="ls-preview"
      title={record ? titleOf('user', record) : ''}
      onClose={onClose}
      extra={
        <Link
          to="/$route/$id"
          params={{ route: object.route, id }}
          className="ib sm"
          title={words('openPage')}
          aria-label={words('openPage')}
        >
          <Maximize2 className="i s" aria-hidden="true" />
        </Link>
      }
    >
      {record ? (
        <>
          <div className="org-actions">
            <UserActions record={record} />
            {me.isAdministrator && (
              <Link to="/settings/$section" params={{ section: 'access-list' }} search={{ user: id }} className="btn">
                <ShieldCheck className="i s" aria-hidden="true" />
                {t('whatMay')}
              </Link>
            )}
          </div>
          <RecordPreview key={id} object={object} record={record} />
        </>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={10} widths={[70, 180]} />
      )}
    </Dialog>
  )
}
