import type { RecordJson } from '../../data/client.ts'

/** The head of a group: what its rows have in common, how many they are, what they add up to. */
export type GroupHead = {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly sums: Readonly<Record<string, string>>
  readonly isOpen: boolean
}

export type GridLine = { readonly id: string } & (
  | { readonly record: RecordJson; readonly head?: undefined }
  | { readonly head: GroupHead; readonly record?: undefined }
)

/** What a grid shows, line by line; only what is near the screen is read. */
export type GridLines = {
  readonly count: number
  /** Undefined where the row is not read yet. */
  at(index: number): GridLine | undefined
  indexOf(id: string): number | undefined
  /** The records that are here now, in their order. */
  readonly loaded: readonly RecordJson[]
  /** Tells which lines are drawn, so that their records are read. */
  look(first: number, last: number): void
}

/** A stretch of the list that is read by one query: all of it, or the rows of a group. */
export type Stretch = { readonly head: GroupHead | null; readonly rows: number }

/** Where the lines of each stretch begin, and after the last one how many lines there are. */
export function beginnings(stretches: readonly Stretch[]): number[] {
  const begins = [0]
  for (const { head, rows } of stretches) begins.push((begins.at(-1) ?? 0) + (head ? 1 : 0) + (head && !head.isOpen ? 0 : rows))
  return begins
}

/** Which stretch a line belongs to, and which of its rows it is: −1 is its head. */
export function placeOf(begins: readonly number[], stretches: readonly Stretch[], line: number): { stretch: number; row: number } | null {
  if (line < 0 || line >= (begins.at(-1) ?? 0)) return null
  let [low, high] = [0, stretches.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((begins[middle] ?? 0) <= line) low = middle
    else high = middle - 1
  }
  return { stretch: low, row: line - (begins[low] ?? 0) - (stretches[low]?.head ? 1 : 0) }
}

/** The pages that hold these lines. */
export function pagesWithin(
  begins: readonly number[],
  stretches: readonly Stretch[],
  { first, last, perPage }: { first: number; last: number; perPage: number },
): { stretch: number; page: number }[] {
  const pages: { stretch: number; page: number }[] = []
  for (const [stretch, { head, rows }] of stretches.entries()) {
    const begin = (begins[stretch] ?? 0) + (head ? 1 : 0)
    const end = begins[stretch + 1] ?? 0
    if (begin >= end || begin > last || end <= first || rows === 0) continue
    const from = Math.max(first, begin) - begin
    const until = Math.min(last, end - 1) - begin
    for (let page = Math.floor(from / perPage); page <= Math.floor(until / perPage); page++) pages.push({ stretch, page })
  }
  return pages
}
