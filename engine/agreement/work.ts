import type { Label } from '../declare/label.ts'
import { requeueBatch } from '../jobs/batch.ts'
import { param, type Sql, sql } from '../sql.ts'
import { type AgreementCheck, type AgreementParts, type Disagreement, noWorkspace, repaired } from './finding.ts'

const pageSize = 1_000
const unattendedMs = 60_000

type Row = { workspace_id: string; object: string | null; id: string; note: string; principal_id: string; kind: string }
type Look = {
  readonly what: Label
  readonly rows: Sql
  readonly needsQueue?: true
  readonly fix?: (row: Row) => NonNullable<Disagreement['fix']>
}

/** One row for each change that was told, by itself or with others. */
const toldChanges = sql`(SELECT e.workspace_id, e.object, e.kind, e.principal_id, coalesce((r.told ->> 0)::uuid, e.record_id) AS record_id, coalesce((r.told ->> 1)::integer, e.revision) AS revision
  FROM outbox e LEFT JOIN LATERAL jsonb_array_elements(e.records) AS r (told) ON true WHERE e.kind LIKE 'record.%')`

/** Work in the background, events, keys and positions: that each ended, was told and was done once. */
export const work: AgreementCheck = {
  key: 'work',
  label: { zh: '后台任务与事件', en: 'Background work and events' },
  async *run(parts, repair) {
    const [queue] = await parts.database.query<{ there: boolean }>(
      noWorkspace,
      sql`SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there`,
    )
    for (const { what, rows, fix, needsQueue } of looks(parts)) {
      // The first server makes the queue: before that there are no jobs.
      if (needsQueue && !queue?.there) continue
      const found = await parts.database.query<Row>(noWorkspace, sql`${rows} LIMIT ${param(pageSize, 'int')}`)
      yield await repaired(
        parts,
        found.map((row) => ({
          workspaceId: row.workspace_id,
          object: row.object,
          recordId: row.id,
          what: { zh: what.zh.replace('{note}', row.note), en: what.en.replace('{note}', row.note) },
          ...(fix ? { fix: fix(row) } : {}),
        })),
        repair,
      )
    }
  },
}

