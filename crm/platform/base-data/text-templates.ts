/** Texts that a new workspace begins with; whoever may edit base data changes or deletes them. */
export const textTemplates = [
  {
    type: 'call',
    zh: { name: '电话小结', content: '致电{{联系人}}：\n对方关心：\n约定：\n下一步：' },
    en: { name: 'Call summary', content: 'Called {{contact}}.\nTheir concern:\nAgreed:\nNext step:' },
  },
  {
    type: 'visit',
    zh: { name: '拜访纪要', content: '拜访{{客户}}，参加人：{{联系人}}、{{我}}\n现状：\n需求：\n顾虑：\n约定：' },
    en: { name: 'Visit notes', content: 'Visit to {{customer}}; present: {{contact}}, {{me}}\nSituation:\nNeeds:\nConcerns:\nAgreed:' },
  },
  {
    type: null,
    zh: { name: '请同事协助', content: '{{客户}}需要协助：\n背景：\n希望完成时间：' },
    en: { name: 'Ask a colleague for help', content: '{{customer}} needs help:\nBackground:\nWanted by:' },
  },
] as const
