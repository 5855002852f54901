/** The only source of business time. A rehearsal or a test moves it; nothing else reads the machine's clock. */
export type Clock = {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved: tests and rehearsals. */
export function fixedClock(start: string | Date): Clock & { move(to: string | Date): void; advance(milliseconds: number): void } {
  let time = new Date(start)
  return {
    now: () => new Date(time),
    move: (to) => {
      time = new Date(to)
    },
    advance: (milliseconds) => {
      time = new Date(time.getTime() + milliseconds)
    },
  }
}

/** One per zone, as making one takes a hundred times longer than using it. */
const calendars = new Map<string, Intl.DateTimeFormat>()

/** The calendar date in a time zone, `2026-03-17`. */
export function dateIn(timeZone: string, at: Date): string {
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  calendars.set(timeZone, calendar)
  return calendar.format(at)
}

const hours = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall of that zone shows. */
export function hourIn(timeZone: string, at: Date): { hour: number; minute: number } {
  const wall = hours.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  hours.set(timeZone, wall)
  const [hour, minute] = wall.format(at).split(':')
  return { hour: Number(hour), minute: Number(minute) }
}

/** Whether a text is a day of the calendar that the database can hold: `2026-02-30` is none, though JavaScript reads it as the 2nd of March. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false
  const read = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text)
}
