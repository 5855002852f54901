import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { processesOn } from '../../server/database/postmaster.ts'

export type Measured = {
  readonly serverBytes: number | null
  readonly databaseBytes: number | null
  readonly serverFiles: number | null
  readonly databaseConnections: number | null
  readonly liveConnections: number | null
  readonly walBytes: number | null
  readonly tableBytes: number
  readonly largest: readonly { table: string; bytes: number }[]
}

/** What a running server and its database hold just now. What the system does not tell (there is `/proc` on Linux alone) is null. */
export async function measure(given: { baseUrl: string; pid: number; dataFolder: string; owner: Pool }): Promise<Measured> {
  const folder = join(given.dataFolder, 'database')
  const processes = (await processesOn(folder)).filter((pid) => pid !== given.pid)
  // Their own alone: the pages that they share fill up to their setting as the tables grow, and no further.
  const shares = await Promise.all(processes.map((pid) => ownBytes(pid)))
  const known = shares.filter((bytes) => bytes !== null)
  const { rows: sizes } = await given.owner.query<{ table: string; bytes: string }>(
    `SELECT coalesce(p.relname, c.relname) AS table, sum(pg_total_relation_size(c.oid))::text AS bytes FROM pg_class c
     LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY sum(pg_total_relation_size(c.oid)) DESC`,
  )
  const { rows: connections } = await given.owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
  const tables = sizes.map(({ table, bytes }) => ({ table, bytes: Number(bytes) }))
  return {
    serverBytes: await residentBytes(given.pid),
    databaseBytes: known.length > 0 ? known.reduce((sum, bytes) => sum + bytes, 0) : null,
    serverFiles: await openFiles(given.pid),
    databaseConnections: connections[0]?.count ?? null,
    liveConnections: await gauge(given.baseUrl, 'guanxi_live_connections'),
    walBytes: await folderBytes(join(folder, 'pg_wal')),
    tableBytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
    largest: tables.slice(0, 4),
  }
}

/** One figure of the server's own `/metrics`. */
export async function gauge(baseUrl: string, name: string): Promise<number | null> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text()
  const found = new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

async function residentBytes(pid: number): Promise<number | null> {
  return kilobytes(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m)
}

async function ownBytes(pid: number): Promise<number | null> {
  return kilobytes(`/proc/${pid}/smaps_rollup`, /^Pss_Anon:\s+(\d+) kB/m)
}

async function kilobytes(path: string, pattern: RegExp): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const found = pattern.exec(text)?.[1]
  return found === undefined ? null : Number(found) * 1024
}

async function openFiles(pid: number): Promise<number | null> {
  return readdir(`/proc/${pid}/fd`).then(
    ({ length }) => length,
    () => null,
  )
}

async function folderBytes(folder: string): Promise<number | null> {
  try {
    const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).then(({ size }) => size)))
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    // Another user's folder, or a segment that was taken away meanwhile.
    return null
  }
}
