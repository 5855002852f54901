import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { snake } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { largestBatch } from '../write/writer.ts'
import { erasedMark, likePatterns, type Needles, scrubbed } from './scrub.ts'
import { identify, isTheirs, type LinkedRecord, linkedRecords, personalFields, type Subject } from './subject.ts'

/** What erasing needs of the house: the owner's connection, because copies stand where nobody else may write, and the bytes of files. */
export type ErasureTools = {
  readonly owner: Pool
  readonly clock: Clock
  readonly files: { remove(workspaceId: string, key: string): Promise<void> }
}

/**
 * Takes one person out: the personal values of their record, their traces in records about them, and every copy of both. It may be done again after it broke
 * off: what identifies the person is read from history, which is rewritten last, together with all the other copies.
 */
export async function erasePerson(tools: ErasureTools, system: Context, subject: Subject): Promise<void> {
  const { reader } = system
  const { needles, linked, values } = await system.snapshot(async (snapshot) => ({
    ...(await identify(snapshot, reader, subject)),
    linked: await linkedRecords(snapshot, reader, subject),
  }))
  await emptyPerson(system, subject, values)
  for (const [object, some] of Map.groupBy(linked, (one) => one.object))
    await emptyLinked(tools, system, reader.object(object), some, needles)
  const client = await tools.owner.connect()
  try {
    await client.query('BEGIN')
    await clearTables(client, { system, subject, linked, needles })
    await clearFiles(client, tools, { system, subject, linked, needles })
    await client.query('UPDATE erasure_log SET finished_at = $3 WHERE workspace_id = $1 AND record_id = $2 AND finished_at IS NULL', [
      reader.workspaceId,
      subject.id,
      tools.clock.now().toISOString(),
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

type Erasure = { readonly system: Context; readonly subject: Subject; readonly linked: readonly LinkedRecord[]; readonly needles: Needles }

/** The record stays, because others point at it; nothing in it says whose it was. */
async function emptyPerson(system: Context, { object, id }: Subject, values: Readonly<Record<string, unknown>>): Promise<void> {
  const model = system.reader.object(object)
  const changes = Object.fromEntries(
    personalFields(model).flatMap(([key, field]): [string, string | null][] => {
      if (field.kind === 'formula' || field.rollUp || field.kind === 'autoNumber') return []
      if (key === model.definition.title) return [[key, pseudonym(id)]]
      return values[key] === null || values[key] === undefined ? [] : [[key, null]]
    }),
  )
  await system.bulk([{ kind: 'update', object, id, values: changes }], { readOnlyFields: true })
}

/** Tells two erased people apart, and nothing else. */
function pseudonym(id: string): string {
  return `${erasedMark} ${id.slice(-6)}`
}

/** Down the write path where a record lives and may be changed; in its table where it is deleted, or kept as it was written. */
async function emptyLinked(
  tools: ErasureTools,
  system: Context,
  model: ObjectModel,
  some: readonly LinkedRecord[],
  needles: Needles,
): Promise<void> {
  const { definition } = model
  const alive = some.filter(({ deleted }) => !deleted).map(({ id }) => id)
  for (let at = 0; at < alive.length; at += largestBatch) {
    const rows = await rowsOf(tools.owner, system.reader.workspaceId, definition.table, alive.slice(at, at + largestBatch))
    const updates = rows.flatMap((row) => {
      const changes = changesOf(model, row, needles)
      return Object.keys(changes).length === 0
        ? []
        : [{ kind: 'update' as const, object: definition.key, id: String(row.id), values: changes }]
    })
    // What a rule keeps as it was written is cleared with its table.
    if (updates.length > 0) await system.bulk(updates, { partial: true, readOnlyFields: true })
  }
}

type Row = Readonly<Record<string, unknown>>

async function rowsOf(
  client: Pick<PoolClient, 'query'> | Pool,
  workspaceId: string,
  table: string,
  ids: readonly string[],
): Promise<Row[]> {
  const { rows } = await client.query<{ row: Row }>(
    `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE t.workspace_id = $1 AND t.id = ANY ($2::uuid[]) ORDER BY t.id`,
    [workspaceId, ids],
  )
  return rows.map(({ row }) => row)
}

function changesOf(model: ObjectModel, row: Row, needles: Needles): Record<string, unknown> {
  const theirs = isTheirs(model)
  return Object.fromEntries(
    [...model.fields].flatMap(([key, field]): [string, unknown][] => {
      if (field.custom || !['text', 'longText', 'richText', 'phone', 'email', 'url', 'address'].includes(field.kind)) return []
      const value = row[snake(key)]
      if (value === null || value === undefined) return []
      const next = theirs && field.personal ? emptied(field.kind, field.required === true) : scrubbed(value, needles)
      return JSON.stringify(next) === JSON.stringify(value) ? [] : [[key, next]]
    }),
  )
}

function emptied(kind: string, required: boolean): unknown {
  if (!required) return null
  return kind === 'address' ? { street: erasedMark } : erasedMark
}

/** Copies in tables, each with the rows that are looked at: of these records, or all of the workspace where a name in passing is of no use to anybody. */
const copies = [
  { table: 'history', columns: ['changes'], key: ['at', 'id'], where: 'record_id = ANY ($2::uuid[])' },
  {
    table: 'timeline_entry',
    columns: ['changes'],
    key: ['record_id', 'at', 'id'],
    where: '(record_id = ANY ($2::uuid[]) OR ref_id = ANY ($2::uuid[]))',
  },
  { table: 'outbox', columns: ['payload'], key: ['transaction_id', 'sequence'], where: 'record_id = ANY ($2::uuid[])' },
  { table: 'notification', columns: ['details'], key: ['principal_id', 'id'], where: '$2::uuid[] IS NOT NULL' },
  { table: 'batch', columns: ['input', 'result', 'checkpoint', 'error'], key: ['id'], where: '$2::uuid[] IS NOT NULL' },
  { table: 'audit_log', columns: ['details'], key: ['at', 'id'], where: '$2::uuid[] IS NOT NULL' },
  { table: 'export_file', columns: ['request'], key: ['id'], where: '$2::uuid[] IS NOT NULL' },
  { table: 'import_file', columns: ['plan', 'check_result', 'columns', 'format'], key: ['id'], where: '$2::uuid[] IS NOT NULL' },
] as const

async function clearTables(client: PoolClient, { system, subject, linked, needles }: Erasure): Promise<void> {
  const { workspaceId } = system.reader
  const ids = [subject.id, ...linked.map(({ id }) => id)]
  const patterns = likePatterns(needles)
  const loose = likePatterns(needles, { apart: true })
  const own = system.reader.object(subject.object)
  const ownKeys = new Set(personalFields(own).map(([key]) => key))
  await clearHistory(client, workspaceId, [subject.id], (_id, key) =>
    key === own.definition.title ? pseudonym(subject.id) : ownKeys.has(key) ? null : undefined,
  )
  for (const { table, columns, key, where } of copies) {
    const named = columns.map((column) => `"${column}"::text ILIKE ANY ($3)`).join(' OR ')
    const { rows } = await client.query<Row>(
      `SELECT ${[...key.map((column) => `"${column}"::text AS "${column}"`), ...columns.map((column) => `"${column}"`)].join(', ')} FROM ${table} WHERE workspace_id = $1 AND ${where} AND (${named})`,
      [workspaceId, ids, loose],
    )
    for (const row of rows)
      await client.query(
        `UPDATE ${table} SET ${columns.map((column, index) => `"${column}" = $${index + 2}::jsonb`).join(', ')}
         WHERE workspace_id = $1 AND ${key.map((column, index) => `"${column}"::text = $${columns.length + 2 + index}`).join(' AND ')}`,
        [
          workspaceId,
          ...columns.map((column) => (row[column] === null ? null : JSON.stringify(scrubbed(row[column], needles)))),
          ...key.map((column) => row[column]),
        ],
      )
  }
  // Rows of imports are kept to be looked at again: without the person there is nothing to look at.
  for (const [table, columns] of [
    ['import_row', ['cells', 'problems']],
    ['import_effect', ['cells', 'changes']],
    ['import_outcome', ['figures']],
    ['import_pending_reference', ['named']],
    ['idempotency_key', ['answer']],
  ] as const)
    await client.query(
      `DELETE FROM ${table} WHERE workspace_id = $1 AND (${columns.map((column) => `"${column}"::text ILIKE ANY ($2)`).join(' OR ')})`,
      [workspaceId, patterns],
    )
  await client.query('DELETE FROM external_key WHERE workspace_id = $1 AND record_id = $2', [workspaceId, subject.id])
  for (const [object, some] of Map.groupBy(linked, (one) => one.object)) {
    const model = system.reader.object(object)
    await clearRecords(client, system, model, some, needles)
    const theirs = new Map(isTheirs(model) ? [...model.fields].filter(([, field]) => field.personal) : [])
    if (theirs.size > 0)
      await clearHistory(
        client,
        workspaceId,
        some.map(({ id }) => id),
        (_id, key) => {
          const field = theirs.get(key)
          return field && emptied(field.kind, field.required === true)
        },
      )
  }
}

/** Of a past nothing personal stays, whatever it was: the last value of each field is what stands in the record now. */
async function clearHistory(
  client: PoolClient,
  workspaceId: string,
  ids: readonly string[],
  erased: (id: string, key: string) => unknown,
): Promise<void> {
  const { rows } = await client.query<{ at: string; id: string; record_id: string; changes: Record<string, [unknown, unknown]> }>(
    'SELECT at::text AS at, id, record_id, changes FROM history WHERE workspace_id = $1 AND record_id = ANY ($2::uuid[])',
    [workspaceId, ids],
  )
  for (const row of rows) {
    const changes = Object.fromEntries(
      Object.entries(row.changes).map(([key, pair]) => {
        const instead = erased(row.record_id, key)
        return [key, instead === undefined ? pair : pair.map((value) => (value === null ? null : instead))]
      }),
    )
    if (JSON.stringify(changes) === JSON.stringify(row.changes)) continue
    await client.query('UPDATE history SET changes = $4 WHERE workspace_id = $1 AND record_id = $2 AND at = $3::timestamptz AND id = $5', [
      workspaceId,
      row.record_id,
      row.at,
      JSON.stringify(changes),
      row.id,
    ])
  }
}

/** Records that the write path does not reach: deleted ones, and those that are kept as they were written. */
async function clearRecords(
  client: PoolClient,
  system: Context,
  model: ObjectModel,
  some: readonly LinkedRecord[],
  needles: Needles,
): Promise<void> {
  const { workspaceId } = system.reader
  const { table } = model.definition
  for (const row of await rowsOf(
    client,
    workspaceId,
    table,
    some.map(({ id }) => id),
  )) {
    const changes = changesOf(model, row, needles)
    const derived = Object.entries(row).filter(
      ([column, value]) => !(column in changes) && JSON.stringify(scrubbed(value, needles)) !== JSON.stringify(value),
    )
    const entries: [string, unknown][] = [
      ...Object.entries(changes).map(([key, value]): [string, unknown] => [snake(key), value]),
      ...derived
        .filter(([column]) => !Object.keys(changes).some((key) => snake(key) === column))
        .map(([column, value]): [string, unknown] => [column, scrubbed(value, needles)]),
    ]
    if (entries.length === 0) continue
    await client.query(
      `UPDATE "${table}" SET ${entries.map(([column], index) => `"${column}" = $${index + 3}`).join(', ')} WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, row.id, ...entries.map(([, value]) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value))],
    )
    if (some.find(({ id }) => id === row.id)?.deleted === true) await removeWords(client, workspaceId, [String(row.id)])
  }
}

async function removeWords(client: PoolClient, workspaceId: string, ids: readonly string[]): Promise<void> {
  for (const table of ['search_document', 'search_owner'])
    await client.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND record_id = ANY ($2::uuid[])`, [workspaceId, ids])
}

/** Files about the person, files that were exported while they stood in them, and files that they came in with. */
async function clearFiles(
  client: PoolClient,
  { files, clock }: ErasureTools,
  { system, subject, linked, needles }: Erasure,
): Promise<void> {
  const { workspaceId } = system.reader
  const now = clock.now().toISOString()
  const about = linked.filter(({ object }) => object === 'file').map(({ id }) => id)
  const stored = await client.query<{ id: string; sha256: string | null }>(
    `UPDATE file f SET name = $3, name_sort = NULL, deleted_at = coalesce(deleted_at, $4) WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) RETURNING id, sha256`,
    [workspaceId, about, erasedMark, now],
  )
  await removeWords(client, workspaceId, about)
  const imported = await client.query<{ file_hash: string }>(
    `SELECT f.file_hash FROM import_file f WHERE f.workspace_id = $1 AND (f.batch_id IN (SELECT change_id FROM history WHERE workspace_id = $1 AND record_id = $2 AND through = 'import')
       OR f.columns::text ILIKE ANY ($3))`,
    [workspaceId, subject.id, likePatterns(needles)],
  )
  for (const { sha256 } of stored.rows) {
    const needed = await client.query('SELECT 1 FROM file WHERE workspace_id = $1 AND sha256 = $2 AND id <> ALL ($3::uuid[]) LIMIT 1', [
      workspaceId,
      sha256,
      about,
    ])
    if (sha256 && needed.rows.length === 0) await files.remove(workspaceId, sha256)
  }
  for (const { file_hash } of imported.rows) {
    const needed = await client.query('SELECT 1 FROM file WHERE workspace_id = $1 AND sha256 = $2 AND id <> ALL ($3::uuid[]) LIMIT 1', [
      workspaceId,
      file_hash,
      about,
    ])
    if (needed.rows.length === 0) await files.remove(workspaceId, file_hash)
  }
  const objects = [subject.object, ...new Set(linked.map(({ object }) => object))]
  const exported = await client.query<{ file_key: string | null }>(
    `UPDATE export_file SET removed_at = $3 WHERE workspace_id = $1 AND object = ANY ($2) AND removed_at IS NULL AND made_at IS NOT NULL RETURNING file_key`,
    [workspaceId, objects, now],
  )
  for (const { file_key } of exported.rows) if (file_key) await files.remove(workspaceId, file_key)
}
