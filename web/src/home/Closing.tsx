import { Link } from '@tanstack/react-router'
import type { Money, ObjectMeta, RecordLink } from '../data/client.ts'
import { useList } from '../data/records.ts'
import { formatDate, formatExactDate, formatMoney, today } from '../design/format.ts'
import { useText } from '../text/index.ts'
import { closingFilter } from './due.ts'
import { messages } from './messages.ts'

/** My open opportunities that should close within a month. */
export function Closing({ opportunity }: { opportunity: ObjectMeta }) {
  const t = useText(messages)
  const { records, hasMore, isPending } = useList('opportunity', {
    filter: closingFilter,
    sort: ['closeDate'],
    fields: ['name', 'account', 'amount', 'closeDate', 'stage'],
    limit: 8,
  })
  if (isPending) return null
  return (
    <section className="home-list">
      <h3>
        {t('closing')}
        {hasMore && (
          <Link
            to="/$route"
            params={{ route: opportunity.route }}
            search={{ filter: closingFilter, sort: 'closeDate' }}
            className="link end"
          >
            {t('seeAll')}
          </Link>
        )}
      </h3>
      {records.length === 0 && <p className="t3 home-quiet">{t('closingNone')}</p>}
      <ul>
        {records.map((record) => {
          const day = String(record['closeDate'])
          const account = record['account'] as RecordLink | null
          const stage = record['stage'] as RecordLink | null
          const amount = record['amount'] as Money | null
          return (
            <li key={record.id}>
              <Link to="/$route/$id" params={{ route: opportunity.route, id: record.id }}>
                <span className="grow">
                  <span className="el name">{String(record['name'])}</span>
                  <small className="el">{[account?.title, stage?.title].filter(Boolean).join(' · ')}</small>
                </span>
                <span className="figures">
                  {amount && <b>{formatMoney(amount)}</b>}
                  <time dateTime={day} title={formatExactDate(day)} className={day < today() ? 'bad' : 't3'}>
                    {formatDate(day)}
                  </time>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
