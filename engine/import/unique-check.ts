import { toColumns } from '../data/stored-value.ts'
import type { Executor } from '../database.ts'
import { columnsOf } from '../declare/columns.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace, sqlTypes, storageOf } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { ident, join, param, sql } from '../sql.ts'
import type { Values } from '../write/change.ts'
import type { ReadRow, RowProblem } from './read-row.ts'

/** Finds, before anything is written, the rows that the database would refuse because a value of theirs is in use. */
export type UniqueCheck = {
  /** Looks up what the rows name, many at once. */
  prepare(reads: readonly ReadRow[]): Promise<void>
  /** Why the record may not hold these values; null when it may, and from then on they are its own. */
  refusal(id: string, values: Values): RowProblem | null
}

type Group = { keys: readonly string[]; held: Map<string, string> }

const between = '\u001f'

export function createUniqueCheck(executor: Executor, reader: Reader, object: string): UniqueCheck {
  const { definition, fields } = reader.object(object)
  const alone = [...fields].flatMap(([key, field]) => (field.unique && !field.custom ? [[key]] : []))
  const groups = [...alone, ...definition.uniques]
    .filter((keys) => keys.every((key) => fields.has(key)))
    .map((keys): Group => ({ keys, held: new Map() }))
  const stored = (key: string, values: Values): string | null => {
    const field = fields.get(key)
    const value = values[key] ?? null
    return field && value !== null ? String(toColumns(key, field, value, new Map())[0]) : null
  }
  const column = (key: string) => {
    const field = fields.get(key)
    return { name: ident((field && columnsOf(key, field)[0]?.name) ?? snake(key)), type: field ? sqlTypes[storageOf(field)] : 'text' }
  }
  return {
    async prepare(reads) {
      for (const { keys, held } of groups) {
        const [first = ''] = keys
        const asked = [...new Set(reads.flatMap(({ values }) => stored(first, values) ?? []))]
        if (asked.length === 0) continue
        const { name, type } = column(first)
        // Whoever holds the value counts, seen or not: that is what the database looks at.
        const rows = await executor.query<{ held: (string | null)[]; id: string }>(
          reader.workspaceId,
          sql`SELECT ARRAY[${join(keys.map((key) => sql`t.${column(key).name}::text`))}] AS held, t.id FROM ${ident(definition.table)} t
            WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL AND t.${name} = ANY (${param(asked, `${type}[]`)})`,
        )
        for (const row of rows) if (!held.has(row.held.join(between)) && !row.held.includes(null)) held.set(row.held.join(between), row.id)
      }
    },
    refusal(id, values) {
      const own = groups.map(({ keys }) => keys.map((key) => stored(key, values)))
      for (const [index, { keys, held }] of groups.entries()) {
        const holder = own[index]?.includes(null) ? undefined : held.get(own[index]?.join(between) ?? '')
        if (holder !== undefined && holder !== id)
          return { code: 'already_in_use', severity: 'error', parameters: {}, field: keys[0] ?? null, column: null, text: '' }
      }
      for (const [index, { held }] of groups.entries()) if (!own[index]?.includes(null)) held.set(own[index]?.join(between) ?? '', id)
      return null
    },
  }
}
