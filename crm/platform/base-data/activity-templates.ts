/** Work that a new workspace plans often; whoever may edit base data changes or deletes it. */
export const activityTemplates = [
  {
    type: 'visit',
    minutes: 60,
    dueWorkdays: null,
    priority: null,
    zh: {
      name: '首次拜访',
      subject: '首次拜访',
      checklist: '了解现状和痛点\n确认决策人和采购流程\n介绍同类客户案例\n约定下一步和时间',
      content: '开场：感谢接待，说明来意和时长。\n提问：现在怎么做？哪里最费事？谁来决定？\n收尾：复述约定，确认下次时间。',
    },
    en: {
      name: 'First visit',
      subject: 'First visit',
      checklist: 'Situation and needs\nWho decides, and how they buy\nA customer like them\nNext step with a date',
      content:
        'Open: thank them, say why and how long.\nAsk: how is it done today? What costs most? Who decides?\nClose: repeat what was agreed and the next date.',
    },
  },
  {
    type: 'task',
    minutes: 120,
    dueWorkdays: 2,
    priority: 'high',
    zh: {
      name: '准备报价',
      subject: '准备报价',
      checklist: '确认配置和数量\n核对价格和折扣权限\n写明交期和付款条件\n发给客户并确认收到',
      content: null,
    },
    en: {
      name: 'Prepare a quote',
      subject: 'Prepare the quote',
      checklist:
        'Confirm items and quantities\nCheck prices and discounts\nState delivery and payment terms\nSend it and see that it arrived',
      content: null,
    },
  },
  {
    type: 'call',
    minutes: 15,
    dueWorkdays: 5,
    priority: null,
    zh: {
      name: '成交后回访',
      subject: '成交后回访',
      checklist: '使用是否顺利\n有没有没解决的问题\n能否推荐同行',
      content: '用得怎么样？有什么想改进的？',
    },
    en: {
      name: 'Call after the sale',
      subject: 'Call after the sale',
      checklist: 'Is it in use\nAnything unsolved\nWould they refer somebody',
      content: 'How does it work for you? What should be better?',
    },
  },
] as const
