import type { TableRow } from '../read-table.ts'

/** The same rows in batches of one size, without blank ones. */
export async function* rebatched(source: AsyncIterable<TableRow[]>, size: number): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = []
  for await (const rows of source) {
    for (const row of rows) {
      if (isBlank(row.cells)) continue
      batch.push(row)
      if (batch.length < size) continue
      yield batch
      batch = []
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
