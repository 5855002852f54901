import { defineObject, field } from '../../../engine/index.ts'

/** What others know of a customer, with where and when it was learnt: 第二数据资源. */
export const externalFact = defineObject({
  key: 'externalFact',
  label: { zh: '第二数据', en: 'Second-source fact' },
  plural: { zh: '第二数据', en: 'Second-source data' },
  area: 'customers',
  icon: 'database',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '指标', en: 'Fact' }, required: true, max: 120 }),
    kind: field.choice('external-fact-kind', { label: { zh: '类别', en: 'Kind' }, required: true, default: 'credit' }),
    value: field.text({ label: { zh: '值', en: 'Value' }, required: true, max: 500, personal: true }),
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, required: true }),
    contact: field.reference('contact', { label: { zh: '联系人', en: 'Contact' } }),
    source: field.text({ label: { zh: '来源', en: 'Source' }, required: true, max: 200 }),
    collectedOn: field.date({ label: { zh: '采集日期', en: 'Collected on' }, required: true, default: 'today' }),
    validUntil: field.date({ label: { zh: '有效期至', en: 'Valid until' } }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['account'] },
  list: { columns: ['name', 'value', 'kind', 'account', 'source', 'collectedOn', 'validUntil'], sort: ['-collectedOn'] },
  check: ({ collectedOn, validUntil }) =>
    typeof collectedOn === 'string' && typeof validUntil === 'string' && validUntil < collectedOn
      ? { code: 'ends_before_it_begins', field: 'validUntil' }
      : null,
})
