import ICAL from 'ical.js'
import type { Day } from '../actions/add-days.ts'

const longestName = 80
const mostOfOne = 40
/** 补班, 调休上班, "Workday": how publishers write that a weekend day is worked. */
const worked = /补班|上班|班\)|（班）|\bwork(ing)? ?day\b|\bworked\b/i

/** The whole days of a calendar file, one for each day of an event; null for what is no calendar. Nothing is repeated: holidays move every year. */
export function daysIn(text: string): Day[] | null {
  let calendar: InstanceType<typeof ICAL.Component>
  try {
    calendar = new ICAL.Component(ICAL.parse(text))
  } catch {
    return null
  }
  if (calendar.name !== 'vcalendar') return null
  return calendar.getAllSubcomponents('vevent').flatMap((component) => {
    const event = new ICAL.Event(component)
    if (!event.startDate?.isDate) return []
    const name = (event.summary ?? '').trim().slice(0, longestName)
    const first = Date.parse(event.startDate.toString())
    const count = Math.max(1, Math.round((Date.parse(event.endDate.toString()) - first) / 86_400_000))
    return Array.from({ length: Math.min(count, mostOfOne) }, (_, at) => ({
      date: new Date(first + at * 86_400_000).toISOString().slice(0, 10),
      name: name || '—',
      isWorkday: worked.test(name),
    }))
  })
}
