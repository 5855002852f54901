import { accessPredicate } from '../access/predicate.ts'
import type { Executor } from '../database.ts'
import { columnsOf, matchColumn, tableIndexes } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { isId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { normalEmail } from '../text/values.ts'
import { createMatcher, type Match, type Nearest, squashed } from './match-text.ts'

/** Finds the records that cells name: by title, number, code, e-mail or another unique field, by the id of another system, or by id. */
export type Lookup = {
  /** Looks up many texts at once; afterwards `match` answers for each of them. */
  prepare(texts: Iterable<string>): Promise<void>
  match(text: string): Match<string> | null | 'several'
  nearest(text: string): Nearest<string> | null
  /** Tells of a record that was made meanwhile. */
  add(text: string, id: string): void
}

/** Up to this many records all are held, so that spelling may differ; beyond, the database is asked for what is written. */
const mostHeld = 5_000
const mostOffered = 300

type Named = { id: string; names: (string | null)[] }

/** `source` is the other system that the texts come from: where two systems use one id, its own is meant. */
export async function createLookup(executor: Executor, reader: Reader, object: string, source?: string): Promise<Lookup> {
  const model = reader.object(object)
  const held = await firstRecords(executor, reader, model, mostHeld + 1)
  const ask = held.length > mostHeld ? (texts: readonly string[]) => namedRecords(executor, reader, model, texts) : undefined
  const keys = (texts: readonly string[]) => externalKeys(executor, reader, object, texts, source)
  return lookupOver(held.length > mostHeld ? [] : held, ask, keys)
}

function lookupOver(
  held: readonly Named[],
  ask: ((texts: readonly string[]) => Promise<Named[]>) | undefined,
  keys: (texts: readonly string[]) => Promise<Map<string, string>>,
): Lookup {
  const asked = new Map<string, Match<string> | null | 'several'>()
  const added = new Map<string, string>()
  const offered = new Map<string, Nearest<string> | null>()
  const ids = new Set(held.map(({ id }) => id))
  const all = searcherOver(held)
  return {
    async prepare(texts) {
      const open = [...new Set(texts)].filter((text) => text !== '' && !asked.has(text))
      if (open.length === 0) return
      const asIs = open.flatMap((text) => [text, ...otherReadings(text)])
      const searcher = ask ? searcherOver(await ask(asIs)) : all
      for (const text of open) asked.set(text, matchOf(text, searcher))
      const unknown = open.filter((text) => asked.get(text) === null)
      for (const text of unknown) if (isId(text) && ids.has(text)) asked.set(text, { value: text, name: text, how: 'same' })
      if (unknown.length > 0) for (const [text, id] of await keys(unknown)) asked.set(text, { value: id, name: text, how: 'same' })
    },
    match(text) {
      const id = added.get(squashed(text))
      if (id !== undefined) return { value: id, name: text, how: 'same' }
      return asked.get(text) ?? null
    },
    // Compared with every name that is held: the first few hundred unknown texts get an offer, and a column of thousands needs another answer anyway.
    nearest(text) {
      const known = offered.get(text)
      if (known !== undefined || offered.size >= mostOffered) return known ?? null
      const nearest = all.nearest(text)
      offered.set(text, nearest)
      return nearest
    },
    add(text, id) {
      added.set(squashed(text), id)
    },
  }
}

/** 林悦（S0012）, Lin Yue <lin@example.com>: the name and what tells it apart, each on its own. */
function otherReadings(text: string): string[] {
  const [, name = '', inner = ''] = /^(.+?)\s*[(（[【<]([^()（）[\]【】<>]+)[)）\]】>]$/.exec(text.trim()) ?? []
  return name === '' ? [] : [inner, name]
}

function matchOf(text: string, searcher: Pick<Lookup, 'match'>): Match<string> | null | 'several' {
  const match = searcher.match(text)
  if (match !== null) return match
  for (const reading of otherReadings(text)) {
    const found = searcher.match(reading)
    if (found !== null && found !== 'several') return { ...found, how: 'spelling' }
  }
  return null
}

function searcherOver(records: readonly Named[]): Pick<Lookup, 'match' | 'nearest'> {
  const matcher = createMatcher(records.map(({ id, names }) => ({ value: id, names: names.filter((name) => name !== null) })))
  const shared = sharedNames(records)
  return {
    match(text) {
      const match = matcher.match(text)
      // A slip of the pen in a name is another company or person as often as not: it is offered, never taken.
      if (match !== null && match.how !== 'similar') return match
      return shared.has(squashed(text)) ? 'several' : null
    },
    nearest: matcher.nearest,
  }
}

/** Names that more than one record bears. */
function sharedNames(records: readonly Named[]): ReadonlySet<string> {
  const bearers = new Map<string, string>()
  const shared = new Set<string>()
  for (const { id, names } of records) {
    for (const name of names) {
      const squash = name === null ? '' : squashed(name)
      const bearer = bearers.get(squash)
      if (squash !== '' && bearer !== undefined && bearer !== id) shared.add(squash)
      bearers.set(squash, id)
    }
  }
  return shared
}

/** Fields whose value names one record: the title, numbers, e-mail addresses, whatever is unique, and names and codes that are declared as matched. */
function namingFields(reader: Reader, model: ObjectModel): [string, FieldDefinition][] {
  const { definition } = model
  return [...model.fields].filter(([key, field]) => {
    if (field.custom || !['text', 'email', 'autoNumber'].includes(field.kind)) return false
    if (key !== definition.title && field.kind === 'text' && !field.unique && !field.matched) return false
    try {
      return reader.field(definition.key, key, 'filter') === field
    } catch {
      return false
    }
  })
}

/** So many records of one name are looked at: a name that several bear says nothing, however many they are. */
const mostOfOneName = 3

/** The records that the reader may see with their names. Deleted ones are not offered. */
async function firstRecords(executor: Executor, reader: Reader, model: ObjectModel, limit: number): Promise<Named[]> {
  const parts = namedParts(reader, model)
  if (parts === null) return []
  const { table, fields, names, seen } = parts
  if (fields.length === 0) return []
  return executor.query<Named>(
    reader.workspaceId,
    sql`SELECT t.id, ${names} AS names FROM ${table} t WHERE ${seen} LIMIT ${param(limit, 'int')}`,
  )
}

/** Those of the given names. Each field is asked for each text by its own index: one condition over all fields would read the whole table. */
async function namedRecords(executor: Executor, reader: Reader, model: ObjectModel, texts: readonly string[]): Promise<Named[]> {
  const parts = namedParts(reader, model)
  if (parts === null) return []
  const { table, fields, names, seen } = parts
  const indexed = new Set(tableIndexes(model.definition).map(({ columns }) => columns[1]))
  const arms = fields.flatMap(([key, field]) => {
    const written = [...new Set(texts.map((text) => normalForm(field, text)))].filter((text) => text !== '')
    if (written.length === 0) return []
    const column = matchColumn(key, field)
    const given = param(written, 'text[]')
    return indexed.has(column)
      ? sql`SELECT found.id, found.names FROM unnest(${given}) AS given(text) CROSS JOIN LATERAL
          (SELECT t.id, ${names} AS names FROM ${table} t WHERE ${and([seen, sql`t.${ident(column)} = given.text`])} LIMIT ${raw(String(mostOfOneName))}) found`
      : sql`(SELECT t.id, ${names} AS names FROM ${table} t WHERE ${and([seen, sql`t.${ident(column)} = ANY (${given})`])} LIMIT ${param(written.length * mostOfOneName, 'int')})`
  })
  if (arms.length === 0) return []
  const rows = await executor.query<Named>(reader.workspaceId, join(arms, ' UNION ALL '))
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

function namedParts(reader: Reader, model: ObjectModel) {
  const { definition } = model
  const seen = accessPredicate(reader, definition.key, 'read', 't')
  if (seen === null) return null
  const fields = namingFields(reader, model)
  return {
    fields,
    table: ident(definition.table),
    names: sql`ARRAY[${join(fields.map(([key, field]) => sql`t.${ident(columnsOf(key, field)[0]?.name ?? snake(key))}`))}]`,
    seen: and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), seen]),
  }
}

