import { isId } from '../ids.ts'

/** What stands where something personal stood. It reads the same in every language, and says nothing of whose it was. */
export const erasedMark = '〔…〕'

/** Texts that say who somebody is, as they are written; the longest first, so that a part of one leaves nothing of it behind. */
export type Needles = readonly string[]

/** Shorter ones would be found within other words. */
const leastLength = 2

export function needlesOf(values: Iterable<unknown>): Needles {
  const found = new Set<string>()
  const add = (value: unknown): void => {
    if (typeof value === 'string') {
      const text = value.trim()
      if (text.length < leastLength) return
      found.add(text)
      // A telephone is written with spaces, with its country, and without.
      const digits = text.replace(/\D/g, '')
      if (/^[+\d][\d\s()-]+$/.test(text) && digits.length >= 7) {
        found.add(digits)
        if (digits.length === 13 && digits.startsWith('86')) found.add(digits.slice(2))
      }
    } else if (Array.isArray(value)) value.forEach(add)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add)
  }
  for (const value of values) add(value)
  return [...found].toSorted((one, other) => other.length - one.length)
}

/** The value without any needle in it, however deep; keys of objects are names of fields and stay. */
export function scrubbed<T>(value: T, needles: Needles): T {
  if (needles.length === 0) return value
  return scrub(value, new RegExp(needles.map(patternOf).join('|'), 'gi')) as T
}

/** The digits of a telephone may stand apart, as people write them. */
function patternOf(needle: string): string {
  if (isNumber(needle)) return [...needle].join('[\\s()-]?')
  return needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function isNumber(needle: string): boolean {
  return /^\d{7,}$/.test(needle)
}

const nothing = /(?!)/

function scrub(value: unknown, pattern: RegExp): unknown {
  // The digits of an id are no telephone.
  if (typeof value === 'string') return value.replace(isId(value as unknown) ? nothing : pattern, erasedMark)
  if (Array.isArray(value)) return value.map((one) => scrub(one, pattern))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scrub(one, pattern)]))
}

/** As a condition of SQL: `%needle%`, with its own percent signs kept. `apart` also finds digits that stand apart, and a little more: for what is looked at closer. */
export function likePatterns(needles: Needles, { apart = false } = {}): string[] {
  return needles.flatMap((needle) => {
    if (apart && isNumber(needle)) return [`%${[...needle].join('%')}%`]
    const plain = `%${needle.replace(/[\\%_]/g, '\\$&')}%`
    // In JSON a quotation mark or a line break is written otherwise.
    const inJson = `%${JSON.stringify(needle)
      .slice(1, -1)
      .replace(/[\\%_]/g, '\\$&')}%`
    return plain === inJson ? [plain] : [plain, inJson]
  })
}
