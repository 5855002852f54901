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

/** The first rows of a sheet in their places, blank ones among them, as the look for the header needs them. */
export async function firstSheetRows(source: AsyncIterable<TableRow[]>, limit: number): Promise<string[][]> {
  const found: string[][] = []
  let count = 0
  for await (const rows of source) {
    for (const { number, cells } of rows) {
      if (number > mostRowsAbove + limit || ++count > limit) return found
      while (found.length < number - 1) found.push([])
      found.push(cells)
    }
  }
  return found
}

const mostRowsAbove = 100
