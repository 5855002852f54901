import { addDays } from '../../design/format.ts'
import { type NamedDays, worksOn } from '../holidays/workdays.ts'

/** When somebody works, and on which day their week begins (0 is Sunday): what the calendar shades by. */
export type WorkingHours = { firstDay: number; from: string; to: string; days: readonly number[] }

const usual: WorkingHours = { firstDay: 1, from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
const hour = /^([01]\d|2[0-3]):[0-5]\d$/
const isDay = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 6

/** As they are kept with the account; what is missing there is as usual. */
export function workingHours(settings: Record<string, unknown> | undefined): WorkingHours {
  const given = settings?.['calendar']
  if (typeof given !== 'object' || given === null) return usual
  const { firstDay, from, to, days } = given as Record<string, unknown>
  const hours = typeof from === 'string' && typeof to === 'string' && hour.test(from) && hour.test(to) && from < to ? { from, to } : {}
  return {
    ...usual,
    ...hours,
    ...(isDay(firstDay) ? { firstDay } : {}),
    ...(Array.isArray(days) && days.every(isDay) ? { days } : {}),
  }
}

type Worked = { daysOfWeek: number[]; startRecur: string; endRecur: string; startTime: string; endTime: string }

/** The hours of work of each of these days, as the calendar's library wants them: holidays have none, worked weekend days have. */
export function workedHours({ from, to }: { from: string; to: string }, hours: WorkingHours, named: NamedDays): Worked[] {
  // The library shades nothing where there are no hours at all: a week of holidays needs some that lie elsewhere.
  const worked = [longAgo]
  for (let day = from; day < to; day = addDays(day, 1)) if (worksOn(day, hours.days, named)) worked.push(day)
  return worked.map((day) => ({
    daysOfWeek: [new Date(`${day}T00:00:00Z`).getUTCDay()],
    startRecur: day,
    endRecur: addDays(day, 1),
    startTime: hours.from,
    endTime: hours.to,
  }))
}

const longAgo = '1970-01-01'
