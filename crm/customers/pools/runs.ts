import { AccessError, type Context, type Engine, NotFoundError, param, RuleError, sql } from '../../../engine/index.ts'
import { poolReturn } from './return-job.ts'

const shown = 20
const undoableDays = 30

export type PoolRun = {
  id: string
  at: string
  status: string
  returned: number
  refused: number
  undone: boolean
}

/** The latest runs of the rules, for administrators. */
export async function poolRuns(context: Context): Promise<PoolRun[]> {
  if (!context.reader.principal.administrator) throw new AccessError('administrators_only')
  const { workspaceId } = context.reader
  const rows = await context.snapshot((snapshot) =>
    snapshot.query<{ id: string; at: string; status: string; returned: string | null; refused: number; undone: boolean }>(
      workspaceId,
      sql`SELECT id, input->>'at' AS at, status, result->>'returned' AS returned, coalesce(jsonb_array_length(result->'refused'), 0) AS refused, undone_by IS NOT NULL AS undone
        FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND kind = ${poolReturn.kind} ORDER BY created_at DESC, id DESC LIMIT ${param(shown, 'int')}`,
    ),
  )
  return rows.map((row) => ({ ...row, returned: Number(row.returned ?? 0) }))
}

/** Takes a run back in the background: records that somebody has taken or changed since stay as they are, and are listed. */
export async function undoPoolRun(engine: Engine, context: Context, id: string): Promise<string> {
  const run = (await poolRuns(context)).find((one) => one.id === id)
  if (!run) throw new NotFoundError('job_not_found')
  const age = context.reader.clock.now().getTime() - new Date(run.at).getTime()
  if (run.undone || !['done', 'cancelled', 'failed'].includes(run.status) || age > undoableDays * 86_400_000)
    throw new RuleError('pool_run_over')
  return engine.startJob(context, { kind: 'undo', input: { changeId: id }, total: run.returned, undoOf: id })
}
