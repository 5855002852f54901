import { day } from './company.ts'
import type { Chance } from './random.ts'

const minute = 60_000
const workBegins = 1 * 60 * minute
const workLasts = 9 * 60 * minute
const step = 5 * minute

/** The moment's day between nine and six, China's time; what falls on a weekend happened on the Friday before. */
export function atWork(moment: number): number {
  const date = Math.floor(moment / day)
  const weekday = (date + 4) % 7
  const worked = date - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0)
  const time = workBegins + ((moment % day) / day) * workLasts
  return worked * day + Math.floor(time / step) * step
}

/** A working moment between two, never before the first and never in the future; outside working hours only where there was none between. */
export function workingMoment(chance: Chance, from: number, until: number, now: number): number {
  const wanted = from + chance.fraction() * Math.max(0, until - from)
  const worked = [0, 1, 2, 3, -1, -2, -3].map((days) => atWork(wanted + days * day)).find((moment) => moment > from && moment < now)
  return worked ?? Math.min(Math.max(wanted, from + step), now - minute)
}

export function instant(moment: number): string {
  return new Date(moment).toISOString()
}

export function date(moment: number): string {
  return instant(moment).slice(0, 10)
}
