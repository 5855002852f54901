import { defineObject, field } from '../../../engine/index.ts'

/** A list as somebody set it up: filter, columns, order. Their own, their team's or everyone's. */
export const savedView = defineObject({
  key: 'savedView',
  label: { zh: '视图', en: 'View' },
  plural: { zh: '视图', en: 'Views' },
  route: 'saved-views',
  area: 'platform',
  icon: 'table',
  title: 'name',
  internal: true,
  fields: {
    object: field.text({ label: { zh: '对象', en: 'Object' }, required: true, max: 60 }),
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    audience: field.choice('view-audience', { label: { zh: '谁可见', en: 'Seen by' }, required: true, default: 'personal' }),
    layout: field.text({ label: { zh: '形式', en: 'Layout' }, required: true, default: 'list', max: 20 }),
    filter: field.json({ label: { zh: '筛选', en: 'Filter' } }),
    sort: field.json({ label: { zh: '排序', en: 'Sort' } }),
    columns: field.json({ label: { zh: '列', en: 'Columns' } }),
    groupBy: field.text({ label: { zh: '分组', en: 'Grouped by' }, max: 120 }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    favourite: field.boolean({ label: { zh: '收藏', en: 'Favourite' }, required: true, default: false }),
    color: field.text({ label: { zh: '颜色', en: 'Colour' }, max: 20 }),
    owner: field.user({ label: { zh: '所有者', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', open: { field: 'audience', everyone: 'everyone', team: 'team' } },
  list: { columns: ['name', 'object', 'audience', 'owner'], sort: ['position'] },
  indexes: [['object', 'position']],
})
