import { foldText } from '../text/fold.ts'
import { pinyinInitials, pinyinSortKey } from '../text/pinyin.ts'

/** A value that a cell may name: by its key, or by any of its names. */
export type Candidate<Value> = { value: Value; names: readonly string[] }
export type Match<Value> = { value: Value; name: string; how: 'same' | 'spelling' | 'similar' }

/** Text without case, spaces and punctuation: `GTX Pro`, `gtx-pro` and `GTXPro` are the same. */
export function squashed(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Finds what a cell means among a known set; the set is prepared once and asked for every row. */
export type Matcher<Value> = {
  /** `same`: written as it is called. `spelling`: but for case, spaces, punctuation or a customary ending. `similar`: a slip of the pen. */
  match(text: string): Match<Value> | null
  /** The nearest value, to be offered to the user where nothing matches. */
  nearest(text: string): Nearest<Value> | null
}
/** `sound`: read alike, as 周雨彤 and 周雨桐 are. */
export type Nearest<Value> = { value: Value; name: string; by?: 'sound' }

export function createMatcher<Value>(candidates: Iterable<Candidate<Value>>): Matcher<Value> {
  const exact = new Map<string, { value: Value; name: string } | null>()
  const loose = new Map<string, { value: Value; name: string } | null>()
  const all: { value: Value; name: string; squash: string }[] = []
  for (const { value, names } of candidates) {
    for (const name of names) {
      const squash = squashed(name)
      keepUnique(exact, foldText(name).trim(), { value, name })
      if (squash === '') continue
      keepUnique(loose, squash, { value, name })
      all.push({ value, name, squash })
    }
  }
  return {
    match(text) {
      const same = exact.get(foldText(text).trim())
      if (same) return { ...same, how: 'same' }
      const squash = squashed(text)
      const spelled = loose.get(squash) ?? loose.get(squash.replace(customaryEnding, ''))
      if (spelled) return { ...spelled, how: 'spelling' }
      const similar = slipOfThePen(squash, all)
      return similar ? { ...similar, how: 'similar' } : null
    },
    nearest: (text) => nearestOf(text, all),
  }
}

// 「A级」 for 「A」, 「医疗行业」 for 「医疗」.
const customaryEnding = /(?:级|类|型|行业|客户|阶段|状态)$/

/** Two values under one name: the name says nothing, so it matches neither. */
function keepUnique<Value>(
  map: Map<string, { value: Value; name: string } | null>,
  key: string,
  entry: { value: Value; name: string },
): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, entry)
  else if (known !== null && known.value !== entry.value) map.set(key, null)
}

/** `technolgy` for `technology`. Only for Latin words: one Chinese character more or less is another word, and so is another digit. */
function slipOfThePen<Value>(
  squash: string,
  all: readonly { value: Value; name: string; squash: string }[],
): { value: Value; name: string } | null {
  if (!/^[\p{sc=Latin}\d]{5,}$/u.test(squash)) return null
  const allowed = squash.length >= 9 ? 2 : 1
  const digits = squash.replace(/\D/g, '')
  let best: { value: Value; name: string } | null = null
  let bestDistance = allowed + 1
  let ambiguous = false
  for (const candidate of all) {
    if (Math.abs(candidate.squash.length - squash.length) > allowed || candidate.squash.replace(/\D/g, '') !== digits) continue
    const distance = editDistance(squash, candidate.squash, allowed)
    if (distance < bestDistance) {
      best = { value: candidate.value, name: candidate.name }
      bestDistance = distance
      ambiguous = false
    } else if (distance === bestDistance && distance <= allowed && best?.value !== candidate.value) ambiguous = true
  }
  return ambiguous ? null : best
}

/** Letters added, left out, replaced or swapped with their neighbour; anything past `most` is `most + 1`. */
export function editDistance(left: string, right: string, most: number): number {
  const a = [...left]
  const b = [...right]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = b.map((_, index) => index + 1)
  last.unshift(0)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min((last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1)
      current.push(distance)
    }
    if (Math.min(...current) > most) return most + 1
    beforeLast = last
    last = current
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}

function nearestOf<Value>(text: string, all: readonly { value: Value; name: string; squash: string }[]): Nearest<Value> | null {
  const squash = squashed(text)
  if (squash === '') return null
  let best: Nearest<Value> | null = null
  let bestScore = 0.5
  for (const { value, name, squash: other } of all) {
    const score = likeness(squash, other)
    if (score > bestScore) {
      best = { value, name, ...(score === sameSound ? { by: 'sound' as const } : {}) }
      bestScore = score
    }
  }
  return best
}

const sameSound = 0.98

/** 1 for the same reading (周雨彤, 周雨桐), less for what is contained (三级甲等, 三甲) or shares most letters. */
function likeness(text: string, other: string): number {
  if (withoutTones(text) === withoutTones(other)) return sameSound
  const longer = Math.max(text.length, other.length)
  if (isSubsequence(other, text) || isSubsequence(text, other)) return 0.6 + (0.35 * Math.min(text.length, other.length)) / longer
  if (pinyinInitials(other) === text) return 0.7
  const most = Math.ceil(longer / 2)
  return 1 - editDistance(text, other, most) / longer
}

function withoutTones(text: string): string {
  return pinyinSortKey(text).replace(/[\d\P{ASCII}]/gu, '')
}

function isSubsequence(short: string, long: string): boolean {
  const characters = [...short]
  if (characters.length < 2) return false
  let at = 0
  for (const character of long) if (character === characters[at]) at++
  return at === characters.length
}
