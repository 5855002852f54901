import { toCurrencyRates } from '../data/rates.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Rates } from '../data/stored-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { newId } from '../ids.ts'
import type { Reader } from '../query/reader.ts'
import { typedChangeTable } from '../schema/ddl.ts'
import type { ChangeGroup, PreparedChange, Stamp } from '../write/change.ts'
import { changedKeys, historyChanges, searchRows, type TimelineRow, timelineMoved, timelineRows } from '../write/effects.ts'
import { type Judging, judgeCreate, judgeUpdate } from '../write/judge.ts'
import { fieldColumns, valueColumns } from '../write/value-columns.ts'
import { tokenVersion } from '../write/writer.ts'
import { derivedFigures } from './derived.ts'
import { byObject, type PastRecord, pastRequest } from './past-record.ts'

/** Rows for one table, ready to be copied into it. */
export type TableRows = { readonly table: string; readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }

/**
 * The rows that the write path would leave behind if it wrote these records with their past: judged by the same functions, so that the same
 * values come out, and turned into history, timeline, links, typed changes and words by the same ones. Events are left out: what reads them
 * follows the present. Whatever a record touches has to be among the records.
 */
export async function pastRows(judging: Judging, records: readonly PastRecord[]): Promise<TableRows[]> {
  const { reader, stamp } = judging
  const lives: PreparedChange[][] = []
  for (const record of byObject(records)) lives.push(await judgeLife(judging, record))
  const all = lives.flat()
  const rates = await toCurrencyRates(judging.executor, reader, all)
  const latest = standing(reader, lives, rates)
  return [
    ...recordTables(reader, latest, rates),
    historyTable(reader, all, stamp),
    timelineTable(reader, lives, stamp),
    ...typedChangeTables(reader, all, rates),
    linkTable(reader, latest),
    ...searchTables(reader, latest),
  ]
}

async function judgeLife(judging: Judging, record: PastRecord): Promise<PreparedChange[]> {
  const model = judging.reader.object(record.object)
  const { principal, configuration } = model.definition
  if (principal || configuration) throw new Error(`Records of ${record.object} have to be written, as others follow from them`)
  const life: PreparedChange[] = []
  for (let index = 0; index < record.changes.length; index++) {
    const request = pastRequest(record, index)
    const last = life.at(-1)
    if (request.kind === 'create') life.push(await judgeCreate(judging, model, request))
    else if (last) {
      const change = await judgeUpdate(judging, model, request, { id: last.id, revision: last.from + 1, values: last.after })
      if (change.changed.length > 0) life.push(change)
    }
  }
  return life
}

type Latest = { readonly first: PreparedChange; readonly last: PreparedChange; readonly after: Readonly<Record<string, Canonical>> }

/** Each record as it stands in the end, with the figures that follow from the others. */
function standing(reader: Reader, lives: readonly PreparedChange[][], rates: Rates): Latest[] {
  const pairs = lives.flatMap((life): { first: PreparedChange; last: PreparedChange }[] => {
    const [first, last] = [life[0], life.at(-1)]
    return first && last ? [{ first, last }] : []
  })
  const figures = derivedFigures(
    reader,
    pairs.map(({ last }) => last),
    rates,
  )
  const latest = pairs.map(({ first, last }): Latest => {
    const place = `${first.model.definition.key} ${first.id}`
    const after = { ...last.after, ...figures.get(place) }
    figures.delete(place)
    return { first, last, after }
  })
  if (figures.size > 0) throw new Error(`A record outside of the given ones would be touched: ${[...figures.keys()][0]}`)
  return latest
}

function recordTables(reader: Reader, latest: readonly Latest[], rates: Rates): TableRows[] {
  const head = ['workspace_id', 'id', 'revision', 'created_at', 'created_by_id', 'changed_at', 'changed_by_id']
  return [...Map.groupBy(latest, ({ first }) => first.model).values()].flatMap((same): TableRows[] => {
    const [group, ...more] = same.map(({ first, after }) => ({ ...first, after, changed: changedKeys(first.model.fields, null, after) }))
    if (!group) return []
    const columns = valueColumns([group, ...more] satisfies ChangeGroup, rates)
    return [
      {
        table: group.model.definition.table,
        columns: [...head, ...columns.map(({ name }) => name)],
        rows: same.map(({ first, last }, index) => [
          reader.workspaceId,
          first.id,
          last.from + 1,
          first.told?.at,
          first.told?.by,
          last.told?.at,
          last.told?.by,
          ...columns.map(({ values }) => values[index]),
        ]),
      },
    ]
  })
}

