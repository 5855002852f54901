import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useUpdateRecord } from '../../data/records.ts'
import { checklistOf } from '../../records/fields/checklist.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import './tasks.css'

/** The list that belongs to a task, ticked off here; without the network the ticks are kept on the device. */
export function Checklist({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(messages)
  const update = useUpdateRecord('activity', { keep: true })
  const items = checklistOf(record['checklist'])
  if (items.length === 0) return null
  const mayTick = object.may.update && !record.deletedAt

  function tick(at: number): void {
    const checklist = items.map((item, index) => (index === at ? { ...item, done: !item.done } : item))
    update.mutate({ id: record.id, changes: { checklist }, revision: record.revision, message: null })
  }

  return (
    <section className="checklist" aria-label={t('checklist')}>
      <h2>
        {t('checklist')}
        <span className="cnt">{t('ticked', { done: items.filter(({ done }) => done).length, count: items.length })}</span>
      </h2>
      <ul>
        {items.map(({ text, done }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the list; the same text may stand twice
          <li key={at}>
            <label className={done ? 'done' : ''}>
              <input type="checkbox" checked={done} disabled={!mayTick} onChange={() => tick(at)} />
              <span>{text}</span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}
