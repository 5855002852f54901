import type { Readable } from 'node:stream'
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import { dateIn } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Engine } from '../engine.ts'
import { NotFoundError, RuleError } from '../errors.ts'
import { newId } from '../ids.ts'
import { executorIn, executorOf } from '../import/session.ts'
import type { Batch } from '../jobs/batch.ts'
import { ident, param, sql } from '../sql.ts'
import { auditOf, type ExportParts, makeFile } from './make-file.ts'
import { type ExportFormat, type ExportRequest, readExportRequest } from './request.ts'
import { demandExport, exportedRows } from './rows.ts'
import { insertExport, keepMade, readExport, recentExports, type StoredExport } from './store.ts'
import { checkExport } from './write-export.ts'

/** Lists up to this long are made while their reader waits. */
export const mostAtOnce = 10_000
/** A file is kept for so many days, and the list of exports tells of it for so many. */
const keptDays = 7
const toldDays = 90
const day = 86_400_000

export type ExportState = StoredExport & {
  status: Batch['status'] | 'expired'
  done: number
  total: number | null
  error: Batch['error']
  expiresAt: string | null
}

/** Takes records out of the system as files. Every export belongs to the person who asked for it, and to nobody else. */
export type Exports = {
  /** How many rows a file would hold: `rows`; of how many that the reader sees: `seen`. Counted to the first that goes to the background. */
  count(
    context: Context,
    request: Pick<ExportRequest, 'object' | 'filter' | 'deleted'>,
  ): Promise<{ rows: number; seen: number; exact: boolean }>
  /** Makes the file at once, or begins a job where the list is long. */
  create(context: Context, request: unknown): Promise<ExportState>
  recent(context: Context, limit: number): Promise<ExportState[]>
  get(context: Context, id: string): Promise<ExportState>
  /** The bytes, for as long as the right to have them lasts. */
  open(context: Context, id: string): Promise<{ file: StoredExport & { size: number }; stream: Readable }>
}

const extensions: Readonly<Record<ExportFormat, string>> = { csv: 'csv', xlsx: 'xlsx', vcard: 'vcf' }

export function createExports(engine: Engine, parts: ExportParts): Exports {
  const stored = (context: Context, id: string): Promise<StoredExport> =>
    readExport(executorOf(context), context.reader.workspaceId, id, context.reader.principal.id)

  const state = async (context: Context, one: StoredExport): Promise<ExportState> => {
    const expiresAt = one.madeAt === null ? null : new Date(Date.parse(one.madeAt) + keptDays * day).toISOString()
    const kept = { ...one, expiresAt, error: null }
    if (one.removedAt !== null) return { ...kept, status: 'expired', done: one.rows ?? 0, total: one.rows }
    if (one.madeAt !== null) return { ...kept, status: 'done', done: one.rows ?? 0, total: one.rows }
    if (one.batchId === null) return { ...kept, status: 'failed', done: 0, total: null }
    const { status, done, total, error } = await engine.job(context, one.batchId)
    // It ended between the two looks.
    if (status === 'done') return state(context, await stored(context, one.id))
    return { ...kept, status, done, total, error }
  }

  return {
    async count(context, request) {
      const rows = await boundedCount(context, request)
      const { count } = await context.count(request)
      return { rows: Math.min(rows, mostAtOnce), seen: count, exact: rows <= mostAtOnce }
    },
    async create(context, given) {
      const request = readExportRequest(given)
      const { reader } = context
      checkExport({ reader, request, regionNames: parts.regionNames })
      const isShort = (await boundedCount(context, request)) <= mostAtOnce
      const id = newId()
      const now = reader.clock.now()
      const { plural } = reader.object(request.object).definition
      const name = `${reader.principal.locale === 'en' ? plural.en : plural.zh} ${dateIn(reader.principal.timeZone, now)}`
      const one = {
        id,
        object: request.object,
        format: request.format,
        fileName: `${name}.${extensions[request.format]}`,
        request,
        principalId: reader.principal.id,
        createdAt: now.toISOString(),
      }
      if (isShort) {
        const made = await makeFile(parts, context, request)
        await context.transaction(async (inside) => {
          await insertExport(executorIn(inside), reader.workspaceId, { ...one, batchId: null })
          await keepMade(executorIn(inside), reader.workspaceId, id, made, now.toISOString())
          await inside.audit('export.made', { object: request.object, details: auditOf(request, made, id) })
        })
      } else {
        const job = newId()
        await insertExport(executorOf(context), reader.workspaceId, { ...one, batchId: job })
        await engine.startJob(context, { id: job, kind: 'export', object: request.object, input: { export: id } })
      }
      return state(context, await stored(context, id))
    },
    async recent(context, limit) {
      const found = await recentExports(executorOf(context), context.reader.workspaceId, context.reader.principal.id, limit)
      return Promise.all(found.map((one) => state(context, one)))
    },
    get: async (context, id) => state(context, await stored(context, id)),
    async open(context, id) {
      const one = await state(context, await stored(context, id))
      demandExport(context.reader, one.object)
      if (one.status === 'expired') throw new RuleError('export_expired')
      if (one.status === 'queued' || one.status === 'running') throw new RuleError('export_not_ready')
      if (one.fileKey === null || one.size === null) throw new RuleError('export_failed')
      const stream = await parts.files.open(context.reader.workspaceId, one.fileKey)
      if (!stream) throw new NotFoundError('export_file_lost')
      await context.transaction((inside) =>
        inside.audit('export.downloaded', {
          object: one.object,
          details: { export: id, format: one.format, rows: one.rows, fileName: one.fileName },
        }),
      )
      return { file: { ...one, size: one.size }, stream }
    },
  }
}

/** Counts no further than to the first row that makes a list a long one. */
async function boundedCount({ reader, snapshot }: Context, request: Pick<ExportRequest, 'object' | 'filter' | 'deleted'>): Promise<number> {
  const { table } = reader.object(request.object).definition
  const [row] = await snapshot((open) =>
    open.query<{ rows: number }>(
      reader.workspaceId,
      sql`SELECT count(*)::int AS rows FROM (SELECT 1 FROM ${ident(table)} t WHERE ${exportedRows(reader, request)} LIMIT ${param(mostAtOnce + 1, 'int')}) c`,
    ),
  )
  return row?.rows ?? 0
}

/** Removes files that were kept long enough, and forgets exports of long ago; the audit log remembers them. Owner connection. */
export function removeOldExports(parts: ExportParts): (tools: { owner: Pool; clock: Clock }) => Promise<void> {
  return async ({ owner, clock }) => {
    const now = clock.now()
    const before = (days: number): string => new Date(now.getTime() - days * day).toISOString()
    const old = await owner.query<{ workspace_id: string; id: string; file_key: string }>(
      'SELECT workspace_id, id, file_key FROM export_file WHERE removed_at IS NULL AND made_at < $1 ORDER BY made_at LIMIT 1000',
      [before(keptDays)],
    )
    for (const { workspace_id, id, file_key } of old.rows) {
      await parts.files.remove(workspace_id, file_key)
      await owner.query('UPDATE export_file SET removed_at = $3 WHERE workspace_id = $1 AND id = $2', [workspace_id, id, now.toISOString()])
    }
    await owner.query('DELETE FROM export_file WHERE created_at < $1 AND (removed_at IS NOT NULL OR made_at IS NULL)', [before(toldDays)])
  }
}
