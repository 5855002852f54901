import type { FieldMeta, Meta, ObjectMeta, RecordJson, RelatedList, Values } from '../../data/client.ts'
import { fieldOf, labelOf, objectOf } from '../../data/meta.ts'
import { pageTexts } from './messages.ts'

/** Records of one object that point at this one through one field. */
export type Relation = { key: string; object: ObjectMeta; field: FieldMeta; heading: string; list: RelatedList }

/** What hangs below this record in the tree of its object, such as the companies of a group. */
export function isBelow({ object, field }: Pick<Relation, 'object' | 'field'>): boolean {
  return field.to === object.key && object.tree?.parent === field.key
}

/** Shown elsewhere on the page: what was done stands in the timeline, files have a tab of their own. */
const elsewhere = new Set(['activity', 'file', 'savedView'])

/** What is worked on daily. */
const foremost = ['opportunity', 'contact']

/** The related lists a page shows: the daily ones, then the order of the navigation; those that hold something come first. */
export function relationsOf(meta: Meta, lists: readonly RelatedList[]): Relation[] {
  const found = lists.flatMap((list) => {
    const object = objectOf(meta, list.object)
    const field = object && fieldOf(object, list.field)
    // Whoever made or changed a record is no relation of theirs.
    if (!object || !field || object.internal || elsewhere.has(object.key) || field.kind === 'user') return []
    return [{ key: `${list.object}.${list.field}`, object, field, heading: '', list }]
  })
  // Deals and people first; what is kept beside them, and other customers of the same group, after them.
  const isSelf = (relation: Relation) => relation.field.to === relation.object.key
  const order = new Map(
    [...foremost, ...meta.objects.map(({ key }) => key).filter((key) => !foremost.includes(key))].map((key, index) => [key, index]),
  )
  const several = (object: ObjectMeta) => found.filter((relation) => relation.object.key === object.key).length > 1
  return found
    .map((relation) => ({
      ...relation,
      heading: isBelow(relation)
        ? labelOf(pageTexts.below).replace('{object}', labelOf(relation.object.plural))
        : several(relation.object) || relation.field.to === relation.object.key
          ? `${labelOf(relation.object.plural)} · ${labelOf(relation.field.label)}`
          : labelOf(relation.object.plural),
    }))
    .sort(
      (a, b) =>
        Number(isSelf(a)) - Number(isSelf(b)) ||
        Number(b.list.count.count > 0) - Number(a.list.count.count > 0) ||
        (order.get(a.object.key) ?? 0) - (order.get(b.object.key) ?? 0),
    )
}

/**
 * What a record made from here starts with: the link to this record, and the links that both objects have in common (an opportunity made
 * at a contact is the contact's account's).
 */
export function linkedValues(from: ObjectMeta, record: RecordJson, to: ObjectMeta, field: string): Values {
  const title = record[from.title]
  const values: Values = { [field]: { id: record.id, title: typeof title === 'string' ? title : '' } }
  for (const shared of to.fields) {
    if (shared.kind !== 'reference' || shared.key === field || shared.readOnly) continue
    const same = from.fields.find((other) => other.key === shared.key && other.kind === 'reference' && other.to === shared.to)
    if (same && record[same.key]) values[shared.key] = record[same.key]
  }
  return values
}

/** What one line of a related list says: the amount right of the name, the rest small below, the date at the end. */
export function lineOf(
  object: ObjectMeta,
  without: string,
): { amount: FieldMeta | undefined; details: FieldMeta[]; date: FieldMeta | undefined } {
  const columns = object.list.columns
    .flatMap((key) => fieldOf(object, key) ?? [])
    .filter((field) => field.key !== object.title && field.key !== without)
  const amount = columns.find((field) => field.kind === 'money')
  const date = columns.find((field) => field.kind === 'date' || field.kind === 'dateTime')
  return { amount, date, details: columns.filter((field) => field !== amount && field !== date && field.kind !== 'money').slice(0, 3) }
}
