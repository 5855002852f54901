import { defineTexts } from '../../text/index.ts'

export const messages = defineTexts({
  selectRow: { zh: '选择「{title}」', en: 'Select {title}' },
  selectAll: { zh: '选择已读出的全部行', en: 'Select all rows shown' },
  resize: { zh: '调整「{column}」的宽度', en: 'Resize {column}' },
  resized: { zh: '「{column}」宽 {width} 像素', en: '{column} is {width} pixels wide' },
  shifted: { zh: '「{column}」移到第 {place} 列', en: '{column} is now column {place}' },
  sortBy: { zh: '按{column}排序', en: 'Sort by {column}' },
  loading: { zh: '正在加载', en: 'Loading' },
  editing: { zh: '正在改「{title}」的{field}', en: 'Editing {field} of {title}' },
  saved: { zh: '{field}已改为 {value}', en: '{field} is now {value}' },
  kept: { zh: '没有改动', en: 'Nothing changed' },
  openGroup: { zh: '展开这一组', en: 'Open the group' },
  closeGroup: { zh: '收起这一组', en: 'Close the group' },
  readOnly: { zh: '{field}不能直接改', en: '{field} cannot be edited here' },
})