/** Names that sort by pinyin are compared by their sort key: it knows neither case nor punctuation, and it is indexed. */
function normalForm(field: FieldDefinition, text: string): string {
  if (field.pinyin) return pinyinSortKey(text, { person: field.personal === true })
  return field.kind === 'email' ? (normalEmail(text) ?? '') : text
}

async function externalKeys(
  executor: Executor,
  reader: Reader,
  object: string,
  texts: readonly string[],
  source: string | undefined,
): Promise<Map<string, string>> {
  const { definition } = reader.object(object)
  const seen = accessPredicate(reader, object, 'read', 't')
  if (seen === null) return new Map()
  const rows = await executor.query<{ key: string; id: string; own: boolean }>(
    reader.workspaceId,
    sql`SELECT k.key, t.id, k.source = ${source ?? ''} AS own FROM external_key k JOIN ${ident(definition.table)} t ON t.workspace_id = k.workspace_id AND t.id = k.record_id
      WHERE k.workspace_id = ${param(reader.workspaceId, 'uuid')} AND k.object = ${object} AND k.key = ANY (${param(texts, 'text[]')}) AND t.deleted_at IS NULL AND ${seen}
      UNION ALL SELECT t.id::text, t.id, false FROM ${ident(definition.table)} t
      WHERE ${and([inWorkspace(reader, 't'), sql`t.id = ANY (${param(texts.filter(isId), 'uuid[]')})`, raw('t.deleted_at IS NULL'), seen])}`,
  )
  const found = new Map<string, string>()
  const several = new Set<string>()
  const owned = new Set(rows.flatMap(({ key, own }) => (own ? [key] : [])))
  for (const { key, id, own } of rows) {
    if (!own && owned.has(key)) continue
    if (found.has(key) && found.get(key) !== id) several.add(key)
    found.set(key, id)
  }
  for (const key of several) found.delete(key)
  return found
}
