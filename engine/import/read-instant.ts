import { type DateOptions, parseDate, plainMoment } from '../text/values.ts'

const clockTime =
  /[t\s](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([ap]m)?\s*(z|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|utc|gmt)?(?:\s*\([a-z ]+\))?$/i

/** An instant in ISO 8601 from a written date and time. Without a zone it is meant as a clock on the wall shows it in `timeZone`. */
export function instantFrom(text: string, options: DateOptions & { timeZone: string }): string | null {
  const machine = machineMoment(text)
  if (machine !== null)
    return new Date('instant' in machine ? machine.instant : machine.wall - offsetOf(machine.wall, options.timeZone)).toISOString()
  const plain = plainMoment(text)
  const day = parseDate(plain, options)
  if (day === null) return null
  const time = clockTime.exec(plain)
  const hours = time === null ? 0 : hoursOf(Number(time[1]), time[5]?.toLowerCase())
  const minutes = Number(time?.[2] ?? 0)
  const seconds = Number(time?.[3] ?? 0)
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const wall =
    Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + Number((time?.[4] ?? '').slice(0, 3).padEnd(3, '0'))
  const offset = time?.[6] === undefined ? offsetOf(wall, options.timeZone) : writtenOffset(time[6])
  return new Date(wall - offset).toISOString()
}

/** The day of a moment that a program wrote as a number, in the zone of whoever reads it. */
export function machineDay(text: string, timeZone: string): string | null {
  const machine = machineMoment(text)
  if (machine === null) return null
  const wall = 'wall' in machine ? machine.wall : machine.instant + zoneOffset(machine.instant, timeZone)
  return new Date(wall).toISOString().slice(0, 10)
}

const day = 86_400_000
const firstSerial = 25_569

/**
 * A moment as programs write it: days since 1900 as spreadsheets count them (46098.5, a clock on the wall), seconds or milliseconds since 1970
 * (1773711720000, an instant). Only where a date is expected: elsewhere these are numbers.
 */
export function machineMoment(text: string): { wall: number } | { instant: number } | null {
  const plain = text.trim()
  if (/^[1-9]\d{4}(?:\.\d+)?$/.test(plain)) return { wall: Math.round(((Number(plain) - firstSerial) * day) / 1_000) * 1_000 }
  if (/^\d{12,13}$/.test(plain)) return { instant: Number(plain) }
  return /^[1-4]\d{9}$/.test(plain) && Number(plain) >= 946_684_800 ? { instant: Number(plain) * 1_000 } : null
}

function hoursOf(hours: number, half: string | undefined): number {
  if (half === undefined) return hours
  return (hours % 12) + (half === 'pm' ? 12 : 0)
}

function writtenOffset(zone: string): number {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000
}

/** Milliseconds that the zone is ahead of UTC when its clocks show `wall`; the second look settles the days on which clocks are changed. */
function offsetOf(wall: number, timeZone: string): number {
  return zoneOffset(wall - zoneOffset(wall, timeZone), timeZone)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function zoneOffset(instant: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
  return shown - Math.floor(instant / 1_000) * 1_000
}
