import { defineObject, field } from '../../../engine/index.ts'

/** How much one part of a customer's health counts. A part without a row counts as usual: `rules/health.ts`. */
export const healthRule = defineObject({
  key: 'healthRule',
  label: { zh: '健康度规则', en: 'Health rule' },
  plural: { zh: '健康度规则', en: 'Health rules' },
  route: 'health-rules',
  area: 'platform',
  icon: 'activity',
  title: 'part',
  internal: true,
  configuration: true,
  fields: {
    part: field.choice('health-part', { label: { zh: '项目', en: 'Part' }, required: true, unique: true }),
    weight: field.number({ label: { zh: '权重', en: 'Weight' }, required: true, default: 10, min: 0, max: 100 }),
    target: field.number({
      label: { zh: '满分标准', en: 'Full points at' },
      help: {
        zh: '最近往来：平时间隔的倍数；往来频次：12 周内次数；在途商机：个数；成交与逾期：天数',
        en: 'Recency: times the usual interval; frequency: touches in 12 weeks; pipeline: opportunities; won and overdue: days',
      },
      required: true,
      default: 1,
      min: 1,
      max: 1000,
    }),
  },
  access: { by: 'workspace' },
  list: { columns: ['part', 'weight', 'target'], sort: ['createdAt'] },
})
