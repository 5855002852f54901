import type { TableRow } from '../read-table.ts'

/** So many characters are enough for a batch, however few rows they are. */
const mostCharacters = 8_000_000

/** The same rows without blank ones, `size` at a time; fewer where they are long. */
export async function* rebatched(source: AsyncIterable<TableRow[]>, size: number): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = []
  let characters = 0
  for await (const rows of source) {
    for (const row of rows) {
      if (isBlank(row.cells)) continue
      batch.push(row)
      for (const cell of row.cells) characters += cell.length
      if (batch.length < size && characters < mostCharacters) continue
      yield batch
      batch = []
      characters = 0
    }
  }
  if (batch.length > 0) yield batch
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** The first rows of a sheet: the number of the first, and from it on every row, blank ones among them. */
export type SheetHead = { first: number; rows: string[][] }

export async function firstSheetRows(source: AsyncIterable<TableRow[]>, limit: number): Promise<SheetHead> {
  const head: SheetHead = { first: 1, rows: [] }
  for await (const rows of source) {
    for (const { number, cells } of rows) {
      if (isBlank(cells)) continue
      if (head.rows.length === 0) head.first = number
      if (number - head.first >= limit) return head
      while (head.rows.length < number - head.first) head.rows.push([])
      head.rows.push(cells)
    }
  }
  return head
}
