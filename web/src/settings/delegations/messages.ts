import { defineTexts } from '../../text/catalogue.ts'

export const delegationTexts = defineTexts({
  begin: { zh: '安排代理', en: 'Lend work' },
  text: {
    zh: '代理人在用户菜单里切换后，以委托人的身份工作：权限不会超过委托人，每次修改都写明由谁代做。到期自动结束。',
    en: 'After a switch in the user menu the delegate works as the lender: with no more rights than they have, and every change names both. It ends by itself.',
  },
  lender: { zh: '委托人', en: 'Whose work' },
  borrower: { zh: '代理人', en: 'Delegate' },
  from: { zh: '开始', en: 'From' },
  until: { zh: '结束', en: 'Until' },
  what: { zh: '代理的内容', en: 'What is lent' },
  everything: { zh: '全部业务', en: 'All work' },
  chosen: { zh: '只代理这些', en: 'Only these' },
  readOnly: { zh: '只能查看，不能修改', en: 'Looking only, no changes' },
  readOnlyShort: { zh: '只看', en: 'looking only' },
  reason: { zh: '原因', en: 'Reason' },
  status: { zh: '状态', en: 'State' },
  planned: { zh: '未开始', en: 'Not begun' },
  active: { zh: '代理中', en: 'In force' },
  over: { zh: '已结束', en: 'Ended' },
  end: { zh: '结束代理', en: 'End it' },
  ending: { zh: '结束中…', en: 'Ending…' },
  none: { zh: '没有代理', en: 'Nothing is lent' },
  noneText: {
    zh: '休假或出差时，请同事在一段时间里代理你的工作。',
    en: 'On leave or on a journey, let a colleague look after your work for a while.',
  },
  chooseBorrower: { zh: '选择代理人', en: 'Choose who looks after it' },
  chooseTime: { zh: '选择开始和结束时间', en: 'Choose when it begins and ends' },
  chooseObjects: { zh: '勾选代理的内容', en: 'Tick what is lent' },
  comma: { zh: '、', en: ', ' },
})
