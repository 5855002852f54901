import { checkPoolFilter, defineObject, field, InvalidInputError, param, type RecordOf, sql } from '../../../engine/index.ts'

export const poolConditions = ['noFollowUp', 'noDeal', 'protectionOver'] as const
export type PoolCondition = (typeof poolConditions)[number]

/** When a record goes back to a pool by itself. Of several rules that fit the first in order takes it. */
export const poolRule = defineObject({
  key: 'poolRule',
  label: { zh: '公海规则', en: 'Pool rule' },
  plural: { zh: '公海规则', en: 'Pool rules' },
  area: 'customers',
  icon: 'waves',
  title: 'condition',
  configuration: true,
  internal: true,
  fields: {
    pool: field.reference('pool', { label: { zh: '公海', en: 'Pool' }, required: true, whenDeleted: 'refuse' }),
    condition: field.text({ label: { zh: '条件', en: 'Condition' }, required: true, max: 20 }),
    days: field.number({ label: { zh: '天数', en: 'Days' }, min: 1, max: 3650 }),
    warnDays: field.number({ label: { zh: '提前几天提醒', en: 'Days of warning' }, required: true, default: 3, min: 0, max: 90 }),
    // On top of what the pool takes: which records the rule watches.
    filter: field.json({ label: { zh: '只看这些记录', en: 'Only these records' } }),
    sparesWon: field.boolean({ label: { zh: '已成交的不收回', en: 'Spares won customers' }, required: true, default: true }),
    sparesOpen: field.boolean({
      label: { zh: '有进行中商机的不收回', en: 'Spares those with an open deal' },
      required: true,
      default: false,
    }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  check: ({ condition, days }) => {
    if (!poolConditions.some((one) => one === condition)) return { code: 'pool_condition_unknown', field: 'condition' }
    return condition !== 'protectionOver' && (days === null || days === undefined) ? { code: 'required', field: 'days' } : null
  },
  async prepare({ reader, executor, values }) {
    const [found] = await executor.query<{ object: string }>(
      reader.workspaceId,
      sql`SELECT object FROM pool WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND id = ${param(values.pool, 'uuid')} AND deleted_at IS NULL`,
    )
    if (!found) throw new InvalidInputError('invalid_reference', { field: 'pool' })
    checkPoolFilter(reader, found.object, values.filter)
    return values
  },
  list: { columns: ['pool', 'condition', 'days', 'warnDays', 'active'], sort: ['createdAt'] },
})

export type PoolRule = RecordOf<typeof poolRule>
