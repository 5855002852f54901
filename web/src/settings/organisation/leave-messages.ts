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
  successor: { zh: '移交给', en: 'Hand over to' },
  chooseSuccessor: { zh: '选择谁来接手', en: 'Choose who takes over' },
  what: { zh: '移交的内容', en: 'What goes over' },
  as: { zh: '（{field}）', en: '({field})' },
  stays: {
    zh: '没有勾选的「{what}」会留在「{name}」名下，在「设置 › 移交」里可以随时移交。',
    en: 'What is not ticked ({what}) stays under the name of {name}; under Settings › Transfers it can be handed over at any time.',
  },
  comma: { zh: '、', en: ', ' },
  reason: { zh: '移交原因', en: 'Reason' },
  holdsNothing: { zh: '名下没有记录，不需要移交。', en: 'They own no records; there is nothing to hand over.' },
  wait: { zh: '正在清点…', en: 'Counting…' },
  submit: { zh: '停用', en: 'Deactivate' },
  submitAll: { zh: '停用并移交 {count} 条', en: 'Deactivate, hand over {count}' },
  deactivated: { zh: '已停用「{name}」', en: 'Deactivated {name}' },
})
