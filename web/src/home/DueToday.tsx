import { Link } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import type { ObjectMeta, RecordJson, RecordLink } from '../data/client.ts'
import { useCount, useList, useUpdateRecord } from '../data/records.ts'
import { dayOf, daysBetween, formatCount, formatExactDateTime, timeOf, today } from '../design/format.ts'
import { LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { dueFilter } from './due.ts'
import { messages } from './messages.ts'

/** My planned work up to today, the most overdue first, with a circle that finishes it. */
export function DueToday({ activity }: { activity: ObjectMeta }) {
  const t = useText(messages)
  const due = useList('activity', {
    filter: dueFilter,
    sort: ['dueAt'],
    fields: ['subject', 'type', 'account', 'dueAt', 'occurAt', 'status'],
    limit: 20,
  })
  const { data: count } = useCount('activity', { filter: dueFilter })

  return (
    <section className="home-list">
      <h3>
        {t('dueToday')}
        {count !== undefined && count.count > 0 && <span className="cnt">{t('dueCount', { count: formatCount(count) })}</span>}
        {due.hasMore && (
          <Link to="/$route" params={{ route: activity.route }} search={{ filter: dueFilter }} className="link end">
            {t('seeAll')}
          </Link>
        )}
      </h3>
      {due.error ? (
        <LoadError error={due.error} onRetry={due.reload} />
      ) : due.isPending ? (
        <SkeletonRows rows={3} widths={[200]} />
      ) : due.records.length === 0 ? (
        <div className="home-none">
          <ListChecks className="i" aria-hidden="true" />
          <span>
            <b>{t('nothingDue')}</b>
            <small>{t('nothingDueText')}</small>
          </span>
        </div>
      ) : (
        <ul>
          {due.records
            .filter((record) => record['status'] === 'planned')
            .map((record) => (
              <Due key={record.id} record={record} route={activity.route} mayFinish={activity.may.update} />
            ))}
        </ul>
      )}
    </section>
  )
}

function Due({ record, route, mayFinish }: { record: RecordJson; route: string; mayFinish: boolean }) {
  const t = useText(messages)
  const update = useUpdateRecord('activity')
  const title = String(record['subject'] ?? '')
  const account = record['account'] as RecordLink | null | undefined
  const at = (record['dueAt'] ?? record['occurAt']) as string | null
  const lateDays = at ? daysBetween(dayOf(at), today()) : 0

  return (
    <li className="row">
      <button
        type="button"
        className="finish"
        aria-label={t('done', { title })}
        title={t('done', { title })}
        disabled={!mayFinish}
        onClick={() => update.mutate({ id: record.id, changes: { status: 'done' }, message: t('doneTold', { title }) })}
      />
      <Link to="/$route/$id" params={{ route, id: record.id }} className="grow">
        <span className="grow">
          <span className="el name">{title}</span>
          {account && <small className="el">{account.title}</small>}
        </span>
        {at && (
          <time dateTime={at} title={formatExactDateTime(at)} className={lateDays > 0 ? 'bad' : 't3'}>
            {lateDays > 0 ? t('late', { days: lateDays }) : timeOf(at)}
          </time>
        )}
      </Link>
    </li>
  )
}
