import type { FieldMeta } from '../../data/client.ts'
import { useChoices, useLabel } from '../../data/meta.ts'
import { choiceColor } from '../fields/choice-color.ts'

const meanings = new Set(['ok', 'warn', 'bad', 'brand'])

/** A status as a word on its colour. Colours that mean something are drawn as such, the others as a dot on grey. */
export function StatusTag({ field, value }: { field: FieldMeta; value: string }) {
  const label = useLabel()
  const choice = useChoices(field.list).find(({ key }) => key === value)
  if (!choice) return <span className="tag">{value}</span>
  const color = choice.color ?? ''
  const isMeaning = meanings.has(color)
  return (
    <span className={`tag${isMeaning ? ` ${color}` : ''}`} title={label(field.label)}>
      {!isMeaning && choiceColor(choice.color) && <span className="dotc" style={{ background: choiceColor(choice.color) }} />}
      {label(choice.label)}
    </span>
  )
}
