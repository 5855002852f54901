/** A point on the wall clock of the user: no zone, because people type in their own. */
export type TypedMoment = { date: string; time: string | null }

export type Reference = { today: string; now?: string }

const dayMilliseconds = 86_400_000

/** Reads phrases, `next monday 3pm`: it takes a library, which comes when the first date is edited. */
export type WordReader = (input: string, reference: Reference) => TypedMoment | null

/**
 * Reads what people type for a date: 周五, 明天 3 点, 月底, fri, tomorrow 3pm, +2w, 3/20, 03-20, 2026年3月17日.
 * Both languages are understood everywhere. Null when it is not a date.
 */
export function readTypedDate(text: string, reference: Reference, readWords?: WordReader): TypedMoment | null {
  const input = text.normalize('NFKC').trim().toLowerCase()
  if (!input) return null
  return readFigures(input, reference) ?? readOwnWords(input, reference) ?? readWords?.(input, reference) ?? null
}

export function addDays(date: string, days: number): string {
  return iso(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds)
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

export function nextMonday(today: string): string {
  return addDays(today, 8 - weekdayOf(today))
}

function readFigures(input: string, { today }: Reference): TypedMoment | null {
  const found = /^(?:(\d{4})[-/.年]?)?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ t]+(\d{1,2}):(\d{2}))?$/.exec(input)
  if (!found) return null
  const [, year, first = '', second = '', hour, minute] = found
  // Eight digits in a row are a date (20260317); three or four are not.
  if (!/[-/.月]/.test(input) && !(year && first.length === 2 && second.length === 2)) return null
  const dayFirst = Number(first) > 12 && Number(second) <= 12 && !year
  const date = validDate(Number(year ?? today.slice(0, 4)), Number(dayFirst ? second : first), Number(dayFirst ? first : second))
  return date === null ? null : { date, time: hour && minute ? clockTime(Number(hour), Number(minute)) : null }
}

/** Words that stand for one day. */
function readOwnWords(input: string, { today }: Reference): TypedMoment | null {
  const plain = input.replaceAll(' ', '')
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const quarterEnd = Math.ceil(month / 3) * 3
  const known: Record<string, () => string | null> = {
    大后天: () => addDays(today, 3),
    下周: () => nextMonday(today),
    nextweek: () => nextMonday(today),
    月底: () => lastOfMonth(year, month),
    本月底: () => lastOfMonth(year, month),
    endofmonth: () => lastOfMonth(year, month),
    eom: () => lastOfMonth(year, month),
    下月底: () => lastOfMonth(year, month + 1),
    下个月: () => sameDayIn(today, 1),
    下月: () => sameDayIn(today, 1),
    nextmonth: () => sameDayIn(today, 1),
    季末: () => lastOfMonth(year, quarterEnd),
    季度末: () => lastOfMonth(year, quarterEnd),
    endofquarter: () => lastOfMonth(year, quarterEnd),
    eoq: () => lastOfMonth(year, quarterEnd),
    年底: () => lastOfMonth(year, 12),
    endofyear: () => lastOfMonth(year, 12),
    eoy: () => lastOfMonth(year, 12),
  }
  const date = known[plain]?.() ?? readSteps(plain, today)
  return date ? { date, time: null } : null
}

/** +2w, -3d, +1m, +1y; 3天后, 2周后, 1个月后. */
function readSteps(plain: string, today: string): string | null {
  const found = /^([+-])(\d{1,3})([dwmy天日周月年])$/.exec(plain) ?? /^()(\d{1,3}|[一二两三四五六七八九十])个?([天日周月年])后$/.exec(plain)
  if (!found) return null
  const figure = '一二三四五六七八九十'.indexOf((found[2] ?? '').replace('两', '二')) + 1 || Number(found[2])
  if (!figure) return null
  const count = figure * (found[1] === '-' ? -1 : 1)
  const unit = found[3] ?? ''
  if ('d天日'.includes(unit)) return addDays(today, count)
  if ('w周'.includes(unit)) return addDays(today, count * 7)
  return sameDayIn(today, 'm月'.includes(unit) ? count : count * 12)
}

function sameDayIn(date: string, months: number): string | null {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7)) + months
  const last = lastOfMonth(year, month)
  const day = Math.min(Number(date.slice(8, 10)), Number(last.slice(8, 10)))
  return `${last.slice(0, 8)}${String(day).padStart(2, '0')}`
}

function lastOfMonth(year: number, month: number): string {
  return iso(Date.UTC(year, month, 0))
}

export function validDate(year: number, month: number, day: number): string | null {
  const date = iso(Date.UTC(year, month - 1, day))
  return Number(date.slice(5, 7)) === month && Number(date.slice(8, 10)) === day && year > 1000 ? date : null
}

export function clockTime(hour: number, minute: number): string | null {
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null
}

function iso(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 10) : ''
}
