import { defineObject, field } from '../../../engine/index.ts'

/** A text that is written often, with gaps such as {{客户}} that are filled when it is used. One's own, the team's or everyone's. */
export const textTemplate = defineObject({
  key: 'textTemplate',
  label: { zh: '文字模板', en: 'Text template' },
  plural: { zh: '文字模板', en: 'Text templates' },
  route: 'text-templates',
  area: 'platform',
  icon: 'file-text',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    type: field.choice('activity-type', {
      label: { zh: '用于', en: 'Used for' },
      help: { zh: '空着就用于各种跟进', en: 'Empty: for every kind of activity' },
    }),
    audience: field.choice('view-audience', { label: { zh: '谁可见', en: 'Seen by' }, required: true, default: 'personal' }),
    content: field.longText({
      label: { zh: '内容', en: 'Text' },
      required: true,
      max: 4000,
      help: {
        zh: '可用的空位：{{客户}} {{联系人}} {{商机}} {{我}} {{今天}}',
        en: 'Gaps to be filled: {{customer}} {{contact}} {{opportunity}} {{me}} {{today}}',
      },
    }),
    owner: field.user({ label: { zh: '所有者', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', open: { field: 'audience', everyone: 'everyone', team: 'team' } },
  list: { columns: ['name', 'type', 'audience', 'content', 'owner'], sort: ['name'] },
})
