import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { createClient } from '../../client/index.ts'
import { systemClock } from '../../engine/index.ts'
import { createTokens } from '../../server/identity/tokens.ts'
import type { Figure } from '../report.ts'
import type { Setting } from '../setting.ts'
import { administratorOf, ended, middle, rounded } from './batches.ts'

/** So many customers go back in one night. */
const returned = 100_000
const day = 86_400_000

/** How long the rehearsal of a rule takes, and a night on which so many customers go back while somebody reads lists; all of it is taken back. */
export async function measurePools(setting: Setting, { origin, owner }: { origin: string; owner: pg.Pool }): Promise<Figure[]> {
  const { workspaceId } = setting
  const principalId = await administratorOf(owner, workspaceId)
  const given = { workspaceId, principalId, name: 'bench', expiresAt: null, createdById: null }
  const client = createClient({ baseUrl: origin, token: (await createTokens(owner, systemClock).create(given)).token })
  const reader = createClient({ baseUrl: origin, token: setting.tokens[0] ?? '' })
  const rehearse = (draft?: object) =>
    client.call<{ total: number }>('POST', '/public-pools/rehearsal', { body: { object: 'account', ...(draft ? { draft } : {}) } })

  const pool = (await client.records('pools').create({ name: '公海', object: 'account' })).id
  const seconds: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now()
    await rehearse({ pool, condition: 'noFollowUp', days: 30 })
    seconds.push((performance.now() - begun) / 1000)
  }

  await owner.query(
    `UPDATE account SET protected_until = $2 WHERE workspace_id = $1 AND id IN
     (SELECT id FROM account WHERE workspace_id = $1 AND deleted_at IS NULL AND owner_id IS NOT NULL ORDER BY id LIMIT $3)`,
    [workspaceId, new Date(Date.now() - day).toISOString(), returned],
  )
  await owner.query('VACUUM ANALYZE account')
  const rule = (await client.records('pool-rules').create({ pool, condition: 'protectionOver', warnDays: 0, sparesWon: false })).id
  const { total } = await rehearse()
  const since = new Date()
  await owner.query(
    `INSERT INTO nightly_mark (workspace_id, kind, next_at) VALUES ($1, 'poolReturn', $2) ON CONFLICT (workspace_id, kind) DO UPDATE SET next_at = excluded.next_at`,
    [workspaceId, new Date(Date.now() - 1000).toISOString()],
  )
  await owner.query(`SELECT graphile_worker.add_job('minute')`)
  const lists: number[] = []
  const run = await ended(owner, { workspaceId, kind: 'poolReturn', since }, async () => {
    const begun = performance.now()
    await reader.records('accounts').list({ limit: 50 })
    lists.push(performance.now() - begun)
  })
  if (run.done !== total) throw new Error(`The run took ${run.done} customers, and the rehearsal showed ${total}`)

  await client.call('POST', `/public-pools/runs/${run.id}/undo`, { body: {} })
  const undo = await ended(owner, { workspaceId, kind: 'undo', since }, () => pause(100))
  await owner.query('UPDATE account SET protected_until = NULL WHERE workspace_id = $1 AND protected_until IS NOT NULL', [workspaceId])
  await client.records('pool-rules').remove(rule)
  await client.records('pools').update(pool, { active: false })
  return [
    { name: 'poolRehearsalSeconds', value: rounded(middle(seconds)), unit: 's' },
    { name: 'poolReturned', value: run.done, unit: 'customers' },
    { name: 'poolReturnSeconds', value: rounded(run.seconds), unit: 's' },
    { name: 'poolReturnListP50Ms', value: rounded(middle(lists)), unit: 'ms' },
    { name: 'poolReturnUndoSeconds', value: rounded(undo.seconds), unit: 's' },
  ]
}
