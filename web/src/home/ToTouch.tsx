import { Link } from '@tanstack/react-router'
import type { ObjectMeta } from '../data/client.ts'
import { useList } from '../data/records.ts'
import { dayOf, daysBetween, formatExactDateTime, timeOf, today } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { touchFilter } from './due.ts'
import { messages } from './messages.ts'

/** Customers of mine whose agreed next touch has come. */
export function ToTouch({ account }: { account: ObjectMeta }) {
  const t = useText(messages)
  const { records, hasMore, isPending } = useList('account', {
    filter: touchFilter,
    sort: ['nextActivityAt'],
    fields: ['name', 'nextActivityAt'],
    limit: 8,
  })
  if (isPending) return null
  return (
    <section className="home-list">
      <h3>
        {t('customersToTouch')}
        {hasMore && (
          <Link
            to="/$route"
            params={{ route: account.route }}
            search={{ filter: touchFilter, sort: 'nextActivityAt' }}
            className="link end"
          >
            {t('seeAll')}
          </Link>
        )}
      </h3>
      {records.length === 0 && <p className="t3 home-quiet">{t('customersNone')}</p>}
      <ul>
        {records.map((record) => {
          const at = String(record['nextActivityAt'])
          const lateDays = daysBetween(dayOf(at), today())
          return (
            <li key={record.id}>
              <Link to="/$route/$id" params={{ route: account.route, id: record.id }}>
                <Icon name={account.icon} size="s" />
                <span className="el grow name">{String(record['name'])}</span>
                <time dateTime={at} title={formatExactDateTime(at)} className={lateDays > 0 ? 'bad' : 't3'}>
                  {lateDays > 0 ? t('late', { days: lateDays }) : timeOf(at)}
                </time>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
