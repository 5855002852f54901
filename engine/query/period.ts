/** Whole units around today: `{ unit: 'day', from: -30, to: 0 }` is the last thirty days and today. */
export type Period = { unit: 'day' | 'week' | 'month' | 'quarter' | 'year'; from: number; to: number }

const units = ['day', 'week', 'month', 'quarter', 'year'] as const
const furthest = 4000

export function readPeriod(value: unknown): Period | null {
  if (typeof value !== 'object' || value === null) return null
  const { unit, from, to } = value as Partial<Period>
  const known = units.find((name) => name === unit)
  const whole = (given: unknown): given is number => Number.isInteger(given) && Math.abs(given as number) <= furthest
  return known && whole(from) && whole(to) && from <= to ? { unit: known, from, to } : null
}

/** First day of the period and the first day after it, as dates. Weeks begin on Monday (ISO 8601). */
export function periodBounds(period: Period, today: string): { from: string; until: string } {
  return { from: startOf(period.unit, today, period.from), until: startOf(period.unit, today, period.to + 1) }
}

function startOf(unit: Period['unit'], today: string, offset: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const at = (y: number, m: number, d: number): string => new Date(Date.UTC(y, m, d)).toISOString().slice(0, 10)
  switch (unit) {
    case 'day':
      return at(year, month - 1, day + offset)
    case 'week': {
      const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
      return at(year, month - 1, day - weekday + offset * 7)
    }
    case 'month':
      return at(year, month - 1 + offset, 1)
    case 'quarter':
      return at(year, Math.floor((month - 1) / 3) * 3 + offset * 3, 1)
    case 'year':
      return at(year + offset, 0, 1)
  }
}
