import { defineTexts } from '../text/catalogue.ts'

export const auditTexts = defineTexts({
  kind: { zh: '哪一种', en: 'Kind' },
  everything: { zh: '全部', en: 'All' },
  exportMade: { zh: '导出', en: 'Exported' },
  exportDownloaded: { zh: '下载', en: 'Downloaded' },
  when: { zh: '时间', en: 'When' },
  who: { zh: '谁', en: 'Who' },
  did: { zh: '做了什么', en: 'Did' },
  what: { zh: '对象', en: 'What' },
  rows: { zh: '行数', en: 'Rows' },
  details: { zh: '详情', en: 'Details' },
  through: { zh: '经由', en: 'Through' },
  throughWeb: { zh: '网页', en: 'Web' },
  throughApi: { zh: '接口', en: 'API' },
  throughCommand: { zh: '命令行', en: 'Command line' },
  throughJob: { zh: '后台', en: 'Background' },
  columns: { zh: '列：{names}', en: 'Columns: {names}' },
  filter: { zh: '条件：{filter}', en: 'Filter: {filter}' },
  chosen: { zh: '选中的 {count} 条', en: '{count} chosen rows' },
  noFilter: { zh: '无条件', en: 'No filter' },
  more: { zh: '显示更多', en: 'Show more' },
  nothing: { zh: '还没有记录', en: 'Nothing noted yet' },
  nothingText: {
    zh: '导出和下载会记在这里：谁、何时、哪些列和条件、多少行。',
    en: 'Exports and downloads are noted here: who, when, which columns and conditions, how many rows.',
  },
})
