import './home.css'
import { Link } from '@tanstack/react-router'
import { useMeta, useObjectIfReadable } from '../data/meta.ts'
import { useRecent } from '../data/recent.ts'
import { useCount } from '../data/records.ts'
import { formatExactDate, timeOf, today, weekdayOf } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { media, useMedia } from '../design/use-media.ts'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'
import { Closing } from './Closing.tsx'
import { greetingOf } from './due.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { MyDay } from './MyDay.tsx'
import { messages } from './messages.ts'
import { ToTouch } from './ToTouch.tsx'

/** What is due today, whom to contact, what closes soon, and where one was; for newcomers, how to begin. */
export function Home() {
  const t = useText(messages)
  const { me } = useMeta()
  const account = useObjectIfReadable('account')
  const activity = useObjectIfReadable('activity')
  const opportunity = useObjectIfReadable('opportunity')
  const { data: customers } = useCount('account', {}, { enabled: account !== undefined })
  const day = today()
  const isPhone = useMedia(media.phone)
  const isEmpty = customers?.count === 0

  return (
    <Page
      title={isPhone ? t('today') : t('home')}
      place={
        isPhone && (
          <small className="t3 home-date">
            {formatExactDate(day)} {weekdayOf(day)}
          </small>
        )
      }
    >
      <div className="home">
        <header>
          <h2>{t(greetingOf(Number(timeOf(new Date()).slice(0, 2))), { name: me.name })}</h2>
          <p className="t3">
            {formatExactDate(day)} {weekdayOf(day)}
          </p>
        </header>
        <FirstSteps />
        <div className="home-columns">
          <div>
            {activity && <MyDay activity={activity} />}
            {account && !isEmpty && <ToTouch account={account} />}
          </div>
          <div>
            {opportunity && !isEmpty && <Closing opportunity={opportunity} />}
            <Recent />
          </div>
        </div>
      </div>
    </Page>
  )
}

function Recent() {
  const t = useText(messages)
  const { objects } = useMeta()
  const recent = useRecent().flatMap((record) => {
    const object = objects.find(({ key }) => key === record.object)
    return object ? [{ ...record, object }] : []
  })
  if (recent.length === 0) return null
  return (
    <section className="home-list">
      <h3>{t('recent')}</h3>
      <ul>
        {recent.slice(0, 8).map(({ object, id, title }) => (
          <li key={id}>
            <Link to="/$route/$id" params={{ route: object.route, id }}>
              <Icon name={object.icon} size="s" />
              <span className="el grow">{title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
