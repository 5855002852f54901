import { Settings2 } from 'lucide-react'
import { PlaceLink } from '../design/PlaceLink.tsx'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { NotificationList } from './NotificationList.tsx'

/** All that I was told, on a page of its own: what the phone's bell opens. */
export function NotificationPage() {
  const t = useText(messages)
  return (
    <Page
      title={t('notifications')}
      tools={
        <PlaceLink href="/settings/me" className="ib" aria-label={t('settings')} title={t('settings')}>
          <Settings2 className="i" aria-hidden="true" />
        </PlaceLink>
      }
    >
      <div className="nt-page">
        <NotificationList />
      </div>
    </Page>
  )
}
