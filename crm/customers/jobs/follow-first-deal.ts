import type { Pool } from 'pg'
import type { Clock, Engine } from '../../../engine/index.ts'

/** So many a minute: a large import of won deals takes some minutes, and nothing else waits for it. */
const mostAMinute = 2_000
const together = 500

/** Whoever has a won deal is a customer: those that stand before that stage are moved there, with the reason in their history. */
export async function followFirstDeals(engine: Pick<Engine, 'systemContext'>, { owner }: { owner: Pool; clock: Clock }): Promise<void> {
  const { rows } = await owner.query<{ workspace_id: string; id: string }>(
    `SELECT workspace_id, id FROM account WHERE won_opportunities > 0 AND lifecycle IN ('prospect', 'engaged') AND deleted_at IS NULL LIMIT ${mostAMinute}`,
  )
  for (const [workspaceId, own] of Map.groupBy(rows, (row) => row.workspace_id)) {
    const context = await engine.systemContext(workspaceId, 'job')
    const lifecycleReason = context.reader.model.workspace.locale === 'en' ? 'First deal won' : '首单成交'
    for (let at = 0; at < own.length; at += together)
      await context.bulk(
        own
          .slice(at, at + together)
          .map(({ id }) => ({ kind: 'update', object: 'account', id, values: { lifecycle: 'customer', lifecycleReason } })),
        { partial: true, readOnlyFields: true },
      )
  }
}
