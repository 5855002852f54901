import { defineObject, field, param, RuleError, sql } from '../../../engine/index.ts'

export const pipeline = defineObject({
  key: 'pipeline',
  label: { zh: '销售管线', en: 'Pipeline' },
  plural: { zh: '销售管线', en: 'Pipelines' },
  area: 'sales',
  icon: 'chart-no-axes-gantt',
  title: 'name',
  configuration: true,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80, unique: true }),
    isDefault: field.boolean({ label: { zh: '默认管线', en: 'Default' }, required: true, default: false }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  list: { columns: ['name', 'isDefault', 'active'], sort: ['createdAt'] },
})

/** A stage of one pipeline. Its outcome says whether an opportunity in it is open, won or lost. */
export const stage = defineObject({
  key: 'stage',
  label: { zh: '阶段', en: 'Stage' },
  plural: { zh: '阶段', en: 'Stages' },
  area: 'sales',
  icon: 'milestone',
  title: 'name',
  configuration: true,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    nameEn: field.text({ label: { zh: '英文名称', en: 'English name' }, matched: true, max: 80 }),
    pipeline: field.reference('pipeline', { label: { zh: '销售管线', en: 'Pipeline' }, required: true }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    probability: field.percent({ label: { zh: '赢率', en: 'Probability' }, required: true, default: 0, min: 0, max: 100 }),
    outcome: field.choice('stage-outcome', { label: { zh: '结果', en: 'Outcome' }, required: true, default: 'open' }),
    stuckAfterDays: field.number({ label: { zh: '停滞天数', en: 'Stuck after days' }, min: 1, max: 3650 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  /** What opportunities came to stands in them and in figures of their customers: a stage that holds some keeps its outcome. */
  async prepare({ reader, executor, id, values, before }) {
    if (before === null || before.outcome === values.outcome) return values
    const [held] = await executor.query(
      reader.workspaceId,
      sql`SELECT 1 FROM opportunity WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND stage_id = ${param(id, 'uuid')} LIMIT 1`,
    )
    if (held) throw new RuleError('stage_holds_opportunities', { field: 'outcome' })
    return values
  },
  uniques: [['pipeline', 'name']],
  list: { columns: ['name', 'pipeline', 'position', 'probability', 'outcome', 'stuckAfterDays', 'active'], sort: ['pipeline', 'position'] },
})