function looks({ clock, database, jobs }: AgreementParts): Look[] {
  const now = clock.now()
  const before = param(new Date(now.getTime() - unattendedMs).toISOString(), 'timestamptz')
  const head = sql`SELECT b.workspace_id, b.object, b.id, b.principal_id, b.kind`
  return [
    {
      what: { zh: '任务（{note}）无人处理', en: 'is a job ({note}) that nobody is at' },
      needsQueue: true,
      rows: sql`${head}, b.kind || ' ' || b.status AS note FROM batch b WHERE b.status IN ('queued', 'running') AND b.created_at < ${before} AND b.kind = ANY (${param([...jobs], 'text[]')})
        AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = b.id::text)`,
      fix: (row) => () =>
        requeueRunning(
          database,
          { id: row.id, workspaceId: row.workspace_id, principalId: row.principal_id, kind: row.kind },
          now.toISOString(),
        ),
    },
    {
      what: { zh: '任务状态自相矛盾：{note}', en: 'is a job that contradicts itself: {note}' },
      rows: sql`${head}, b.status || ', ' || b.done || ' / ' || coalesce(b.total::text, '?') AS note FROM batch b
        WHERE (b.status IN ('done', 'failed', 'cancelled')) <> (b.finished_at IS NOT NULL) OR b.done < 0`,
    },
    {
      what: { zh: '批量修改对同一记录执行了不止一次：{note}', en: 'is a bulk change that changed the same record more than once: {note}' },
      rows: sql`${head}, h.record_id::text AS note FROM batch b JOIN history h ON h.workspace_id = b.workspace_id AND h.change_id = b.id
        WHERE b.kind = 'bulkChange' GROUP BY b.workspace_id, b.id, h.record_id HAVING count(*) > 1`,
    },
    {
      what: { zh: '导入记录与结果不符：{note}', en: 'is an import whose records are not as many as it says: {note}' },
      rows: sql`${head}, (b.result ->> 'created') || ' ≠ ' || m.made AS note FROM batch b
        CROSS JOIN LATERAL (SELECT count(*) AS made FROM history h WHERE h.workspace_id = b.workspace_id AND h.change_id = b.id AND h.kind = 'create' AND h.object = b.object) m
        WHERE b.kind = 'import' AND b.status = 'done' AND (b.result ->> 'created')::bigint > m.made`,
    },
    {
      what: {
        zh: '导入已结束，仍有未处理的引用（第 {note} 行）',
        en: 'is an import that has ended with a reference still to set (row {note})',
      },
      rows: sql`${head}, p.row_number::text AS note FROM import_pending_reference p JOIN import_file f ON f.workspace_id = p.workspace_id AND f.id = p.import_id
        JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id WHERE b.status = 'done'`,
      fix: (
        row,
      ) => sql`DELETE FROM import_pending_reference p USING import_file f WHERE p.workspace_id = ${param(row.workspace_id, 'uuid')} AND f.workspace_id = p.workspace_id AND f.id = p.import_id
        AND f.batch_id = ${param(row.id, 'uuid')} AND p.row_number = ${param(row.note, 'bigint')}`,
    },
    {
      what: { zh: '导入的任务不存在：{note}', en: 'is an import whose job is not there: {note}' },
      rows: sql`SELECT f.workspace_id, f.object, f.id, f.principal_id, 'import' AS kind, f.batch_id::text AS note FROM import_file f
        LEFT JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id WHERE f.batch_id IS NOT NULL AND b.id IS NULL`,
    },
    {
      what: { zh: '修改（{note}）没有事件', en: 'has a change that nobody was told of ({note})' },
      // What was copied in with its past has no events, and says so by its job.
      rows: sql`SELECT h.workspace_id, h.object, h.record_id AS id, h.principal_id, h.id::text AS kind, h.kind || ' ' || h.revision AS note FROM history h
        LEFT JOIN ${toldChanges} o ON o.workspace_id = h.workspace_id AND o.record_id = h.record_id AND o.revision = h.revision AND o.object = h.object
        WHERE o.record_id IS NULL AND h.at >= (SELECT min(at) FROM outbox)
          AND (EXISTS (SELECT 1 FROM outbox e WHERE e.change_id = h.change_id AND e.kind LIKE 'record.%' AND e.workspace_id = h.workspace_id)
            OR NOT EXISTS (SELECT 1 FROM batch b WHERE b.workspace_id = h.workspace_id AND b.id = h.change_id))`,
      fix: (row) => sql`INSERT INTO outbox (workspace_id, at, kind, object, record_id, revision, principal_id, change_id, payload)
        SELECT h.workspace_id, h.at, 'record.' || h.kind, h.object, h.record_id, h.revision, h.principal_id, h.change_id, jsonb_build_object('fields', (SELECT coalesce(jsonb_agg(k), '[]') FROM jsonb_object_keys(h.changes) k), 'named', h.changes)
        FROM history h WHERE h.workspace_id = ${param(row.workspace_id, 'uuid')} AND h.record_id = ${param(row.id, 'uuid')} AND h.id = ${param(row.kind, 'uuid')}`,
    },
    {
      what: { zh: '事件（{note}）没有对应的修改', en: 'has an event of a change that is not in its history ({note})' },
      rows: sql`SELECT o.workspace_id, o.object, o.record_id AS id, o.principal_id, o.kind, o.kind || ' ' || o.revision AS note FROM ${toldChanges} o
        LEFT JOIN history h ON h.workspace_id = o.workspace_id AND h.record_id = o.record_id AND h.revision = o.revision AND h.object = o.object
        WHERE o.record_id IS NOT NULL AND h.id IS NULL`,
    },
    {
      what: { zh: '幂等键「{note}」没有答复', en: 'asked with the key “{note}”, which has no answer' },
      rows: sql`SELECT k.workspace_id, NULL AS object, k.principal_id AS id, k.principal_id, '' AS kind, k.key AS note FROM idempotency_key k WHERE k.answer IS NULL`,
      fix: (row) =>
        sql`DELETE FROM idempotency_key WHERE workspace_id = ${param(row.workspace_id, 'uuid')} AND principal_id = ${param(row.principal_id, 'uuid')} AND key = ${row.note} AND answer IS NULL`,
    },
    {
      what: { zh: '幂等键「{note}」答复过的修改并不存在', en: 'was answered to the key “{note}” as written, and is not in its history' },
      rows: sql`SELECT k.workspace_id, NULL AS object, (k.answer ->> 'id')::uuid AS id, k.principal_id, '' AS kind, k.key AS note FROM idempotency_key k
        WHERE jsonb_typeof(k.answer) = 'object' AND k.answer ? 'id' AND k.answer ? 'revision'
          AND NOT EXISTS (SELECT 1 FROM history h WHERE h.workspace_id = k.workspace_id AND h.record_id = (k.answer ->> 'id')::uuid AND h.revision = (k.answer ->> 'revision')::integer)`,
    },
    {
      what: {
        zh: '「{note}」的读取位置超前于所有事件',
        en: 'the reader “{note}” stands behind the last event there can be: it hears of nothing',
      },
      rows: sql`SELECT NULL::uuid AS workspace_id, NULL AS object, NULL AS id, NULL AS principal_id, '' AS kind, p.consumer AS note FROM relay_position p
        WHERE p.transaction_id > pg_snapshot_xmax(pg_current_snapshot())`,
      fix: (row) =>
        sql`UPDATE relay_position SET transaction_id = pg_snapshot_xmin(pg_current_snapshot()), sequence = -1 WHERE consumer = ${row.note}`,
    },
  ]
}

async function requeueRunning(database: AgreementParts['database'], batch: Parameters<typeof requeueBatch>[1], at: string): Promise<void> {
  const id = param(batch.id, 'uuid')
  // It is put into the queue from the state that the queue knows.
  await database.query(
    batch.workspaceId,
    sql`UPDATE batch SET status = 'running' WHERE workspace_id = ${param(batch.workspaceId, 'uuid')} AND id = ${id} AND status = 'queued'`,
  )
  await requeueBatch(database, batch, at)
}
