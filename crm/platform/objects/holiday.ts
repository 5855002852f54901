import { defineObject, field } from '../../../engine/index.ts'

/** One day on which the week does not hold: a holiday, or a weekend day that is worked (调休). */
export const holiday = defineObject({
  key: 'holiday',
  label: { zh: '节假日', en: 'Holiday' },
  plural: { zh: '节假日', en: 'Holidays' },
  route: 'holidays',
  area: 'platform',
  icon: 'calendar-off',
  title: 'name',
  fields: {
    date: field.date({ label: { zh: '日期', en: 'Date' }, required: true, unique: true, indexed: true, aliases: ['day', '日子'] }),
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80, aliases: ['holiday', '节日'] }),
    isWorkday: field.boolean({
      label: { zh: '照常上班（调休）', en: 'Worked' },
      default: false,
      help: { zh: '周末补班的日子', en: 'A weekend day that is worked in exchange' },
    }),
  },
  configuration: true,
  access: { by: 'workspace' },
  list: { columns: ['date', 'name', 'isWorkday'], sort: ['-date'] },
})
