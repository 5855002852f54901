import { accessPredicate } from '../access/predicate.ts'
import { actorOf } from '../access/principal.ts'
import { teamReferences } from '../access/shares.ts'
import { columnsOf } from '../declare/columns.ts'
import type { ObjectDefinition } from '../declare/object.ts'
import { chosenFields, type KnownLinks, projection } from '../query/projection.ts'
import type { Reader } from '../query/reader.ts'
import { flat } from '../sql.ts'
import type { PreparedChange } from './change.ts'
import { pointsAtOne } from './needed.ts'
import type { Shown } from './statement.ts'

/**
 * How the writing statement tells the record as its writer now reads it, so that nobody has to ask again. It sees the row that it has just
 * written, but nothing else of its own doing: null where that would show, as in tags that it sets or a record that points at itself.
 */
export function shownAfter(reader: Reader, change: PreparedChange): Shown | null {
  const { definition, fields } = change.model
  if (change.kind === 'delete' || change.original || definition.principal) return null
  const isPart = change.changed.some((key) => fields.get(key)?.kind === 'references')
  const isOfItself = Object.values(change.after).includes(change.id)
  if (isPart || isOfItself) return null
  const known = knownLinks(reader, change)
  return reader.keep(`shown ${definition.key} ${JSON.stringify(known)}`, () => {
    const where = accessPredicate(reader, definition.key, 'read', 'p')
    if (!where) return { shown: null }
    const { json, joins, columns } = projection(reader, definition.key, chosenFields(reader, definition.key, undefined), 'p', [], known)
    return { shown: { columns: [...new Set([...columns, ...accessColumns(reader, definition)])], record: json, joins, where: flat(where) } }
  }).shown
}

/** Where the written record's references point. Of a record that is changed, its links in tables of their own are not known. */
function knownLinks(reader: Reader, { kind, model, after }: PreparedChange): KnownLinks {
  const me = actorOf(reader.principal)
  const letters = new Map<string, string>()
  const letterOf = (id: string): string => {
    const letter = letters.get(id) ?? String.fromCharCode('a'.charCodeAt(0) + letters.size)
    letters.set(id, letter)
    return letter
  }
  const known: Record<string, string | null> = {}
  for (const [key, field] of model.fields) {
    if (field.kind === 'references') {
      if (kind === 'create') known[key] = null
    } else if (pointsAtOne(field) && (kind === 'create' || key in after)) {
      const value = after[key] ?? null
      known[key] = typeof value === 'string' ? letterOf(value) : null
    }
  }
  // Whom the statement itself writes down, not the values that were given.
  if (kind === 'create') known.createdBy = letterOf(me)
  return { ...known, changedBy: letterOf(me) }
}

/** The columns that decide who may see a record. */
function accessColumns(reader: Reader, { key, access, fields }: ObjectDefinition): string[] {
  const keys = [
    ...(access.by === 'owner' ? ['owner'] : []),
    ...(access.field ? [access.field] : []),
    ...(access.via ?? []),
    ...(access.open ? [access.open.field] : []),
    ...teamReferences(reader, key).map((reference) => reference.key),
  ]
  return keys.flatMap((key) => (fields[key] ? columnsOf(key, fields[key]).map((column) => column.name) : []))
}
