import { defineObject, field, InvalidInputError, param, type Reader, sql } from '../../../engine/index.ts'

/** What customers and people can be to each other, said from either side: supplier of, customer of. */
export const relationKind = defineObject({
  key: 'relationKind',
  label: { zh: '关系类型', en: 'Kind of relation' },
  plural: { zh: '关系类型', en: 'Kinds of relations' },
  area: 'platform',
  icon: 'link',
  title: 'name',
  configuration: true,
  fields: {
    name: field.text({ label: { zh: '甲方是乙方的', en: 'First is to second' }, required: true, max: 40, unique: true }),
    reverseName: field.text({ label: { zh: '乙方是甲方的', en: 'Second is to first' }, required: true, max: 40 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  list: { columns: ['name', 'reverseName', 'active'], sort: ['createdAt'] },
})

const related = ['account', 'contact']

/** A tie between two customers, two people, or one and the other. Whoever sees either end sees the tie, and the name at its other end. */
export const relation = defineObject({
  key: 'relation',
  label: { zh: '关系', en: 'Relation' },
  plural: { zh: '关系', en: 'Relations' },
  area: 'customers',
  icon: 'network',
  title: 'name',
  fields: {
    // Follows from the kind: a record needs a name wherever it is listed.
    name: field.text({ label: { zh: '关系', en: 'Relation' }, max: 120, readOnly: true }),
    first: field.anyReference({ label: { zh: '甲方', en: 'First' }, required: true }),
    kind: field.reference('relationKind', { label: { zh: '关系类型', en: 'Kind' }, required: true, whenDeleted: 'refuse' }),
    second: field.anyReference({ label: { zh: '乙方', en: 'Second' }, required: true }),
    since: field.date({ label: { zh: '开始日期', en: 'Since' } }),
    until: field.date({ label: { zh: '结束日期', en: 'Until' } }),
    note: field.longText({ label: { zh: '说明', en: 'Note' }, max: 2000 }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['first', 'second'] },
  list: { columns: ['first', 'kind', 'second', 'since', 'until', 'owner'], sort: ['-createdAt'] },
  check({ first, second, since, until }) {
    for (const [key, end] of Object.entries({ first, second }))
      if (isLink(end) && !related.includes(end.object)) return { code: 'relation_of_whom', field: key }
    if (isLink(first) && isLink(second) && first.id === second.id) return { code: 'relation_with_itself', field: 'second' }
    return typeof since === 'string' && typeof until === 'string' && until < since
      ? { code: 'ends_before_it_begins', field: 'until' }
      : null
  },
  async prepare({ reader, executor, values, before, once }) {
    if (typeof values.kind !== 'string' || (before?.kind === values.kind && before.name)) return values
    const kinds = await once('relation kinds', () => kindNames(reader, executor))
    const name = kinds.get(values.kind)
    if (name === undefined) throw new InvalidInputError('reference_not_found', { field: 'kind' })
    return { ...values, name }
  },
})

async function kindNames(
  { workspaceId }: Reader,
  executor: { query<R>(workspaceId: string, statement: ReturnType<typeof sql>): Promise<R[]> },
): Promise<Map<string, string>> {
  const rows = await executor.query<{ id: string; name: string }>(
    workspaceId,
    sql`SELECT id, CASE WHEN name = reverse_name THEN name ELSE name || ' / ' || reverse_name END AS name FROM relation_kind
      WHERE workspace_id = ${param(workspaceId, 'uuid')} AND deleted_at IS NULL`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function isLink(value: unknown): value is { object: string; id: string } {
  return typeof value === 'object' && value !== null && 'object' in value && 'id' in value
}
