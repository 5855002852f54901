import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { nameFigures } from '../../crm/customers/duplicates/name-figures.ts'
import { newId } from '../../engine/index.ts'
import type { Figure } from '../report.ts'
import type { Setting } from '../setting.ts'

const china = new URL('../../../shared/data/china/', import.meta.url)

/** How long a sweep over all customers takes on a server that answers meanwhile, and how well names find their company where the lists of companies stand. */
export async function measureDuplicates({ workspaceId }: Pick<Setting, 'workspaceId'>, owner: pg.Pool): Promise<Figure[]> {
  const seconds = await sweepSeconds(workspaceId, owner)
  return [{ name: 'duplicateSweepSeconds', value: Math.round(seconds * 10) / 10, unit: 's' }, ...nameQuality()]
}

async function sweepSeconds(workspaceId: string, owner: pg.Pool): Promise<number> {
  const id = newId()
  const { rows } = await owner.query<{ id: string }>(
    `SELECT u.id FROM app_user u JOIN reference_link l ON l.workspace_id = u.workspace_id AND l.record_id = u.id AND l.field = 'roles'
     JOIN role r ON r.workspace_id = u.workspace_id AND r.id = l.target_id WHERE u.workspace_id = $1 AND r.administrator AND u.active LIMIT 1`,
    [workspaceId],
  )
  const begun = performance.now()
  await owner.query(
    `WITH b AS (INSERT INTO batch (workspace_id, id, kind, object, input, status, done, result, cancel_requested, principal_id, created_at)
       VALUES ($1, $2, 'duplicateSweep', 'account', '{"object":"account"}', 'queued', 0, '{}', false, $3, now()))
     INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id, payload)
     VALUES ($1, now(), 'batch.queued', 'batch', $2, $3, $2, '{"kind":"duplicateSweep"}')`,
    [workspaceId, id, rows[0]?.id],
  )
  for (;;) {
    const { rows: found } = await owner.query<{ status: string; result: unknown }>(
      'SELECT status, result FROM batch WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id],
    )
    const [batch] = found
    if (batch && !['queued', 'running'].includes(batch.status)) {
      if (batch.status !== 'done') throw new Error(`The sweep ended as ${batch.status}`)
      return (performance.now() - begun) / 1000
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Short names of the listed companies against their full names and 133,000 other names: thresholds from one half, figures from the other. */
function nameQuality(): Figure[] {
  if (!existsSync(china)) return []
  const pairs = readFileSync(new URL('listed_companies_utf8_bom.csv', china), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [, short = '', , , full = ''] = line.split(',')
      return { short, full }
    })
  const short = new Set(pairs.map((pair) => pair.short))
  const others = gunzipSync(readFileSync(new URL('company_short_names_a.txt.gz', china)))
    .toString()
    .trim()
    .split(/\r?\n/)
  const closed = nameFigures(pairs, [])
  const open = nameFigures(
    pairs,
    others.filter((name) => !short.has(name)),
  )
  const share = (value: number): number => Math.round(value * 10_000) / 10_000
  return [
    { name: 'duplicateRecall', value: share(closed.recall), unit: '' },
    { name: 'duplicatePrecision', value: share(closed.precision), unit: '' },
    { name: 'duplicateRecallAmongOthers', value: share(open.recall), unit: '' },
    { name: 'duplicatePrecisionAmongOthers', value: share(open.precision), unit: '' },
  ]
}
