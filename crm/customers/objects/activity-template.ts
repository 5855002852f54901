import { defineObject, field } from '../../../engine/index.ts'

/** Work that is planned often: what it is called, how long it takes, what belongs to it, what to say. One's own, the team's or everyone's. */
export const activityTemplate = defineObject({
  key: 'activityTemplate',
  label: { zh: '跟进模板', en: 'Activity template' },
  plural: { zh: '跟进模板', en: 'Activity templates' },
  route: 'activity-templates',
  area: 'platform',
  icon: 'list-checks',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    type: field.choice('activity-type', { label: { zh: '类型', en: 'Type' }, required: true, default: 'task' }),
    subject: field.text({ label: { zh: '主题', en: 'Subject' }, required: true, max: 300 }),
    priority: field.choice('priority', { label: { zh: '优先级', en: 'Priority' } }),
    minutes: field.number({ label: { zh: '用时（分钟）', en: 'Minutes' }, min: 0, max: 10_000 }),
    dueWorkdays: field.number({
      label: { zh: '几个工作日后截止', en: 'Due after working days' },
      min: 0,
      max: 250,
      help: { zh: '从当天算起，跳过周末和节假日', en: 'From the day on; weekends and holidays are skipped' },
    }),
    checklist: field.longText({
      label: { zh: '清单', en: 'Checklist' },
      max: 4000,
      help: { zh: '每行一项', en: 'One item per line' },
    }),
    content: field.longText({ label: { zh: '话术与说明', en: 'Script' }, max: 4000 }),
    audience: field.choice('view-audience', { label: { zh: '谁可见', en: 'Seen by' }, required: true, default: 'personal' }),
    owner: field.user({ label: { zh: '所有者', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', open: { field: 'audience', everyone: 'everyone', team: 'team' } },
  list: { columns: ['name', 'type', 'subject', 'dueWorkdays', 'audience', 'owner'], sort: ['name'] },
})
