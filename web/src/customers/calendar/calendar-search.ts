import { type CalendarView, calendarViews } from './calendar-items.ts'

/** What of a calendar a person would share: how it is looked at, from which day, whose it is, and the item that is open. */
export type CalendarSearch = {
  view?: CalendarView | undefined
  date?: string | undefined
  people?: string | undefined
  open?: string | undefined
  /** Which time of what repeats is open, as its wall time. */
  at?: string | undefined
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/
const ids = /^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}$/

export function calendarSearch({ view, date, people, open, at }: Record<string, unknown>): CalendarSearch {
  const known = calendarViews.find((one) => one === view)
  return {
    ...(known ? { view: known } : {}),
    ...(typeof date === 'string' && isoDay.test(date) && !Number.isNaN(Date.parse(date)) ? { date } : {}),
    ...(typeof people === 'string' && ids.test(people) ? { people } : {}),
    ...(typeof open === 'string' && ids.test(open) ? { open } : {}),
    ...(typeof at === 'string' && wall.test(at) ? { at } : {}),
  }
}
