import { defineObject, field } from '../../../engine/index.ts'

/** A contact's place at one of several accounts. */
export const accountContact = defineObject({
  key: 'accountContact',
  label: { zh: '任职关系', en: 'Role at customer' },
  plural: { zh: '任职关系', en: 'Roles at customers' },
  area: 'customers',
  icon: 'link',
  title: 'roleTitle',
  fields: {
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, required: true }),
    contact: field.reference('contact', { label: { zh: '联系人', en: 'Contact' }, required: true }),
    roleTitle: field.text({ label: { zh: '职务', en: 'Role' }, required: true, max: 100 }),
    decisionRole: field.choice('decision-role', { label: { zh: '决策角色', en: 'Decision role' } }),
    since: field.date({ label: { zh: '开始日期', en: 'Since' } }),
    until: field.date({ label: { zh: '结束日期', en: 'Until' } }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['account', 'contact'] },
  transfers: { with: ['account'] },
  list: { columns: ['contact', 'account', 'roleTitle', 'decisionRole', 'since', 'until'], sort: ['-createdAt'] },
  uniques: [['contact', 'account']],
})
