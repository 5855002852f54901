import { useMemo } from 'react'
import { useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { addDays } from '../../design/format.ts'

/** What the calendar of working days says of a day, by ISO date; a day that is not named is as the week says. */
export type NamedDays = ReadonlyMap<string, { name: string; isWorkday: boolean }>

const none: NamedDays = new Map()
const mostNamed = 500
const mostIdle = 800

/** Holidays and worked weekend days between two days, for shading calendars and counting working days. */
export function useNamedDays(from: string, to: string): NamedDays {
  const mayRead = useObjectIfReadable('holiday') !== undefined
  const { records } = useList(
    'holiday',
    {
      filter: { field: 'date', op: 'between', value: [from, to] },
      fields: ['date', 'name', 'isWorkday'],
      sort: ['date'],
      limit: mostNamed,
    },
    { enabled: mayRead },
  )
  return useMemo(
    () =>
      records.length === 0
        ? none
        : new Map(records.map((day) => [String(day['date']), { name: String(day['name']), isWorkday: day['isWorkday'] === true }])),
    [records],
  )
}

const usualDays = [1, 2, 3, 4, 5]

export function isWorkday(day: string, named: NamedDays): boolean {
  return worksOn(day, usualDays, named)
}

/** Whether that day is worked by whoever works on these days of the week (0 is Sunday). */
export function worksOn(day: string, weekdays: readonly number[], named: NamedDays): boolean {
  return named.get(day)?.isWorkday ?? weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** The day that lies so many working days ahead. */
export function addWorkdays(day: string, count: number, named: NamedDays): string {
  let at = day
  for (let left = count, tried = 0; tried < mostIdle && (left > 0 || !isWorkday(at, named)); tried += 1) {
    at = addDays(at, 1)
    if (isWorkday(at, named)) left -= 1
  }
  return at
}
