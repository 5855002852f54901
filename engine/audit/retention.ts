import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { AccessError, InvalidInputError } from '../errors.ts'
import { newId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import { param, sql } from '../sql.ts'

const leastDays = 30
const mostDays = 36_500
const atOnce = 20_000

/** How many days the audit log is kept; null for ever. For administrators. */
export async function auditKeptDays({ reader, snapshot }: Context): Promise<number | null> {
  if (!reader.principal.administrator) throw new AccessError('audit_administrators_only')
  const [row] = await snapshot((open) =>
    open.query<{ days: number | null }>(
      reader.workspaceId,
      sql`SELECT audit_kept_days AS days FROM workspace w WHERE ${inWorkspace(reader, 'w')}`,
    ),
  )
  return row?.days ?? null
}

/** Shortening it is itself noted: the purge that follows says how much went. */
export async function keepAuditFor(context: Context, days: number | null): Promise<void> {
  const { reader } = context
  if (!reader.principal.administrator) throw new AccessError('audit_administrators_only')
  if (days !== null && (!Number.isInteger(days) || days < leastDays || days > mostDays))
    throw new InvalidInputError('audit_kept_too_short', { field: 'days', least: leastDays })
  const before = await auditKeptDays(context)
  await context.transaction(async (inside) => {
    await inside.query(
      sql`UPDATE workspace SET audit_kept_days = ${param(days, 'int')} WHERE workspace_id = ${param(reader.workspaceId, 'uuid')}`,
    )
    await inside.audit('audit.retention_changed', { details: { before, days } })
  })
}

/** Removes what was kept long enough, in parts, and says so in the log that remains. Owner connection. */
export async function purgeAudit(owner: Pool, clock: Clock): Promise<void> {
  const now = clock.now()
  const { rows } = await owner.query<{ workspace_id: string; days: number; system: string }>(
    `SELECT w.workspace_id, w.audit_kept_days AS days, p.id AS system FROM workspace w JOIN principal p ON p.workspace_id = w.workspace_id AND p.kind = 'system' WHERE w.audit_kept_days IS NOT NULL`,
  )
  for (const { workspace_id, days, system } of rows) {
    const until = new Date(now.getTime() - days * 86_400_000)
    let entries = 0
    for (;;) {
      const { rowCount } = await owner.query(
        `DELETE FROM audit_log WHERE workspace_id = $1 AND (at, id) IN (SELECT at, id FROM audit_log WHERE workspace_id = $1 AND at < $2 ORDER BY at LIMIT ${atOnce}) AND at < $2`,
        [workspace_id, until],
      )
      entries += rowCount ?? 0
      if ((rowCount ?? 0) < atOnce) break
    }
    if (entries > 0)
      await owner.query(
        `INSERT INTO audit_log (workspace_id, at, id, kind, principal_id, through, object, details) VALUES ($1, $2, $3, 'audit.purged', $4, 'job', NULL, $5)`,
        [workspace_id, now, newId(), system, { entries, until: until.toISOString() }],
      )
  }
}
