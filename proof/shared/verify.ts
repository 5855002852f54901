import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Caller, demand } from './caller.ts'
import type { Installation } from './installation.ts'
import type { Ledger } from './ledger.ts'

const patienceMs = 120_000

/** What is wrong after all: one sentence per broken promise. Empty when everything acknowledged is there, once, and whole. */
export async function brokenPromises(installation: Installation, caller: Caller, ledger: Ledger): Promise<string[]> {
  const unended = await endOfWork(installation)
  if (unended.length > 0) return unended
  const inDatabase = await installation.owner(async (owner) => [
    ...(await namedOnce(owner, 'account', 'name', ledger.accounts)),
    ...(await namedOnce(owner, 'activity', 'subject', ledger.activities)),
    ...(await editsInOrder(owner, ledger)),
    ...(await importsWhole(owner, ledger)),
    ...(await bulksOnce(owner, ledger)),
    ...(await exportsMade(owner, ledger)),
  ])
  return [...inDatabase, ...(await filesThere(caller, ledger))]
}

/** Every batch ends by itself, without anybody's help. */
async function endOfWork(installation: Installation): Promise<string[]> {
  const until = performance.now() + patienceMs
  for (;;) {
    const open = await installation.owner(async (owner) => {
      const { rows } = await owner.query<{ what: string }>(
        `SELECT format('%s %s is still %s at %s of %s', kind, id, status, done, total) AS what FROM batch WHERE status NOT IN ('done', 'failed', 'cancelled')`,
      )
      return rows.map(({ what }) => what)
    })
    if (open.length === 0 || performance.now() > until) return open
    await pause(200)
  }
}

async function namedOnce(
  owner: pg.Client,
  table: string,
  column: string,
  asked: ReadonlyMap<string, { id: string | null }>,
): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; ids: string[] }>(
    `SELECT ${column} AS name, array_agg(id::text) AS ids FROM ${table} WHERE ${column} = ANY ($1) GROUP BY 1`,
    [[...asked.keys()]],
  )
  const found = new Map(rows.map(({ name, ids }) => [name, ids]))
  return [...asked].flatMap(([name, { id }]) => {
    const ids = found.get(name) ?? []
    if (ids.length > 1) return [`${table} “${name}” is there ${ids.length} times`]
    if (id !== null && ids[0] !== id) return [`${table} “${name}” was acknowledged as ${id} and is ${ids[0] ?? 'lost'}`]
    return []
  })
}

/** All acknowledged values stand in history once, in their order, and the record holds the last one. */
async function editsInOrder(owner: pg.Client, ledger: Ledger): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; now: string | null; values: string[] }>(
    `SELECT a.id, a.description AS now, array_agg(h.changes -> 'description' ->> 1 ORDER BY h.revision) AS values FROM account a
       JOIN history h ON h.workspace_id = a.workspace_id AND h.record_id = a.id AND h.changes ? 'description'
     WHERE a.id = ANY ($1) GROUP BY a.workspace_id, a.id`,
    [[...ledger.edits.keys()]],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return [...ledger.edits].flatMap(([id, acknowledged]) => {
    const row = found.get(id)
    const wrong = acknowledged.join('|') !== row?.values.join('|') || row.now !== acknowledged.at(-1)
    return wrong
      ? [`account ${id}: acknowledged ${acknowledged.join(', ')}; history has ${row?.values.join(', ')}; it holds ${row?.now}`]
      : []
  })
}

async function importsWhole(owner: pg.Client, ledger: Ledger): Promise<string[]> {
  const wrong: string[] = []
  for (const [id, { prefix, rows: expected }] of ledger.imports) {
    const { rows } = await owner.query<{ status: string; created: number; made: number }>(
      `SELECT b.status, (b.result ->> 'created')::int AS created, (SELECT count(*)::int FROM account a WHERE a.workspace_id = f.workspace_id AND starts_with(a.name, $2)) AS made
       FROM import_file f JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id WHERE f.id = $1`,
      [id, `${prefix} / `],
    )
    const [row] = rows
    if (row?.status !== 'done' || row.created !== expected || row.made !== expected)
      wrong.push(`import ${id} of ${expected} rows is ${row?.status}, says ${row?.created} created, and made ${row?.made}`)
  }
  return wrong
}

/** Each record was changed by the job, and by no second run of it. */
async function bulksOnce(owner: pg.Client, ledger: Ledger): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; status: string; changes: number; records: number }>(
    `SELECT b.id, b.status, count(h.id)::int AS changes, count(DISTINCT h.record_id)::int AS records FROM batch b
       LEFT JOIN history h ON h.workspace_id = b.workspace_id AND h.change_id = b.id WHERE b.kind = 'bulkChange' GROUP BY b.workspace_id, b.id, b.status`,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  const wrong = [...ledger.bulks].flatMap(([id, { expected }]) => {
    const row = found.get(id)
    const isRight = row?.status === 'done' && row.changes === expected && row.records === expected
    return isRight ? [] : [`bulk change ${id} of ${expected} is ${row?.status} with ${row?.changes} changes of ${row?.records} records`]
  })
  return rows.length === ledger.bulks.size ? wrong : [...wrong, `${rows.length} bulk changes were begun, ${ledger.bulks.size} asked for`]
}

async function exportsMade(owner: pg.Client, ledger: Ledger): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM export_file WHERE id = ANY ($1) AND made_at IS NULL', [
    [...ledger.exports],
  ])
  return rows.map(({ id }) => `export ${id} was never made`)
}

async function filesThere(caller: Caller, ledger: Ledger): Promise<string[]> {
  const wrong: string[] = []
  for (const [id, hash] of ledger.files) {
    const { text } = demand(await caller.call('GET', `/files/${id}/content`), 'content')
    if (createHash('sha256').update(text).digest('hex') !== hash) wrong.push(`file ${id} holds other bytes than were sent`)
  }
  return wrong
}
