import { defineMessages } from '../../../engine/index.ts'

export const assignmentMessages = defineMessages({
  assignment_object_unknown: { zh: '只有客户和线索能按规则分配。', en: 'Only customers and leads are given out by rules.' },
  assignment_without_receivers: { zh: '选择至少一个接收人或部门。', en: 'Choose at least one person or department.' },
  assignment_time_unreadable: { zh: '时间写成 09:00 这样。', en: 'Write a time like 09:00.' },
  assignment_hours_reversed: { zh: '结束时间要晚于开始时间。', en: 'The end has to be after the beginning.' },
  absence_reversed: { zh: '结束要晚于开始。', en: 'The end has to be after the beginning.' },
})
