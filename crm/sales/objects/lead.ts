import { defineObject, field, type RecordOf } from '../../../engine/index.ts'
import { companyNameKey, companyNameLikeness, companyNameParts, lastTouch, openWork } from '../../customers/index.ts'

export const lead = defineObject({
  key: 'lead',
  label: { zh: '线索', en: 'Lead' },
  plural: { zh: '线索', en: 'Leads' },
  area: 'sales',
  icon: 'target',
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
      aliases: ['lead name', 'full name'],
    }),
    companyName: field.text({
      label: { zh: '公司', en: 'Company' },
      matched: true,
      likened: { key: companyNameKey, likeness: companyNameLikeness, parts: companyNameParts },
      max: 200,
      searched: true,
      pinyin: true,
      indexed: true,
      aliases: ['company name', '单位'],
    }),
    jobTitle: field.text({ label: { zh: '职务', en: 'Job title' }, max: 100 }),
    status: field.choice('lead-status', { label: { zh: '状态', en: 'Status' }, required: true, default: 'new', indexed: true }),
    source: field.choice('account-source', { label: { zh: '来源', en: 'Source' } }),
    intent: field.longText({ label: { zh: '合作意向', en: 'Intent' }, max: 2000 }),
    mobile: field.phone({
      label: { zh: '手机', en: 'Mobile' },
      matched: true,
      searched: true,
      personal: true,
      readClass: 'personal-contact',
    }),
    phone: field.phone({ label: { zh: '座机', en: 'Phone' }, matched: true, searched: true, personal: true }),
    email: field.email({ label: { zh: '邮箱', en: 'E-mail' }, matched: true, searched: true, personal: true }),
    industry: field.choice('industry', { label: { zh: '行业', en: 'Industry' } }),
    region: field.region({ label: { zh: '区域', en: 'Region' } }),
    website: field.url({ label: { zh: '网站', en: 'Website' } }),
    disqualifiedReason: field.choice('disqualified-reason', { label: { zh: '无效原因', en: 'Why disqualified' } }),
    nextActivityAt: field.dateTime({ label: { zh: '下次跟进', en: 'Next touch' } }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
    assignedBy: field.reference('assignmentRule', {
      label: { zh: '分配规则', en: 'Assigned by' },
      readOnly: true,
      sparse: true,
      whenDeleted: 'clear',
    }),
    tags: field.references('tag', { label: { zh: '标签', en: 'Tags' } }),
    lastActivityAt: field.dateTime({ label: { zh: '最近跟进', en: 'Last touch' }, rollUp: lastTouch('regarding'), indexed: true }),
    openTasks: field.number({ label: { zh: '待办数', en: 'Open tasks' }, rollUp: openWork('regarding') }),
    description: field.longText({ label: { zh: '备注', en: 'Notes' }, searched: true }),
  },
  transfers: {
    with: [],
    open: {
      filter: { field: 'status', op: 'notIn', value: ['converted', 'disqualified'] },
      label: { zh: '跟进中的线索', en: 'Open leads' },
      others: { zh: '已结束的线索', en: 'Closed leads' },
    },
  },
  person: true,
  list: { columns: ['name', 'companyName', 'status', 'source', 'mobile', 'email', 'owner', 'nextActivityAt'], sort: ['-createdAt'] },
  page: {
    facts: ['companyName', 'status', 'source', 'owner', 'nextActivityAt'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: ['name', 'companyName', 'jobTitle', 'status', 'source', 'industry', 'intent', 'tags', 'owner'],
      },
      { label: { zh: '联系方式', en: 'Reach' }, fields: ['mobile', 'phone', 'email', 'region', 'website', 'description'] },
    ],
  },
  timeline: { on: [], milestones: ['pool'], beside: ['owner', 'poolReason'] },
  poolable: { touched: 'lastActivityAt', won: { field: 'status', op: 'is', value: 'converted' } },
  duplicates: [
    { key: 'email', label: { zh: '邮箱', en: 'E-mail' }, by: 'value', fields: ['email'], weight: 85 },
    { key: 'phone', label: { zh: '电话', en: 'Phone' }, by: 'value', fields: ['mobile', 'phone'], weight: 80 },
    { key: 'company', label: { zh: '公司', en: 'Company' }, by: 'likened', fields: ['companyName'], weight: 60 },
  ],
  board: { groupBy: 'status', sort: '-createdAt' },
})

export type Lead = RecordOf<typeof lead>
