import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'

/** Append-only logs, kept by month. */
export const partitionedTables = ['history', 'outbox', 'audit_log'] as const

const monthsAhead = 3
/** Events are read within seconds; older months are kept a while for those who look into what happened, and every one of them makes reading dearer. */
const monthsOfEvents = 2

function monthStart(year: number, month: number): string {
  const start = new Date(Date.UTC(year, month, 1))
  return start.toISOString().slice(0, 10)
}

/**
 * Makes this month's partitions and those of the coming three months, where they are missing. Owner connection.
 * The advisory lock keeps several servers from making the same one.
 */
export async function ensurePartitions(owner: Pool, clock: Clock): Promise<void> {
  const months = Array.from({ length: monthsAhead + 1 }, (_, ahead) => ahead)
  await makePartitions(
    owner,
    clock,
    months.flatMap((ahead) => partitionedTables.map((table) => ({ table, ahead }))),
  )
}

/** Makes room in history for a past that is written down afterwards: a partition for every month from that moment on. Owner connection. */
export async function keepHistorySince(owner: Pool, clock: Clock, since: Date): Promise<void> {
  const now = clock.now()
  const back = (now.getUTCFullYear() - since.getUTCFullYear()) * 12 + now.getUTCMonth() - since.getUTCMonth()
  await makePartitions(
    owner,
    clock,
    Array.from({ length: Math.max(0, back) }, (_, month) => ({ table: 'history', ahead: month - back })),
  )
}

async function makePartitions(owner: Pool, clock: Clock, wanted: readonly { table: string; ahead: number }[]): Promise<void> {
  const now = clock.now()
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('guanxi partitions'))`)
    for (const { table, ahead } of wanted) {
      const from = monthStart(now.getUTCFullYear(), now.getUTCMonth() + ahead)
      const to = monthStart(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1)
      const name = `${table}_${from.slice(0, 7).replace('-', '_')}`
      const exists = await client.query('SELECT to_regclass($1) AS found', [`public.${name}`])
      if (exists.rows[0]?.found) continue
      await client.query(`CREATE TABLE ${name} PARTITION OF ${table} FOR VALUES FROM ('${from}T00:00:00Z') TO ('${to}T00:00:00Z')`)
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** Lets go of the months of events that nobody reads any more. Owner connection. */
export async function dropOldEvents(owner: Pool, clock: Clock): Promise<void> {
  const now = clock.now()
  const oldest = monthStart(now.getUTCFullYear(), now.getUTCMonth() - monthsOfEvents)
    .slice(0, 7)
    .replace('-', '_')
  const old = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'outbox'::regclass AND c.relname ~ '^outbox_\\d{4}_\\d{2}$' AND c.relname < $1 ORDER BY 1`,
    [`outbox_${oldest}`],
  )
  for (const { name } of old.rows) await owner.query(`DROP TABLE ${name}`)
}

/** Months for which a partition is missing, and rows that fell into the rest: what `guanxi doctor` reports. */
export async function partitionProblems(owner: Pool, clock: Clock): Promise<string[]> {
  const problems: string[] = []
  const now = clock.now()
  for (const table of partitionedTables) {
    for (let ahead = 0; ahead <= 1; ahead++) {
      const name = `${table}_${monthStart(now.getUTCFullYear(), now.getUTCMonth() + ahead)
        .slice(0, 7)
        .replace('-', '_')}`
      const exists = await owner.query('SELECT to_regclass($1) AS found', [`public.${name}`])
      if (!exists.rows[0]?.found) problems.push(`partition ${name} is missing`)
    }
    const rest = await owner.query<{ found: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${table}_rest) AS found`)
    if (rest.rows[0]?.found) problems.push(`${table}_rest holds rows that belong to a month of their own`)
  }
  return problems
}
