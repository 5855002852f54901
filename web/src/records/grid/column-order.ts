/** A column as a view keeps it. */
export type ColumnChoice = { key: string; width?: number }

/** One column moved before another; the title stays first. */
export function movedColumn(columns: readonly ColumnChoice[], key: string, before: string | null): ColumnChoice[] {
  const moved = columns.find((column) => column.key === key)
  if (!moved || key === before) return [...columns]
  const rest = columns.filter((column) => column.key !== key)
  const at = before === null ? rest.length : rest.findIndex((column) => column.key === before)
  return at < 0 ? [...columns] : [...rest.slice(0, at), moved, ...rest.slice(at)]
}
