import Big from 'big.js'

/** What a spreadsheet shows a number as; the number alone does not say whether it is a day. */
export type NumberLook = 'plain' | 'percent' | 'date' | 'time'

/** Formats without a code in the file. 27 to 36 and 50 to 58 are the dates of Chinese, Japanese and Korean programs. */
function builtIn(id: number): NumberLook {
  if (id === 9 || id === 10) return 'percent'
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return 'date'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return 'time'
  return 'plain'
}

/** How numbers of one format are shown, by its code (`yyyy"年"m"月"d"日"`, `0.0%`) or, without one, by its number. */
export function numberLook(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return builtIn(id)
  const bare = code
    .replace(/"[^"]*"?|\\.|[_*]./g, '')
    .replace(/\[(?:h+|m+|s+)\]/gi, 'h')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|standard|e[+-]/gi, '')
  const shown = bare.split(';')[0] ?? ''
  if (/[yd]|aaa|e/i.test(shown) || (/m/i.test(shown) && !/[hs]/i.test(shown))) return 'date'
  if (/[hs]/i.test(shown)) return 'time'
  return shown.includes('%') ? 'percent' : 'plain'
}

/** The text of a number: a date or time in ISO form, a percentage with its sign, every other number in full, without exponent. */
export function numberText(value: number, look: NumberLook, date1904: boolean): string {
  if (!Number.isFinite(value)) return ''
  if (look === 'percent') return `${Big(value).times(100).toFixed()}%`
  const isTime = look === 'time' && value < mostDays
  const shown = look === 'plain' ? null : isTime ? timeText(value) : dateText(value, date1904)
  return shown ?? plainText(value)
}

/** In full, without exponent. What arithmetic adds in the sixteenth place, 0.30000000000000004, is left out: no spreadsheet shows it. */
export function plainText(value: number): string {
  const exact = String(value)
  const rounded = String(Number(value.toPrecision(15)))
  const text = digitsOf(rounded) + 3 <= digitsOf(exact) ? rounded : exact
  return text.includes('e') ? Big(text).toFixed() : text
}

function digitsOf(number: string): number {
  return number.replace(/e.*$|[-.]/g, '').replace(/^0+|0+$/g, '').length
}

const secondsPerDay = 86_400
/** 1970-01-01 as the two systems count days. */
const unixDay = { 1900: 25_569, 1904: 24_107 }
const lastDay = 2_958_466
/** No duration is longer: a time that counts more days is a date of which the time alone is shown. */
const mostDays = 1_000

function dateText(value: number, date1904: boolean): string | null {
  if (value < 0 || value >= lastDay) return null
  if (value < 1 && !date1904) return timeText(value)
  // The first system counts a 29 February 1900 that never was: days before it are one off.
  const days = date1904 ? value - unixDay[1904] : value - unixDay[1900] + (value < 60 ? 1 : 0)
  const seconds = Math.round(days * secondsPerDay)
  const text = new Date(seconds * 1_000).toISOString().slice(0, 19)
  return seconds % secondsPerDay === 0 ? text.slice(0, 10) : text
}

/** Hours may pass 24: a duration. */
function timeText(value: number): string | null {
  if (value < 0) return null
  const seconds = Math.round(value * secondsPerDay)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
