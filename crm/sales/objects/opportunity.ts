import { defineObject, field, param, type RecordOf, RuleError, sql } from '../../../engine/index.ts'
import { lastTouch, openWork } from '../../customers/index.ts'
import { followStage, type StageFacts } from '../rules/follow-stage.ts'
import { weightedAmount } from '../rules/weighted-amount.ts'

export const opportunity = defineObject({
  key: 'opportunity',
  label: { zh: '商机', en: 'Opportunity' },
  plural: { zh: '商机', en: 'Opportunities' },
  route: 'opportunities',
  area: 'sales',
  icon: 'chart-no-axes-gantt',
  title: 'name',
  fields: {
    number: field.autoNumber({ label: { zh: '商机编号', en: 'Number' }, prefix: 'OP-', digits: 6, searched: true, indexed: true }),
    name: field.text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      max: 200,
      searched: true,
      pinyin: true,
      indexed: true,
      aliases: ['opportunity name', 'deal name', '商机名称'],
    }),
    // Stages demand it, imports may not have it.
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, whenDeleted: 'refuse' }),
    contact: field.reference('contact', { label: { zh: '联系人', en: 'Contact' } }),
    pipeline: field.reference('pipeline', { label: { zh: '销售管线', en: 'Pipeline' }, required: true }),
    stage: field.reference('stage', { label: { zh: '阶段', en: 'Stage' }, required: true, aliases: ['deal stage', '销售阶段'] }),
    // Follows from the stage, and stands here so that figures of the customer can be kept by it.
    outcome: field.choice('stage-outcome', { label: { zh: '结果', en: 'Outcome' }, readOnly: true, default: 'open' }),
    amount: field.money({
      label: { zh: '金额', en: 'Amount' },
      min: 0,
      indexed: true,
      aliases: ['close value', 'deal value', '预测销售额', '预计金额'],
    }),
    probability: field.percent({ label: { zh: '赢率', en: 'Probability' }, min: 0, max: 100 }),
    // Stored and pure over its own record: the pipeline sums it many times a minute.
    weightedAmount: field.formula({
      label: { zh: '加权金额', en: 'Weighted amount' },
      from: ['amount', 'probability'],
      result: 'money',
      compute: weightedAmount,
    }),
    closeDate: field.date({ label: { zh: '预计成交', en: 'Expected close' }, indexed: true, aliases: ['close date', '预计成交日期'] }),
    startedOn: field.date({ label: { zh: '开始日期', en: 'Started' }, aliases: ['engage date'] }),
    forecastCategory: field.choice('forecast-category', { label: { zh: '预测类别', en: 'Forecast category' } }),
    source: field.choice('account-source', { label: { zh: '来源', en: 'Source' } }),
    product: field.reference('product', { label: { zh: '产品', en: 'Product' } }),
    nextStep: field.text({ label: { zh: '下一步', en: 'Next step' }, max: 200 }),
    nextActivityAt: field.dateTime({ label: { zh: '下次跟进', en: 'Next touch' } }),
    lossReason: field.choice('loss-reason', { label: { zh: '输单原因', en: 'Loss reason' } }),
    lastActivityAt: field.dateTime({ label: { zh: '最近跟进', en: 'Last touch' }, rollUp: lastTouch('regarding'), indexed: true }),
    openTasks: field.number({ label: { zh: '待办数', en: 'Open tasks' }, rollUp: openWork('regarding') }),
    stageChangedAt: field.dateTime({ label: { zh: '进入阶段', en: 'In stage since' }, readOnly: true, default: 'now' }),
    externalNumber: field.text({
      label: { zh: '外部编号', en: 'External number' },
      matched: true,
      max: 60,
      searched: 'code',
      aliases: ['opportunity id', 'deal id'],
    }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user', aliases: ['sales agent', 'opportunity owner'] }),
    tags: field.references('tag', { label: { zh: '标签', en: 'Tags' } }),
    description: field.longText({ label: { zh: '备注', en: 'Notes' }, searched: true }),
  },
  transfers: {
    with: ['account'],
    open: {
      filter: { field: 'stage.outcome', op: 'is', value: 'open' },
      label: { zh: '进行中的商机', en: 'Open opportunities' },
      others: { zh: '已结束的商机', en: 'Closed opportunities' },
    },
  },
  list: {
    columns: ['name', 'account', 'stage', 'amount', 'probability', 'closeDate', 'nextStep', 'owner'],
    sort: ['closeDate'],
    totals: ['amount', 'weightedAmount'],
  },
  page: {
    facts: ['amount', 'weightedAmount', 'probability', 'closeDate', 'forecastCategory', 'nextStep', 'owner'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: [
          'name',
          'account',
          'contact',
          'pipeline',
          'stage',
          'amount',
          'probability',
          'closeDate',
          'startedOn',
          'forecastCategory',
          'product',
          'source',
          'tags',
          'owner',
        ],
      },
      {
        label: { zh: '推进', en: 'Progress' },
        fields: ['nextStep', 'nextActivityAt', 'lossReason', 'stageChangedAt', 'externalNumber', 'description'],
      },
    ],
  },
  board: { groupBy: 'stage', sort: 'closeDate', sum: 'amount', weighted: 'weightedAmount' },
  typedChanges: ['stage', 'amount', 'closeDate', 'owner', 'forecastCategory'],
  async prepare({ reader, executor, values, before, once }) {
    const stages = await once('stages', async () => {
      const rows = await executor.query<{ id: string; pipeline: string; probability: string; outcome: string }>(
        reader.workspaceId,
        sql`SELECT id, pipeline_id AS pipeline, probability, outcome FROM stage WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND deleted_at IS NULL`,
      )
      return new Map(
        rows.map(({ id, probability, ...stage }): [string, StageFacts] => [id, { ...stage, probability: Number(probability) / 100 }]),
      )
    })
    const followed = followStage(values, before, stages.get(String(values.stage)), reader.clock.now().toISOString())
    if (typeof followed === 'string') throw new RuleError(followed, { field: 'stage' })
    return followed
  },
  timeline: { on: ['account', 'contact'], milestones: ['stage', 'owner', 'amount'] },
  indexes: [
    ['stage', 'closeDate'],
    ['owner', 'closeDate'],
  ],
})

export type Opportunity = RecordOf<typeof opportunity>
