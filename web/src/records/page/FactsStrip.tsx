import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { formatMoney } from '../../design/format.ts'
import { media, useMedia } from '../../design/use-media.ts'
import { FieldDisplay, isFigure } from '../fields/FieldDisplay.tsx'
import { isMoney } from '../fields/field-text.ts'

/** The figures that matter at a glance, in one line under the name; `without` is what stands beside the name already. */
export function FactsStrip({ object, record, without = [] }: { object: ObjectMeta; record: RecordJson; without?: readonly string[] }) {
  const label = useLabel()
  const isPhone = useMedia(media.phone)
  const fresh = useChangedFields(object.key, record.id)
  const facts = object.page.facts.flatMap((key) => (without.includes(key) ? [] : (fieldOf(object, key) ?? [])))
  if (facts.length === 0) return null
  return (
    // What scrolls must be reachable by keyboard.
    <dl className="facts" tabIndex={isPhone ? 0 : undefined}>
      {facts.map((field) => (
        <div key={field.key} className={fresh.has(field.key) ? 'changed-live' : undefined}>
          <dt>{label(field.label)}</dt>
          <dd className={isFigure(field) ? undefined : 'plain'}>
            <Fact
              field={field}
              of={{ object: object.key, record }}
              value={record[field.key]}
              masked={record.masked?.includes(field.key) ?? false}
              isShort={isPhone}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Narrow screens get amounts in 万 and 亿, K and M. */
type FactProps = { field: FieldMeta; of: { object: string; record: RecordJson }; value: unknown; masked: boolean; isShort: boolean }

function Fact({ field, of, value, masked, isShort }: FactProps) {
  if (isShort && isMoney(value) && !masked) return <span title={formatMoney(value)}>{formatMoney(value, { style: 'compact' })}</span>
  return <FieldDisplay field={field} value={value} masked={masked} of={of} />
}
