import { defineMessages } from '../../../engine/index.ts'

export const customerErrors = defineMessages({
  checklist_not_readable: { zh: '清单要写成一项一项的文字。', en: 'A checklist is a list of items with a text each.' },
  checklist_too_long: { zh: '清单最多 {most} 项。', en: 'A checklist holds at most {most} items.' },
  checklist_item_too_long: { zh: '清单的一项最多 {most} 个字。', en: 'An item of a checklist has at most {most} characters.' },
  visit_checked_in: { zh: '这次拜访已经签到。', en: 'This visit is checked in already.' },
  visit_not_planned: { zh: '只有计划中的拜访能签到。', en: 'Only a planned visit can be checked in.' },
  visit_of_nobody: { zh: '这次拜访没有客户，先选客户。', en: 'This visit has no customer. Choose the customer first.' },
  visit_not_checked_in: { zh: '先签到，才能签退。', en: 'Check in before you check out.' },
  visit_checked_out: { zh: '这次拜访已经签退。', en: 'This visit is checked out already.' },
  visit_without_place: { zh: '这次签到没有定位，不能作为客户位置。', en: 'This check-in has no position to take over.' },
  unknown_time_zone: { zh: '没有名为「{value}」的时区，从列表里选一个。', en: 'No time zone is called “{value}”. Choose one of the list.' },
  recurrence_without_time: { zh: '重复的日程要有时间。', en: 'What repeats needs a time.' },
  recurrence_too_often: { zh: '最多每小时重复一次。', en: 'It can repeat once an hour at most.' },
  recurrence_never: { zh: '按这条规则一次也不会发生，换一条。', en: 'By this rule it would never take place. Choose another one.' },
  invalid_extra_times: {
    zh: '加开时间读不懂，用逗号隔开日期和时间。',
    en: 'Extra times are written as 2026-03-18T10:00:00, parted by commas.',
  },
  which_time: { zh: '这项日程会重复，选一次来完成。', en: 'This repeats. Choose which time of it is done.' },
  no_such_instance: { zh: '这项日程在那个时间没有安排，刷新后再试。', en: 'The series has nothing at that time. Reload and try again.' },
  recurrence_cannot_move: {
    zh: '这条重复规则不能整体拖动，打开日程修改规则。',
    en: 'This rule cannot be moved as a whole. Open the event and change the rule.',
  },
  instance_cannot_repeat: { zh: '重复日程中的一次不能再重复。', en: 'One time of a series cannot repeat itself.' },
  consent_is_kept: {
    zh: '同意记录只增不改。要更正，另记一条同意或撤回。',
    en: 'Records of consent are kept as they are. To correct one, record another consent or withdrawal.',
  },
  consent_of_whom: { zh: '选择联系人或个人客户。', en: 'Choose a contact, or a customer who is an individual.' },
  consent_in_future: { zh: '时间不能晚于现在。', en: 'The moment cannot lie in the future.' },
  consent_text_is_kept: {
    zh: '已有人据此同意，内容不能再改。新建一个版本。',
    en: 'Somebody has consented to this text, so it stays as it is. Add another version.',
  },
  relation_with_itself: { zh: '不能与自己建立关系，换一个对象。', en: 'A record has no relation with itself. Choose another one.' },
  relation_of_whom: { zh: '关系只能建立在客户和联系人之间。', en: 'Relations are between customers and contacts.' },
  ends_before_it_begins: { zh: '结束日期早于开始日期。', en: 'It ends before it begins.' },
  lifecycle_unchanged: { zh: '客户已处于这个阶段，选另一个阶段。', en: 'The customer is at this stage already. Choose another one.' },
})
