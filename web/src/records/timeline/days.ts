import { daysBetween, formatExactDate, today, weekdayOf } from '../../design/format.ts'
import { common, currentLanguage, translate } from '../../text/index.ts'

/** Entries of one day, in the order they came. */
export function byDay<T>(items: readonly T[], dayOf: (item: T) => string): { day: string; items: T[] }[] {
  const days: { day: string; items: T[] }[] = []
  for (const item of items) {
    const day = dayOf(item)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

const monthsEn = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Heading of a day: 今天 3 月 17 日 周二, 昨天, 3 月 13 日 周五, 2025-12-01; Today, Tue 17 March; Fri 13 March; 1 Dec 2025. */
export function dayHeading(day: string): string {
  const isEnglish = currentLanguage() === 'en'
  const distance = daysBetween(day, today())
  if (day.slice(0, 4) !== today().slice(0, 4) && Math.abs(distance) > 1) return `${formatExactDate(day)} ${weekdayOf(day)}`
  const month = Number(day.slice(5, 7))
  const date = Number(day.slice(8))
  const named = isEnglish ? `${weekdayOf(day)} ${date} ${monthsEn[month - 1]}` : `${month} 月 ${date} 日 ${weekdayOf(day)}`
  if (distance === 0) return `${translate(common, 'today')}${isEnglish ? ', ' : ' '}${named}`
  if (distance === 1) return translate(common, 'yesterday')
  if (distance === -1) return `${translate(common, 'tomorrow')}${isEnglish ? ', ' : ' '}${named}`
  return named
}
