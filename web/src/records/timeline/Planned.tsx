import { Link } from '@tanstack/react-router'
import type { Filter, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useList, useUpdateRecord } from '../../data/records.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { dayOf, daysBetween, formatDateTime, today } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { isLink } from '../fields/field-text.ts'
import { type ActivityModel, lookOf } from './channels.ts'
import { timelineTexts } from './messages.ts'

const most = 6

/** The activities of a record: it stands in one of their links. */
export function activitiesOf(object: string, id: string): Filter {
  const links: Filter[] = [{ field: 'regarding', op: 'is', value: id }]
  if (object === 'account' || object === 'contact') links.unshift({ field: object, op: 'is', value: id })
  return links.length === 1 && links[0] ? links[0] : { any: links }
}

/** What comes next with this customer, the most urgent first; a tick and it is done. */
export function Planned({ model, object, record }: { model: ActivityModel; object: ObjectMeta; record: RecordJson }) {
  const t = useText(timelineTexts)
  const { records } = useList('activity', {
    filter: { all: [activitiesOf(object.key, record.id), { field: 'status', op: 'is', value: 'planned' }] },
    fields: ['subject', 'type', 'status', 'dueAt', 'occurAt', 'owner'],
    sort: ['dueAt', 'occurAt'],
    limit: most,
  })
  const update = useUpdateRecord('activity', { keep: true })
  if (records.length === 0) return null
  return (
    <section className="tl-planned" aria-label={t('planned')}>
      <h3>{t('planned')}</h3>
      <ul>
        {records.map((one) => (
          <Todo
            key={one.id}
            model={model}
            activity={one}
            onDone={() =>
              update.mutate({
                id: one.id,
                changes: { status: 'done' },
                revision: one.revision,
                message: t('markedDone', { title: String(one['subject'] ?? '') }),
              })
            }
          />
        ))}
      </ul>
    </section>
  )
}

function Todo({ model, activity, onDone }: { model: ActivityModel; activity: RecordJson; onDone: () => void }) {
  const t = useText(timelineTexts)
  const title = String(activity['subject'] ?? '')
  const type = String(activity['type'] ?? '')
  const { icon: Drawn, color } = lookOf(
    type,
    model.kinds.find(({ key }) => key === type),
  )
  const when = String(activity['dueAt'] ?? activity['occurAt'] ?? '')
  const isLate = when !== '' && daysBetween(dayOf(when), today()) > 0
  const owner = activity['owner']
  return (
    <li className="tl-todo">
      <input
        type="checkbox"
        className="cb"
        checked={activity['status'] === 'done'}
        disabled={!model.object.may.update}
        aria-label={t('markDone', { title })}
        onChange={onDone}
      />
      <Drawn className="i s" style={{ color }} aria-hidden="true" />
      <Link to="/$route/$id" params={{ route: model.object.route, id: activity.id }} className="what">
        {title}
      </Link>
      {when !== '' && <span className={`when${isLate ? ' late' : ''}`}>{formatDateTime(when)}</span>}
      {isLink(owner) && <Avatar id={owner.id} name={owner.title} />}
    </li>
  )
}
