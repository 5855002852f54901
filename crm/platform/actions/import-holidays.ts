import { Type } from '@sinclair/typebox'
import { defineAction, InvalidInputError, RuleError } from '../../../engine/index.ts'
import { daysIn } from '../rules/days-in-calendar.ts'
import { addDays } from './add-days.ts'

const mostDays = 1000

/** Holidays from a calendar file, as states and calendar services publish them; one change, taken back as one. */
export const importHolidays = defineAction({
  key: 'holiday.importCalendar',
  label: { zh: '导入节假日日历', en: 'Import a holiday calendar' },
  object: 'holiday',
  permission: { object: 'holiday', action: 'create' },
  input: Type.Object({ calendar: Type.String({ maxLength: 1_000_000 }) }),
  async run(context, { calendar }) {
    const days = daysIn(calendar)
    if (days === null) throw new InvalidInputError('calendar_not_readable', { field: 'calendar' })
    if (days.length === 0) throw new RuleError('calendar_without_days', { field: 'calendar' })
    if (days.length > mostDays) throw new RuleError('calendar_of_many_days', { field: 'calendar', most: mostDays })
    return addDays(context, days)
  },
})
