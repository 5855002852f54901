import { InvalidInputError } from '../../errors.ts'
import { maxColumns } from './limits.ts'

/** Columns that no header names: they are the names met in the file, in the order in which they are met. */
export function collectNames(): { add(names: Iterable<string>): void; names(): string[] } {
  const found = new Set<string>()
  return {
    add(names) {
      for (const name of names) found.add(name)
      if (found.size > maxColumns) throw new InvalidInputError('import_too_many_columns', { count: found.size, max: maxColumns })
    },
    names: () => [...found],
  }
}

export function cellsOf(values: ReadonlyMap<string, string>, columns: readonly string[]): string[] {
  return columns.map((name) => values.get(name) ?? '')
}
