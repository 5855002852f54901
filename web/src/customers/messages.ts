import { defineTexts } from '../text/catalogue.ts'

export const customerTexts = defineTexts({
  touched: { zh: '{when}联系', en: 'Last touch {when}' },
  untouched: { zh: '还没有联系过', en: 'Not contacted yet' },
  group: { zh: '集团', en: 'Group' },
  groupOf: { zh: '合计 {count} 家', en: '{count} {count|company|companies} in all' },
  groupSum: { zh: '合计', en: 'Sum of' },
  groupBranch: { zh: '{title} 及下级合计', en: '{title} and all below it' },
  groupMore: { zh: '看集团的全部客户', en: 'All customers of the group' },
})
