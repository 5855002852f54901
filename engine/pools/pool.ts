import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { field } from '../declare/field.ts'
import type { BeforeDelete, PrepareRecord } from '../declare/object.ts'
import { defineObject } from '../declare/object.ts'
import { InvalidInputError, RuleError } from '../errors.ts'
import { inWorkspace } from '../query/expressions.ts'
import { compileFilter, type Filter } from '../query/filter.ts'
import { ident, param, sql } from '../sql.ts'

const memberKinds = ['everyone', 'department', 'role', 'position', 'person'] as const

/** Who sees the records of a pool; and of them, who may take one and who may give one to somebody. A department stands for those below it as well. */
export type PoolMember = { kind: (typeof memberKinds)[number]; of: string | null; claim: boolean; assign: boolean }

const membersSchema = Type.Array(
  Type.Object(
    {
      kind: Type.Union(memberKinds.map((kind) => Type.Literal(kind))),
      of: Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()]),
      claim: Type.Boolean(),
      assign: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  { maxItems: 200 },
)

/** A filter that does not compile is refused where it is written, not at night when the rule runs. */
export function checkPoolFilter(reader: Parameters<PrepareRecord>[0]['reader'], object: string, filter: unknown): void {
  if (filter === null || filter === undefined) return
  try {
    compileFilter(reader, object, filter as Filter, 't')
  } catch (error) {
    if (error instanceof InvalidInputError) throw new InvalidInputError('invalid_filter', { field: 'filter' })
    throw error
  }
}

const preparePool: PrepareRecord = async ({ reader, values, before }) => {
  const object = reader.model.objects.get(String(values.object))
  if (!object?.definition.poolable || (before && before.object !== values.object))
    throw new InvalidInputError('not_poolable', { field: 'object' })
  const members = values.members as unknown
  if (members !== null && members !== undefined) {
    if (!Value.Check(membersSchema, members) || !members.every(({ kind, of }) => (kind === 'everyone') === (of === null)))
      throw new InvalidInputError('invalid_input', { field: 'members' })
  }
  checkPoolFilter(reader, object.definition.key, values.filter)
  return values
}

/** Records would lie where nobody finds them. */
const guardPoolDelete: BeforeDelete = async ({ reader, executor, id }) => {
  for (const { definition } of reader.objects()) {
    if (!definition.poolable) continue
    const [row] = await executor.query<{ found: number }>(
      reader.workspaceId,
      sql`SELECT 1 AS found FROM ${ident(definition.table)} t WHERE ${inWorkspace(reader, 't')} AND t.pool_id = ${param(id, 'uuid')} AND t.deleted_at IS NULL LIMIT 1`,
    )
    if (row) throw new RuleError('pool_not_empty')
  }
}

/** A public pool: records that nobody holds, for its members to take. Of several pools the first whose filter fits gets a record. */
export const pool = defineObject({
  key: 'pool',
  label: { zh: '公海', en: 'Pool' },
  plural: { zh: '公海', en: 'Pools' },
  area: 'platform',
  icon: 'waves',
  title: 'name',
  configuration: true,
  internal: true,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 60 }),
    nameEn: field.text({ label: { zh: '英文名称', en: 'English name' }, max: 60 }),
    object: field.text({ label: { zh: '对象', en: 'Object' }, required: true, max: 60 }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    // Which records belong here, as a filter tree; none for all of them.
    filter: field.json({ label: { zh: '收哪些记录', en: 'Which records' } }),
    members: field.json({ label: { zh: '成员', en: 'Members' } }),
    claimsPerDay: field.number({ label: { zh: '每人每天最多领取', en: 'Claims a day, each' }, min: 1, max: 10_000 }),
    holdCap: field.number({ label: { zh: '每人最多持有', en: 'Held at most, each' }, min: 1, max: 1_000_000 }),
    coolingDays: field.number({
      label: { zh: '同一人再次领取间隔（天）', en: 'Days before the same person may claim again' },
      min: 1,
      max: 3650,
    }),
    protectionDays: field.number({ label: { zh: '领取后保护（天）', en: 'Days protected after a claim' }, min: 1, max: 3650 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  prepare: preparePool,
  beforeDelete: guardPoolDelete,
  list: { columns: ['name', 'object', 'claimsPerDay', 'holdCap', 'active'], sort: ['createdAt'] },
})
