import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type DemoRequest, loadKind } from '../../crm/demo/index.ts'
import { keepHistorySince, RuleError } from '../../engine/index.ts'
import { administratorAt } from './access.ts'
import type { Services } from './services.ts'

const sample = { accounts: 200, seed: 1 }
const historyMs = 800 * 86_400_000

/** A demo company for a workspace that has no customers yet, so that somebody can look around before their own are in. One job, one change to take back. */
export function sampleDataRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine } = services
  return async (app) => {
    app.post('/sample-data', async (request) => {
      const context = await administratorAt(services, request)
      const { workspaceId } = context.reader
      const { count } = await context.count({ object: 'account' })
      if (count > 0) throw new RuleError('sample_needs_empty', { count })
      const now = engine.clock.now().getTime()
      await keepHistorySince(engine.owner, engine.clock, new Date(now - historyMs))
      const input: DemoRequest = { ...sample, now }
      const id = await engine.startJob(context, { kind: 'demo', input, total: sample.accounts })
      // Asked for twice at the same moment, it comes once: the first job stays.
      if ((await firstOf(workspaceId)) !== id) {
        await engine.cancelJob(context, id)
        throw new RuleError('sample_there_already')
      }
      return { job: { id } }
    })
  }

  async function firstOf(workspaceId: string): Promise<string | undefined> {
    const { rows } = await engine.owner.query<{ id: string }>(
      `SELECT id FROM batch WHERE workspace_id = $1 AND kind = ANY ($2) AND status IN ('queued', 'running', 'paused', 'done') AND undone_by IS NULL
       ORDER BY created_at, id LIMIT 1`,
      [workspaceId, ['demo', loadKind]],
    )
    return rows[0]?.id
  }
}
