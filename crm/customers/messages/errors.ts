import { defineMessages } from '../../../engine/index.ts'

export const customerErrors = defineMessages({
  visit_checked_in: { zh: '这次拜访已经签到。', en: 'This visit is checked in already.' },
  visit_not_planned: { zh: '只有计划中的拜访能签到。', en: 'Only a planned visit can be checked in.' },
  visit_of_nobody: { zh: '这次拜访没有客户，先选客户。', en: 'This visit has no customer. Choose the customer first.' },
  visit_not_checked_in: { zh: '先签到，才能签退。', en: 'Check in before you check out.' },
  visit_checked_out: { zh: '这次拜访已经签退。', en: 'This visit is checked out already.' },
  visit_without_place: { zh: '这次签到没有定位，不能作为客户位置。', en: 'This check-in has no position to take over.' },
})
