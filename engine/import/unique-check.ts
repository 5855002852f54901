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
  /** Why the record may not hold these values; null when it may. From then on they are its own, and what it held before is free. */
  refusal(id: string, values: Values, before: Values | null): RowProblem | null
  /** Tells that these records are written: the database itself knows of their values. */
  forget(ids: ReadonlySet<string>): void
}

/** Who holds a value, null where it was given up, and the record whose row brought that about; null where the database says so. */
type Holding = { holder: string | null; by: string | null }
type Group = { keys: readonly string[]; held: Map<string, Holding> }

/** True when the object has values that only one record may hold. */
export function hasUniques(reader: Reader, object: string): boolean {
  const { definition, fields } = reader.object(object)
  return definition.uniques.length > 0 || [...fields.values()].some(({ unique }) => unique)
}

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
  const tuple = (keys: readonly string[], values: Values): string | null => {
    const parts = keys.map((key) => stored(key, values))
    return parts.includes(null) ? null : parts.join(between)
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
        for (const [text, { by }] of held) if (by === null) held.delete(text)
        if (asked.length === 0) continue
        const { name, type } = column(first)
        // Whoever holds the value counts, seen or not: that is what the database looks at.
        const rows = await executor.query<{ held: (string | null)[]; id: string }>(
          reader.workspaceId,
          sql`SELECT ARRAY[${join(keys.map((key) => sql`t.${column(key).name}::text`))}] AS held, t.id FROM ${ident(definition.table)} t
            WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL AND t.${name} = ANY (${param(asked, `${type}[]`)})`,
        )
        for (const row of rows) {
          const text = row.held.join(between)
          if (!row.held.includes(null) && !held.has(text)) held.set(text, { holder: row.id, by: null })
        }
      }
    },
    refusal(id, values, before) {
      const named = groups.map(({ keys, held }) => ({ keys, held, now: tuple(keys, values), old: before && tuple(keys, before) }))
      for (const { keys, held, now } of named) {
        const holder = now === null ? null : (held.get(now)?.holder ?? null)
        if (holder !== null && holder !== id)
          return { code: 'already_in_use', severity: 'error', parameters: {}, field: keys[0] ?? null, column: null, text: '' }
      }
      for (const { held, now, old } of named) {
        if (old !== null && old !== now) held.set(old, { holder: null, by: id })
        if (now !== null) held.set(now, { holder: id, by: id })
      }
      return null
    },
    forget(ids) {
      for (const { held } of groups) for (const [text, { by }] of held) if (by !== null && ids.has(by)) held.delete(text)
    },
  }
}
