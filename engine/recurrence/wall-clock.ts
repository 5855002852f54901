import { Temporal } from 'temporal-polyfill'

// A wall time is what a clock in some zone shows, `2026-03-18T10:00:00`: what an appointment is agreed by, whatever the zone's rules become.

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

export function isWallTime(text: string): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(`${text}Z`)) && new Date(`${text}Z`).toISOString().startsWith(text)
}

/** The instant at which a clock of the zone shows this. In the hour that daylight saving skips, the time after it; in the one that comes twice, the first. */
export function instantOf(wall: string, zone: string): string {
  return new Date(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds).toISOString()
}

/** What a clock of the zone shows at that instant. */
export function wallAt(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' })
}

/** So many milliseconds later on the same wall: a day is always 24 hours of it. */
export function laterOnWall(wall: string, milliseconds: number): string {
  return new Date(Date.parse(`${wall}Z`) + milliseconds).toISOString().slice(0, 19)
}

/** From one wall time to another, in milliseconds of the wall. */
export function betweenWalls(from: string, to: string): number {
  return Date.parse(`${to}Z`) - Date.parse(`${from}Z`)
}

const known = new Map<string, string | null>()

/** The zone by its own name, or null where no zone is called so. */
export function zoneCalled(name: string): string | null {
  const found = known.get(name)
  if (found !== undefined) return found
  let zone: string | null = null
  try {
    zone = /^[+-]/.test(name) ? null : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    zone = null
  }
  if (known.size < 2_000) known.set(name, zone)
  return zone
}
