import { defineObject, field } from '../../../engine/index.ts'

/** What a customer needs, what was agreed about it, and how far it is: 客户需求. */
export const customerNeed = defineObject({
  key: 'customerNeed',
  label: { zh: '客户需求', en: 'Customer need' },
  plural: { zh: '客户需求', en: 'Customer needs' },
  area: 'customers',
  icon: 'target',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '需求', en: 'Need' }, required: true, max: 200, searched: true, pinyin: true }),
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, required: true }),
    contact: field.reference('contact', { label: { zh: '提出人', en: 'Raised by' } }),
    state: field.choice('need-state', { label: { zh: '状态', en: 'State' }, required: true, default: 'raised', indexed: true }),
    priority: field.choice('priority', { label: { zh: '优先级', en: 'Priority' } }),
    neededOn: field.date({ label: { zh: '需要日期', en: 'Needed on' }, indexed: true }),
    serviceStandard: field.longText({ label: { zh: '约定的服务标准', en: 'Standard of service agreed' }, max: 4000 }),
    resources: field.longText({ label: { zh: '所需资源', en: 'Resources' }, max: 4000 }),
    description: field.longText({ label: { zh: '说明', en: 'Description' }, searched: true }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['account'] },
  list: { columns: ['name', 'account', 'state', 'priority', 'neededOn', 'owner'], sort: ['-createdAt'] },
  page: { facts: ['account', 'state', 'neededOn', 'owner'] },
  board: { groupBy: 'state', sort: '-createdAt' },
  timeline: { on: ['account', 'contact'], milestones: ['state'] },
})
