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
