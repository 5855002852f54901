import { defineObject, field } from '../../../engine/index.ts'

export const tag = defineObject({
  key: 'tag',
  label: { zh: '标签', en: 'Tag' },
  plural: { zh: '标签', en: 'Tags' },
  area: 'platform',
  icon: 'tag',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 40, unique: true }),
    color: field.text({ label: { zh: '颜色', en: 'Colour' }, max: 20 }),
  },
  list: { columns: ['name', 'color'], sort: ['createdAt'] },
})
