import { defineMessages } from '../../../engine/index.ts'

export const platformErrors = defineMessages({
  calendar_not_readable: { zh: '这不是日历文件（.ics），换一个文件。', en: 'This is no calendar file (.ics). Choose another one.' },
  calendar_without_days: { zh: '日历里没有全天的日子，换一个文件。', en: 'The calendar holds no whole days. Choose another one.' },
  calendar_of_many_days: {
    zh: '日历里超过 {most} 天，分年导入。',
    en: 'The calendar holds more than {most} days. Import it year by year.',
  },
})
