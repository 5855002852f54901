import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  about: {
    zh: '截止日期和日历按这里数工作日：周末和放假不算，调休上班的周末要算。国务院每年公布次年安排，新一年的日历文件导入即可。',
    en: 'Due dates and calendars count working days by this: weekends and days off are left out, worked weekends count. Import the calendar file of a new year when it is published.',
  },
  year: { zh: '{year} 年', en: '{year}' },
  before: { zh: '上一年', en: 'Year before' },
  after: { zh: '下一年', en: 'Year after' },
  edit: { zh: '逐条编辑', en: 'Edit day by day' },
  addKnown: { zh: '补上法定节假日', en: 'Add the holidays of China' },
  import: { zh: '导入日历文件', en: 'Import a calendar file' },
  importing: { zh: '导入中…', en: 'Importing…' },
  added: { zh: '加了 {added} 天，原有的 {kept} 天没有动', en: '{added} {added|day|days} added; {kept} that stood there were left alone' },
  nothingAdded: { zh: '这些日子都已经有了', en: 'All of these days are there already' },
  none: { zh: '{year} 年还没有节假日', en: 'No holidays for {year} yet' },
  noneHelp: {
    zh: '导入这一年的日历文件（.ics），或逐条添加。',
    en: 'Import the calendar file (.ics) of this year, or add the days one by one.',
  },
  off: { zh: '放假', en: 'Off' },
  worked: { zh: '上班', en: 'Worked' },
  remove: { zh: '删除 {date}', en: 'Remove {date}' },
  removed: { zh: '已删除', en: 'Removed' },
})
