import { useNavigate } from '@tanstack/react-router'
import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useUnread } from '../data/notifications.ts'
import { Popover } from '../design/Popover.tsx'
import { SkeletonRows } from '../design/states.tsx'
import { media, useMedia } from '../design/use-media.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const NotificationList = lazy(async () => ({ default: (await import('./NotificationList.tsx')).NotificationList }))
const mostShown = 99

/** The bell of the top bar, with how much is unread; it opens the list, on the phone as a page. */
export function Bell() {
  const t = useText(messages)
  const navigate = useNavigate()
  const isPhone = useMedia(media.phone)
  const unread = useUnread()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const count = unread > mostShown ? `${mostShown}+` : String(unread)
  const words = unread > 0 ? t('bell', { count }) : t('bellEmpty')

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="ib bell"
        aria-label={words}
        title={words}
        aria-haspopup={isPhone ? undefined : 'dialog'}
        aria-expanded={isPhone ? undefined : isOpen}
        onClick={() => (isPhone ? void navigate({ to: '/notifications' }) : setOpen(!isOpen))}
      >
        <BellIcon className="i" aria-hidden="true" />
        {unread > 0 && (
          <span className="bell-count" aria-hidden="true">
            {count}
          </span>
        )}
      </button>
      {isOpen && (
        <Popover
          anchor={anchor}
          onClose={() => setOpen(false)}
          place="bottom-end"
          width={400}
          label={t('notifications')}
          className="bell-pop"
        >
          <Suspense fallback={<SkeletonRows rows={6} />}>
            <NotificationList onOpen={() => setOpen(false)} />
          </Suspense>
        </Popover>
      )}
    </>
  )
}