function historyTable(reader: Reader, changes: readonly PreparedChange[], stamp: Stamp): TableRows {
  return {
    table: 'history',
    columns: [
      'workspace_id',
      'at',
      'id',
      'object',
      'record_id',
      'revision',
      'kind',
      'principal_id',
      'behalf_id',
      'through',
      'change_id',
      'changes',
    ],
    rows: changes.map((change) => [
      reader.workspaceId,
      change.told?.at,
      newId(),
      change.model.definition.key,
      change.id,
      change.from + 1,
      change.kind,
      change.told?.by,
      stamp.behalfId,
      stamp.through,
      stamp.changeId,
      JSON.stringify(historyChanges(change)),
    ]),
  }
}

function timelineTable(reader: Reader, lives: readonly PreparedChange[][], stamp: Stamp): TableRows {
  const rows = lives.flatMap((life) => {
    let entries: { change: PreparedChange; row: TimelineRow }[] = []
    for (const change of life) {
      const moved = timelineMoved(change)
      if (moved) entries = []
      entries.push(...timelineRows(moved ? { ...change, kind: 'create' } : change, stamp.at).map((row) => ({ change, row })))
    }
    return entries
  })
  return {
    table: 'timeline_entry',
    columns: ['workspace_id', 'object', 'record_id', 'at', 'id', 'kind', 'ref_object', 'ref_id', 'principal_id', 'changes'],
    rows: rows.map(({ change, row }) => [
      reader.workspaceId,
      row.object,
      row.recordId,
      row.at,
      row.id,
      row.kind,
      change.model.definition.key,
      change.id,
      change.told?.by,
      row.changes && JSON.stringify(row.changes),
    ]),
  }
}

function typedChangeTables(reader: Reader, all: readonly PreparedChange[], rates: Rates): TableRows[] {
  return [...Map.groupBy(all, (change) => change.model)].flatMap(([{ definition, fields }, changes]): TableRows[] => {
    const watched = definition.typedChanges ?? []
    const kept = changes.filter((change) => change.kind === 'create' || change.changed.some((key) => watched.includes(key)))
    if (watched.length === 0 || kept.length === 0) return []
    const columns = watched.flatMap((key) => fieldColumns(key, fields.get(key) as FieldDefinition, kept, rates))
    return [
      {
        table: typedChangeTable(definition),
        columns: ['workspace_id', 'record_id', 'at', 'id', 'principal_id', ...columns.map(({ name }) => name)],
        rows: kept.map((change, index) => [
          reader.workspaceId,
          change.id,
          change.told?.at,
          newId(),
          change.told?.by,
          ...columns.map(({ values }) => values[index]),
        ]),
      },
    ]
  })
}

function linkTable(reader: Reader, latest: readonly Latest[]): TableRows {
  const rows = latest.flatMap(({ first, after }) =>
    [...first.model.fields].flatMap(([key, field]) => {
      if (field.kind !== 'references') return []
      const targets = new Set((after[key] ?? []) as readonly string[])
      return [...targets].map((target) => [reader.workspaceId, first.model.definition.key, key, first.id, target])
    }),
  )
  return { table: 'reference_link', columns: ['workspace_id', 'object', 'field', 'record_id', 'target_id'], rows }
}

function searchTables(reader: Reader, latest: readonly Latest[]): TableRows[] {
  const { workspaceId } = reader
  const found = latest.flatMap(({ first, after }) => {
    const words = wordsOf(first, after)
    return words.length > 0 ? [{ first, words, owner: typeof after.owner === 'string' ? after.owner : null }] : []
  })
  return [
    {
      table: 'search_document',
      columns: ['workspace_id', 'object', 'record_id', 'read_class', 'title', 'tokens', 'token_version'],
      rows: found.flatMap(({ first, words }) =>
        words.map((one) => [workspaceId, first.model.definition.key, first.id, one.readClass, one.title, one.words, tokenVersion]),
      ),
    },
    {
      table: 'search_owner',
      columns: ['workspace_id', 'record_id', 'owner_id'],
      rows: found.map(({ first, owner }) => [workspaceId, first.id, owner]),
    },
  ]
}

type Words = { readonly readClass: string; readonly title: string; readonly words: string }

/** Subjects of activities and the like come again and again: finding their words takes longer than all the rest. */
const known = new Map<string, Words[]>()
const mostKnown = 5_000

function wordsOf(change: PreparedChange, after: PreparedChange['after']): Words[] {
  const { definition, fields } = change.model
  const searched = [...fields].filter(([key, field]) => field.searched || key === definition.title).map(([key]) => after[key])
  const key = `${definition.key} ${JSON.stringify(searched)}`
  const found = known.get(key)
  if (found) return found
  const made = searchRows({ ...change, after }).map(({ readClass, title, tokens }) => ({
    readClass,
    title,
    words: vectorText(tokens.split('\u001f')),
  }))
  if (known.size >= mostKnown) known.clear()
  known.set(key, made)
  return made
}

/** A tsvector as PostgreSQL prints it. */
function vectorText(tokens: readonly string[]): string {
  return tokens.map((token) => `'${token.replace(/['\\]/g, '$&$&')}'`).join(' ')
}
