import { defineTexts } from '../../text/catalogue.ts'

export const leaveTexts = defineTexts({
  leave: { zh: '停用', en: 'Deactivate' },
  leaveAndHandOver: { zh: '停用并移交…', en: 'Deactivate and hand over…' },
  handOverRest: { zh: '移交工作…', en: 'Hand over work…' },
  comeBack: { zh: '重新启用', en: 'Reactivate' },
  isBack: { zh: '「{name}」已重新启用', en: '{name} is active again' },
  ownAccount: { zh: '不能停用自己。请另一位管理员来做。', en: 'You cannot deactivate yourself. Ask another administrator.' },
  title: { zh: '停用「{name}」', en: 'Deactivate {name}' },
  text: {
    zh: '停用后不能登录，历史仍记着其姓名；随时可以重新启用。',
    en: 'They can no longer sign in; history keeps their name, and they can be reactivated at any time.',
  },
  now: { zh: '现在移交', en: 'Hand over now' },
  later: { zh: '暂不移交', en: 'Hand over later' },
  successor: { zh: '移交给', en: 'Hand over to' },
  chooseSuccessor: { zh: '选择谁来接手', en: 'Choose who takes over' },
  chooseHoldings: { zh: '勾选要移交的内容', en: 'Tick what goes over' },
  what: { zh: '移交的内容', en: 'What goes over' },
  as: { zh: '（{field}）', en: '({field})' },
  holdsNothing: { zh: '名下没有记录，不需要移交。', en: 'They own no records; there is nothing to hand over.' },
  wait: { zh: '正在清点…', en: 'Counting…' },
  submit: { zh: '停用', en: 'Deactivate' },
  submitAll: { zh: '停用并移交 {count} 条', en: 'Deactivate, hand over {count}' },
  deactivated: { zh: '已停用「{name}」', en: 'Deactivated {name}' },
  handedOver: { zh: '已把 {count} 条记录移交给 {name}', en: 'Handed {count} {count|record|records} over to {name}' },
  leftBehind: { zh: '{done}，{count} 条没有移交', en: '{done}; {count} stayed' },
})
