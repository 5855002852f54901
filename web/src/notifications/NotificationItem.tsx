import { AlarmClock, Check, CircleCheck, CircleX, Copy, Dot, TriangleAlert, Waves } from 'lucide-react'
import type { Notification } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { useMarkRead } from '../data/notifications.ts'
import { Avatar } from '../design/Avatar.tsx'
import { formatDateTime, formatExactDateTime } from '../design/format.ts'
import { PlaceLink } from '../design/PlaceLink.tsx'
import { useText } from '../text/index.ts'
import { useLanguage } from '../text/language.ts'
import { messages } from './messages.ts'
import { leadsTo, whatHappened, whereItHappened } from './told.ts'

/** One thing I was told: who did what where, and when; a press leads there and marks it as read. */
export function NotificationItem({ one, onOpen }: { one: Notification; onOpen?: (() => void) | undefined }) {
  const t = useText(messages)
  useLanguage()
  const meta = useMeta()
  const mark = useMarkRead()
  const href = leadsTo(one, meta)
  const where = whereItHappened(one, meta, t)
  const words = t(one.read ? 'markUnread' : 'markRead')

  function open(): void {
    if (!one.read) mark.mutate({ ids: [one.id] })
    onOpen?.()
  }

  const inside = (
    <>
      <span className={`nt-mark ${one.kind}`}>
        {one.actor ? <Avatar id={one.actor.id} name={one.actor.title} size="m" /> : <KindMark one={one} />}
      </span>
      <span className="nt-what">
        {one.actor && <b>{one.actor.title} </b>}
        {whatHappened(one, meta, t)}
      </span>
      <time className="nt-when" dateTime={one.at} title={formatExactDateTime(one.at)}>
        {formatDateTime(one.at)}
      </time>
      {where !== '' && <span className="nt-where">{where}</span>}
    </>
  )
  return (
    <li className="nt-item" data-read={one.read}>
      {href === undefined ? (
        <div className="nt-link">{inside}</div>
      ) : (
        <PlaceLink href={href} className="nt-link" onClick={open}>
          {inside}
        </PlaceLink>
      )}
      <button
        type="button"
        className="nt-toggle"
        aria-label={words}
        title={words}
        onClick={() => mark.mutate({ ids: [one.id], unread: one.read })}
      >
        {one.read ? <Dot className="i s" aria-hidden="true" /> : <Check className="i s" aria-hidden="true" />}
      </button>
    </li>
  )
}

function KindMark({ one }: { one: Notification }) {
  const drawn = { overdue: TriangleAlert, due: AlarmClock, returning: Waves, clash: Copy } as const
  const Drawn = one.kind in drawn ? drawn[one.kind as keyof typeof drawn] : one.details.status === 'done' ? CircleCheck : CircleX
  return <Drawn className="i s" aria-hidden="true" />
}
