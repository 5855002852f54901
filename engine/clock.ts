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
