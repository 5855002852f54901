import type pg from 'pg'

type Ended = { id: string; done: number; seconds: number }

/** Waits for the batch of a kind that began since, doing this all the while. */
export async function ended(
  owner: pg.Pool,
  { workspaceId, kind, since }: { workspaceId: string; kind: string; since: Date },
  meanwhile: () => Promise<unknown>,
): Promise<Ended> {
  for (;;) {
    await meanwhile()
    const { rows } = await owner.query<{ id: string; status: string; done: string; seconds: string | null; error: unknown }>(
      `SELECT id, status, done, extract(epoch FROM finished_at - started_at) AS seconds, error FROM batch
       WHERE workspace_id = $1 AND kind = $2 AND created_at >= $3 ORDER BY created_at DESC LIMIT 1`,
      [workspaceId, kind, since],
    )
    const [batch] = rows
    if (batch?.status === 'failed') throw new Error(`The batch ${batch.id} of ${kind} failed: ${JSON.stringify(batch.error)}`)
    if (batch?.status === 'done') return { id: batch.id, done: Number(batch.done), seconds: Number(batch.seconds) }
  }
}

/** Somebody who may do everything. */
export async function administratorOf(owner: pg.Pool, workspaceId: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT l.record_id AS id FROM reference_link l JOIN role r ON r.workspace_id = l.workspace_id AND r.id = l.target_id AND r.administrator
     WHERE l.workspace_id = $1 AND l.object = 'user' AND l.field = 'roles' LIMIT 1`,
    [workspaceId],
  )
  const [first] = rows
  if (!first) throw new Error('The workspace has no administrator')
  return first.id
}

export function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
