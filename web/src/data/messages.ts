import { defineTexts } from '../text/catalogue.ts'

export const messages = defineTexts({
  changedOne: { zh: '已改「{title}」的{field}', en: 'Changed {field} of {title}' },
  changedMany: { zh: '已改「{title}」的 {count} 项', en: 'Changed {count} fields of {title}' },
  created: { zh: '已新建{object}「{title}」', en: 'Created {object} {title}' },
  removed: { zh: '已把「{title}」移到回收站', en: 'Moved {title} to the recycle bin' },
  restored: { zh: '已恢复「{title}」', en: 'Restored {title}' },
  undone: { zh: '已撤销', en: 'Undone' },
  undonePartly: {
    zh: '已撤销；{count} 处后来又改过，保持现状',
    en: 'Undone; {count} {count|place|places} changed again since, left as they are',
  },
  refused: { zh: '没有保存「{field}」，已恢复原值：{reason}', en: '{field} was not saved and is back as it was: {reason}' },
  notRemoved: { zh: '没有删除「{title}」：{reason}', en: '{title} was not deleted: {reason}' },
  fields: { zh: '{count} 项', en: '{count} fields' },
  kept: { zh: '已存本机，联网后上传：{what}', en: 'Kept on this device until the server is back: {what}' },
  keptSent: { zh: '已上传 {count} 条', en: '{count} {count|change|changes} sent' },
  undo: { zh: '撤销', en: 'Undo' },
  retry: { zh: '再试一次', en: 'Try again' },
})
