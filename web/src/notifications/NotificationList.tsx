import './notifications.css'
import { Bell, CheckCheck } from 'lucide-react'
import { useState } from 'react'
import type { NotificationKind } from '../data/client.ts'
import { type NotificationFilter, useMarkRead, useNotifications, useUnread } from '../data/notifications.ts'
import { Button } from '../design/Button.tsx'
import { Segmented } from '../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { NotificationItem } from './NotificationItem.tsx'

export const kinds: readonly NotificationKind[] = [
  'mentioned',
  'assigned',
  'answered',
  'changed',
  'due',
  'overdue',
  'job',
  'returning',
  'clash',
]

/** What I was told, newest first: all or unread, of one kind or of every kind. */
export function NotificationList({ onOpen }: { onOpen?: () => void }) {
  const t = useText(messages)
  const [kind, setKind] = useState<NotificationKind | ''>('')
  const [part, setPart] = useState<'all' | 'unread'>('all')
  const filter: NotificationFilter = { ...(kind === '' ? {} : { kind }), ...(part === 'unread' ? { unread: true } : {}) }
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useNotifications(filter)
  const mark = useMarkRead()
  const unread = useUnread()
  const shown = data?.pages.flatMap((page) => page.notifications) ?? []

  return (
    <section className="nt" aria-label={t('notifications')}>
      <div className="nt-bar">
        <Segmented
          label={t('notifications')}
          value={part}
          options={[
            ['all', t('all')],
            ['unread', t('unread')],
          ]}
          onChange={setPart}
        />
        <select
          className="field sm"
          aria-label={t('everyKind')}
          value={kind}
          onChange={(event) => setKind(event.target.value as NotificationKind | '')}
        >
          <option value="">{t('everyKind')}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="ib sm end"
          disabled={unread === 0}
          aria-label={t(kind === '' ? 'markAll' : 'markKind')}
          title={t(kind === '' ? 'markAll' : 'markKind')}
          onClick={() => mark.mutate(kind === '' ? {} : { kind })}
        >
          <CheckCheck className="i s" aria-hidden="true" />
        </button>
      </div>
      {error && shown.length === 0 && <LoadError error={error} onRetry={() => void refetch()} />}
      {isPending && <SkeletonRows rows={6} />}
      {data && shown.length === 0 && (
        <Empty
          icon={<Bell className="i" aria-hidden="true" />}
          title={t(part === 'unread' ? 'nothingUnread' : kind === '' ? 'nothing' : 'nothingOfKind')}
        >
          {part === 'all' && kind === '' && t('nothingHelp')}
        </Empty>
      )}
      <ol className="nt-list">
        {shown.map((one) => (
          <NotificationItem key={one.id} one={one} onOpen={onOpen} />
        ))}
      </ol>
      {hasNextPage && (
        <div className="nt-more">
          <Button size="sm" busy={isFetchingNextPage && t('older')} onClick={() => void fetchNextPage()}>
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  )
}
