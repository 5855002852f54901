import { readCompanyName, spoken } from './company-name.ts'
import { companyNameLikeness } from './name-likeness.ts'

/** A short name, and the registered name of the same company. */
export type NamePair = { short: string; full: string }
export type Figures = { recall: number; precision: number }

/** From so much on the best record for a name counts as found, if the next one is so much behind. Fixed on every second pair, measured on the others. */
export const likelyName = 0.45
const margin = 0.018

/**
 * How well short names find their company among all records: `recall` the share that is found, `precision` the share of what is found that is right. Looked for as the product
 * looks: among the records that share the first word of the core or the first character, or hold the name as it stands.
 */
export function nameFigures(pairs: readonly NamePair[], others: readonly string[]): Figures {
  const records = [...pairs.map(({ full }) => full), ...others]
  const places = new Map<string, number[]>()
  for (const [index, name] of records.entries())
    for (const key of keysOf(name)) {
      const known = places.get(key)
      if (known) known.push(index)
      else places.set(key, [index])
    }
  let right = 0
  let found = 0
  for (const [index, { short }] of pairs.entries()) {
    if (index % 2 === 0) continue
    const candidates = new Set(keysOf(short).flatMap((key) => places.get(key) ?? []))
    let [best, next, at] = [0, 0, -1]
    for (const candidate of candidates) {
      const likeness = companyNameLikeness(short, records[candidate] ?? '')
      if (likeness > best) [next, best, at] = [best, likeness, candidate]
      else if (likeness > next) next = likeness
    }
    if (best < likelyName || best - next < margin) continue
    found += 1
    if (at === index) right += 1
  }
  const asked = Math.floor(pairs.length / 2)
  return { recall: right / asked, precision: found === 0 ? 0 : right / found }
}

/** The ways in which a name is looked for: the first word of its core, its first character, and two characters that stand together. */
function keysOf(name: string): string[] {
  const { core, whole } = readCompanyName(name)
  const [first = ''] = spoken(core).split(' ', 1)
  const inside = [...whole].slice(1).map((character, at) => `${[...whole][at] ?? ''}${character}`)
  return [`core ${first}`, `first ${whole.charAt(0)}`, ...inside]
}
