import { defineTexts } from '../../text/catalogue.ts'

export const transfersTexts = defineTexts({
  begin: { zh: '移交工作', en: 'Transfer work' },
  recent: { zh: '最近 30 天的移交', en: 'Transfers of the last 30 days' },
  when: { zh: '时间', en: 'When' },
  by: { zh: '谁移交的', en: 'By' },
  from: { zh: '原负责人', en: 'From' },
  to: { zh: '交给', en: 'To' },
  count: { zh: '记录数', en: 'Records' },
  reason: { zh: '原因', en: 'Reason' },
  selection: { zh: '选中的记录', en: 'Chosen records' },
  undo: { zh: '撤销', en: 'Undo' },
  undoing: { zh: '撤销中…', en: 'Undoing…' },
  undone: { zh: '已撤销', en: 'Undone' },
  running: { zh: '移交中 {done} / {total}', en: 'Under way, {done} of {total}' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  failed: { zh: '中断', en: 'Broke off' },
  none: { zh: '还没有移交', en: 'No transfers yet' },
  noneText: {
    zh: '在列表里选中记录后移交，或在这里移交一个人、一个部门的工作。30 天内可以整批撤销。',
    en: 'Transfer chosen records from their list, or the work of a person or a department from here. All of it can be taken back for 30 days.',
  },
})
