import { defineObject, field, type RecordOf } from '../../../engine/index.ts'
import { lastTouch, openWork } from '../rules/work-figures.ts'

export const contact = defineObject({
  key: 'contact',
  label: { zh: '联系人', en: 'Contact' },
  plural: { zh: '联系人', en: 'Contacts' },
  area: 'customers',
  icon: 'contact',
  title: 'name',
  fields: {
    name: field.text({
      label: { zh: '姓名', en: 'Name' },
      required: true,
      max: 100,
      searched: true,
      pinyin: true,
      indexed: true,
      personal: true,
      aliases: ['full name', 'contact', '联系人姓名'],
    }),
    // The main one; every account with its role stands in account-contacts.
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, aliases: ['account name', 'company', '公司', '单位'] }),
    jobTitle: field.text({ label: { zh: '职务', en: 'Job title' }, max: 100, searched: true, aliases: ['title', '职位'] }),
    department: field.text({ label: { zh: '部门', en: 'Department' }, max: 100 }),
    decisionRole: field.choice('decision-role', { label: { zh: '决策角色', en: 'Decision role' } }),
    reportsTo: field.reference('contact', { label: { zh: '上级', en: 'Reports to' } }),
    mobile: field.phone({
      label: { zh: '手机', en: 'Mobile' },
      matched: true,
      searched: true,
      personal: true,
      readClass: 'personal-contact',
      aliases: ['mobile phone', '手机号'],
    }),
    phone: field.phone({
      label: { zh: '座机', en: 'Phone' },
      matched: true,
      searched: true,
      personal: true,
      aliases: ['telephone', '电话'],
    }),
    email: field.email({
      label: { zh: '邮箱', en: 'E-mail' },
      matched: true,
      searched: true,
      personal: true,
      aliases: ['email address', '电子邮件'],
    }),
    wechat: field.text({
      label: { zh: '微信', en: 'WeChat' },
      matched: true,
      max: 60,
      searched: 'code',
      personal: true,
      readClass: 'personal-contact',
    }),
    gender: field.choice('gender', { label: { zh: '性别', en: 'Gender' }, personal: true }),
    birthday: field.date({ label: { zh: '生日', en: 'Birthday' }, personal: true }),
    address: field.address({ label: { zh: '地址', en: 'Address' }, personal: true }),
    preferences: field.longText({ label: { zh: '偏好', en: 'Preferences' }, max: 2000, personal: true }),
    // Follows from the records of consent.
    consents: field.multiChoice('consent-channel', { label: { zh: '可联系渠道', en: 'May be reached by' }, readOnly: true }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
    tags: field.references('tag', { label: { zh: '标签', en: 'Tags' } }),
    lastActivityAt: field.dateTime({ label: { zh: '最近跟进', en: 'Last touch' }, rollUp: lastTouch('contact') }),
    openTasks: field.number({ label: { zh: '待办数', en: 'Open tasks' }, rollUp: openWork('contact') }),
    description: field.longText({ label: { zh: '备注', en: 'Notes' }, searched: true }),
  },
  access: { by: 'owner', via: ['account'] },
  transfers: { with: ['account'] },
  list: { columns: ['name', 'account', 'jobTitle', 'decisionRole', 'mobile', 'email', 'owner', 'lastActivityAt'], sort: ['-createdAt'] },
  page: {
    facts: ['account', 'jobTitle', 'decisionRole', 'owner', 'lastActivityAt'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: ['name', 'account', 'jobTitle', 'department', 'decisionRole', 'reportsTo', 'gender', 'birthday', 'tags', 'owner'],
      },
      { label: { zh: '联系方式', en: 'Reach' }, fields: ['mobile', 'phone', 'email', 'wechat', 'address', 'consents'] },
      { label: { zh: '其他', en: 'Other' }, fields: ['preferences', 'description'] },
    ],
  },
  duplicates: [
    { key: 'email', label: { zh: '邮箱', en: 'E-mail' }, by: 'value', fields: ['email'], weight: 85 },
    { key: 'phone', label: { zh: '电话', en: 'Phone' }, by: 'value', fields: ['mobile', 'phone'], weight: 75 },
    { key: 'wechat', label: { zh: '微信', en: 'WeChat' }, by: 'value', fields: ['wechat'], weight: 85 },
    { key: 'name', label: { zh: '同一客户中同名', en: 'Name, at the same customer' }, by: 'name', fields: ['name'], within: 'account', weight: 70 },
  ],
  card: {
    kind: 'individual',
    properties: [
      { name: 'ORG', fields: ['account', 'department'] },
      { name: 'TITLE', fields: ['jobTitle'] },
      { name: 'TEL', fields: ['mobile'], type: 'cell' },
      { name: 'TEL', fields: ['phone'], type: 'work' },
      { name: 'EMAIL', fields: ['email'] },
      { name: 'IMPP', fields: ['wechat'], type: 'wechat' },
      { name: 'ADR', fields: ['address'] },
      { name: 'BDAY', fields: ['birthday'] },
      { name: 'GENDER', fields: ['gender'] },
      { name: 'CATEGORIES', fields: ['tags'] },
      { name: 'NOTE', fields: ['description'] },
    ],
  },
})

export type Contact = RecordOf<typeof contact>
