import { hash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { Executor } from '../../database.ts'
import { fieldSources } from '../columns.ts'
import type { DuplicateFinder } from '../duplicates.ts'
import type { Lookup } from '../lookups.ts'
import { squashed } from '../match-text.ts'
import { createRowReader } from '../read-row.ts'
import { readRows } from '../read-table.ts'
import type { ImportParts } from '../run.ts'
import { cellContext, lookupsFor } from '../session.ts'
import type { StoredImport } from '../store.ts'
import { projectFiles } from './store.ts'

/** Names of records that are not there yet, and will be when the files before have come in. */
export type Promised = {
  has(object: string, text: string): boolean
  readonly objects: ReadonlySet<string>
}

/** Stands for a record that is still to come; nothing is ever written with it. */
export const promisedId = '00000000-0000-7000-8000-000000000000'

const otherName = /^name[A-Z]|Name$/

/**
 * Reads the files of the project that come before this one and are not in yet, and remembers by what their records can be called: title and other names,
 * unique fields, the id of the other system. Null where nothing is to come.
 */
export async function promisedBefore(
  context: Context,
  executor: Executor,
  stored: StoredImport,
  parts: ImportParts,
): Promise<Promised | null> {
  const before = await filesBefore(executor, context.reader.workspaceId, stored)
  if (before.length === 0) return null
  const names = new Map<string, TextSet>()
  for (const file of before) {
    const set = names.get(file.object) ?? createTextSet()
    names.set(file.object, set)
    await collectNames(context, file, parts, set)
  }
  return {
    objects: new Set(names.keys()),
    has: (object, text) => names.get(object)?.has(squashed(text)) === true,
  }
}

/** The files of the project that come before this one and are not in yet. */
async function filesBefore(executor: Executor, workspaceId: string, stored: StoredImport): Promise<StoredImport[]> {
  if (stored.projectId === null) return []
  const files = await projectFiles(executor, workspaceId, stored.projectId)
  const own = files.findIndex(({ id }) => id === stored.id)
  return files.slice(0, Math.max(0, own)).filter(({ batchId }) => batchId === null)
}

async function collectNames(context: Context, file: StoredImport, parts: ImportParts, into: TextSet): Promise<void> {
  const { reader } = context
  const { title } = reader.object(file.object).definition
  const sources = fieldSources(
    reader,
    file.object,
    file.plan,
    file.columns.map(({ name }) => name),
  )
  const naming = sources.fields.filter(
    ({ key, field }) => !key.includes('.') && (key === title || field.unique === true || (field.kind === 'text' && otherName.test(key))),
  )
  for await (const rows of readRows(parts.files(reader.workspaceId, file.fileHash), file.format, { size: 1_000 })) {
    for (const row of rows) {
      for (const { textOf } of naming) into.add(squashed(textOf(row)))
      into.add(squashed(sources.keyOf(row) ?? ''))
    }
  }
}

/** What the files before bring counts as there. */
export function withPromised(lookups: ReadonlyMap<string, Lookup>, promised: Promised | null): Map<string, Lookup> {
  return new Map(
    [...lookups].map(([object, lookup]) => {
      if (!promised?.objects.has(object)) return [object, lookup]
      const waiting: Lookup = {
        ...lookup,
        match(text) {
          const found = lookup.match(text)
          return found === null && promised.has(object, text) ? { value: promisedId, name: text, how: 'same' } : found
        },
      }
      return [object, waiting]
    }),
  )
}

/**
 * What the files before bring of the same object: a row that means one of their records will find it there. Compared as this file's plan compares.
 */
export async function withPromisedRecords(
  context: Context,
  executor: Executor,
  stored: StoredImport,
  parts: ImportParts,
  finder: DuplicateFinder | null,
): Promise<DuplicateFinder | null> {
  if (finder === null) return null
  const before = (await filesBefore(executor, context.reader.workspaceId, stored)).filter(({ object }) => object === stored.object)
  if (before.length === 0) return finder
  const keys = createTextSet()
  for (const file of before) {
    const { reader } = context
    const names = file.columns.map(({ name }) => name)
    const lookups = await lookupsFor(executor, context, fieldSources(reader, file.object, file.plan, names).fields, file.plan.source)
    const cells = cellContext(context, parts.regions)
    const rowReader = createRowReader({
      reader,
      object: file.object,
      plan: file.plan,
      names,
      cells,
      lookups,
      titles: new Set(),
      rehearsal: true,
    })
    for await (const rows of readRows(parts.files(reader.workspaceId, file.fileHash), file.format))
      for (const read of await rowReader.read(rows)) for (const key of finder.keysOf(read)) keys.add(key)
  }
  return {
    keysOf: finder.keysOf,
    async existing(asked) {
      const found = await finder.existing(asked)
      for (const key of asked) if (!found.has(key) && keys.has(key)) found.set(key, [promisedId])
      return found
    },
  }
}

export type TextSet = { add(text: string): void; has(text: string): boolean }

/**
 * A set of texts that keeps 8 bytes of each, whatever their length: a million names fit in 16 MB. Two texts are taken for one once in some ten thousand
 * sets of a million, which a check can bear.
 */
export function createTextSet(): TextSet {
  let places = new Float64Array(1_024)
  let count = 0
  const placeOf = (key: number): number => {
    let place = key % places.length
    while (places[place] !== 0 && places[place] !== key) place = (place + 1) % places.length
    return place
  }
  const grow = (): void => {
    const full = places
    places = new Float64Array(full.length * 2)
    for (const key of full) if (key !== 0) places[placeOf(key)] = key
  }
  return {
    add(text) {
      if (text === '') return
      const key = keyOf(text)
      const place = placeOf(key)
      if (places[place] === key) return
      places[place] = key
      count++
      if (count * 2 > places.length) grow()
    },
    has(text) {
      if (text === '') return false
      const key = keyOf(text)
      return places[placeOf(key)] === key
    },
  }
}

/** 52 bits of the text's hash, never 0. */
function keyOf(text: string): number {
  return Number.parseInt(hash('md5', text, 'hex').slice(0, 13), 16) + 1
}
