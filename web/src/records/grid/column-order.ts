export const columnTotals = ['sum', 'average', 'min', 'max', 'none'] as const
/** What stands under a column of figures. */
export type ColumnTotal = (typeof columnTotals)[number]

/** A column as a view keeps it. */
export type ColumnChoice = { key: string; width?: number; total?: ColumnTotal }

/** One column further to the left or right; the title stays first. */
export function shiftedColumn(columns: readonly ColumnChoice[], key: string, by: -1 | 1, title: string): ColumnChoice[] {
  const rest = columns.filter((column) => column.key !== title)
  const neighbour = rest[rest.findIndex((column) => column.key === key) + by]
  if (key === title || !neighbour || !rest.some((column) => column.key === key)) return [...columns]
  return by < 0 ? movedColumn(columns, key, neighbour.key) : movedColumn(columns, neighbour.key, key)
}

/** One column moved before another; the title stays first. */
export function movedColumn(columns: readonly ColumnChoice[], key: string, before: string | null): ColumnChoice[] {
  const moved = columns.find((column) => column.key === key)
  if (!moved || key === before) return [...columns]
  const rest = columns.filter((column) => column.key !== key)
  const at = before === null ? rest.length : rest.findIndex((column) => column.key === before)
  return at < 0 ? [...columns] : [...rest.slice(0, at), moved, ...rest.slice(at)]
}
