import type { Random } from './random.ts'

/**
 * Values that occur nowhere else, so that each byte of an answer tells whose it is. Words stand in the middle of a text: what a mask shows of its ends gives
 * nothing away. Numbers stand for telephones and amounts.
 */
export type Canaries = {
  word(): string
  mobile(): string
  /** A whole amount of nine digits. */
  amount(): string
  isKnown(token: string): boolean
}

const wordPattern = /qz[0-9a-z]{8}/g
const digitsPattern = /\d{9,17}/g

export function createCanaries(random: Random): Canaries {
  const made = new Set<string>()
  const fresh = (make: () => string): string => {
    const token = make()
    if (made.has(token)) return fresh(make)
    made.add(token)
    return token
  }
  const signs = '0123456789abcdefghijklmnopqrstuvwxyz'
  const letters = (count: number): string => Array.from({ length: count }, () => signs.charAt(random.below(36))).join('')
  const digits = (count: number): string => Array.from({ length: count }, () => String(random.below(10))).join('')
  return {
    word: () => fresh(() => `qz${letters(8)}`),
    mobile: () => fresh(() => `13${5 + random.below(5)}${digits(8)}`),
    amount: () => fresh(() => `7${digits(7)}${1 + random.below(9)}`),
    isKnown: (token) => made.has(token),
  }
}

/** All canaries in a text, however a number is written: a telephone with its country, an amount in the units in which it is stored. */
export function tokensIn(text: string, canaries: Canaries): Set<string> {
  const found = new Set<string>()
  for (const [word] of text.toLowerCase().matchAll(wordPattern)) if (canaries.isKnown(word)) found.add(word)
  for (const [run] of text.matchAll(digitsPattern))
    for (const form of [run, run.replace(/^86/, ''), run.replace(/0000$/, '')]) if (canaries.isKnown(form)) found.add(form)
  return found
}
