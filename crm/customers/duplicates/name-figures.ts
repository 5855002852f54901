import { type Likened, shortNames } from '../../../engine/index.ts'
import { companyNameKey, companyNameParts } from './company-name.ts'
import { companyNameLikeness } from './name-likeness.ts'

/** A short name, and the registered name of the same company. */
export type NamePair = { short: string; full: string }
export type Figures = { recall: number; precision: number }

const names: Required<Likened> = { key: companyNameKey, likeness: companyNameLikeness, parts: companyNameParts }
/** From so much on a name alone makes two customers a likely pair: 60 of its 97 points. Fixed on every second pair, measured on the others. */
export const likelyName = 60 / 97

/**
 * How well short names find their company among all records: `recall` the share whose surest pair is the right one, `precision` the share of the surest pairs that are right. Each
 * name is a record, and the pairs are those of a search through all records: names with an equal key, and short names with the one that they fit best.
 */
export function nameFigures(pairs: readonly NamePair[], others: readonly string[]): Figures {
  const records = [...pairs.flatMap(({ short, full }) => [short, full]), ...others]
  const surest = new Map<number, { other: number; likeness: number }>()
  const note = (short: number, other: number, likeness: number): void => {
    if (likeness >= likelyName && likeness > (surest.get(short)?.likeness ?? 0)) surest.set(short, { other, likeness })
  }
  const finder = shortNames(names, likelyName)
  for (const [index, name] of records.entries()) finder.learn(String(index), name, () => true)
  for (const [index, name] of records.entries()) finder.meet(String(index), name)
  for (const { short, long, likeness } of finder.fits()) note(Number(short), Number(long), likeness)
  for (const group of Map.groupBy(records.keys(), (index) => companyNameKey(records[index] ?? '')).values())
    for (const one of group)
      for (const other of group) if (one !== other) note(one, other, companyNameLikeness(records[one] ?? '', records[other] ?? ''))
  let [right, found, asked] = [0, 0, 0]
  for (const index of pairs.keys()) {
    if (index % 2 === 0) continue
    asked += 1
    const pair = surest.get(2 * index)
    if (!pair) continue
    found += 1
    if (pair.other === 2 * index + 1) right += 1
  }
  return { recall: right / asked, precision: found === 0 ? 0 : right / found }
}
