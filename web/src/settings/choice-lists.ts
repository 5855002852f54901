import type { Meta } from '../data/client.ts'
import { inAreaOrder, labelOf } from '../data/meta.ts'

export type ChoiceList = { key: string; name: string; usedBy: string[]; count: number }

/** The choice lists of the workspace, named after the fields that use them: 客户级别 rather than `account-level`. */
export function choiceLists(meta: Meta): ChoiceList[] {
  const objects = inAreaOrder(meta)
  const used = objects.flatMap((object) => object.fields.flatMap(({ list }) => (list === undefined ? [] : [list])))
  return [...new Set([...used, ...Object.keys(meta.choices)])].map((key) => {
    const fields = objects.flatMap((object) => object.fields.filter(({ list }) => list === key).map((field) => ({ object, field })))
    const [first] = fields
    return {
      key,
      name: first ? `${labelOf(first.object.label)} · ${labelOf(first.field.label)}` : key,
      usedBy: fields.map(({ object, field }) => `${labelOf(object.label)} · ${labelOf(field.label)}`),
      count: meta.choices[key]?.filter(({ active }) => active).length ?? 0,
    }
  })
}

/** A stable key for a new value: from its English label, or made of letters that say nothing. */
export function keyFor(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const base = words === '' ? 'value' : words
  if (!taken.has(base) && words !== '') return base
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

/** Positions after one value moved by a step; only those that differ are written. */
export function movedPositions(
  values: readonly { id: string; position: number }[],
  id: string,
  step: -1 | 1,
): { id: string; position: number }[] {
  const order = [...values]
  const from = order.findIndex((value) => value.id === id)
  const to = from + step
  const [moved] = order.splice(from, 1)
  if (!moved || to < 0 || to > order.length) return []
  order.splice(to, 0, moved)
  return order.flatMap((value, at) => (value.position === (at + 1) * 10 ? [] : [{ id: value.id, position: (at + 1) * 10 }]))
}
