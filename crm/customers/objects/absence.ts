import { defineObject, field } from '../../../engine/index.ts'

/** When somebody is away: until they are back, rules give them nothing. */
export const absence = defineObject({
  key: 'absence',
  label: { zh: '不在岗', en: 'Absence' },
  plural: { zh: '不在岗', en: 'Absences' },
  route: 'absences',
  area: 'platform',
  icon: 'calendar-off',
  title: 'reason',
  fields: {
    reason: field.text({ label: { zh: '原因', en: 'Reason' }, required: true, max: 80, aliases: ['请假', '休假'] }),
    owner: field.user({ label: { zh: '谁', en: 'Who' }, required: true, default: 'current-user', indexed: true }),
    startAt: field.dateTime({ label: { zh: '从', en: 'From' }, required: true }),
    endAt: field.dateTime({ label: { zh: '到', en: 'Until' }, required: true, indexed: true }),
  },
  check: ({ startAt, endAt }) => (String(endAt) > String(startAt) ? null : { code: 'absence_reversed', field: 'endAt' }),
  list: { columns: ['owner', 'reason', 'startAt', 'endAt'], sort: ['-startAt'] },
  page: {
    facts: ['owner', 'startAt', 'endAt'],
    sections: [{ label: { zh: '基本信息', en: 'Details' }, fields: ['owner', 'reason', 'startAt', 'endAt'] }],
  },
})
