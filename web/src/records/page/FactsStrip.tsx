import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { FieldDisplay, isFigure } from '../fields/FieldDisplay.tsx'

/** The figures that matter at a glance, in one line under the name; `without` is what stands beside the name already. */
export function FactsStrip({ object, record, without = [] }: { object: ObjectMeta; record: RecordJson; without?: readonly string[] }) {
  const label = useLabel()
  const fresh = useChangedFields(object.key, record.id)
  const facts = object.page.facts.flatMap((key) => (without.includes(key) ? [] : (fieldOf(object, key) ?? [])))
  if (facts.length === 0) return null
  return (
    <dl className="facts">
      {facts.map((field) => (
        <div key={field.key} className={fresh.has(field.key) ? 'changed-live' : undefined}>
          <dt>{label(field.label)}</dt>
          <dd className={isFigure(field) ? undefined : 'plain'}>
            <FieldDisplay field={field} value={record[field.key]} masked={record.masked?.includes(field.key) ?? false} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
