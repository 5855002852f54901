import type pg from 'pg'
import { createClient } from '../../client/index.ts'
import { systemClock } from '../../engine/index.ts'
import { createTokens } from '../../server/identity/tokens.ts'
import type { Figure } from '../report.ts'
import type { Setting } from '../setting.ts'
import { administratorOf, ended, middle, rounded } from './batches.ts'

/** The book that is handed over: so many customers, and so much that belongs to them. */
const customers = 10_000
const related = 100_000
const quietReads = 60

/** What belongs to a customer and goes along, however it stands. */
const along = ['contact', 'activity', 'activity.closed', 'opportunity', 'opportunity.closed']

/** How long it takes until a book has gone from one person to two others and back, and what lists cost meanwhile. The book is made for it, and taken apart again. */
export async function measureTransfer(setting: Setting, { origin, owner }: { origin: string; owner: pg.Pool }): Promise<Figure[]> {
  const { workspaceId } = setting
  const principalId = await administratorOf(owner, workspaceId)
  const given = { workspaceId, principalId, name: 'bench', expiresAt: null, createdById: null }
  const client = createClient({ baseUrl: origin, token: (await createTokens(owner, systemClock).create(given)).token })
  const reader = createClient({ baseUrl: origin, token: setting.tokens[0] ?? '' })
  const [from = '', ...to] = setting.managers.flatMap(({ below }) => below.slice(1, 2)).slice(0, 3)
  const read = async (lists: number[]): Promise<void> => {
    const begun = performance.now()
    await reader.records('accounts').list({ limit: 50 })
    lists.push(performance.now() - begun)
  }

  const size = await makeBook(owner, workspaceId, from)
  try {
    const before: number[] = []
    for (let round = 0; round < quietReads; round += 1) await read(before)
    const body = { object: 'account', filter: { field: 'owner', op: 'is', value: from }, along, split: [{ to }] }
    const preview = performance.now()
    await client.call('POST', '/transfers/preview', { body })
    const previewSeconds = (performance.now() - preview) / 1000

    const lists: number[] = []
    const since = new Date()
    await client.call('POST', '/transfers', { body: { ...body, reason: 'bench' } })
    const run = await ended(owner, { workspaceId, kind: 'transfer', since }, () => read(lists))
    if (run.done < size) throw new Error(`The transfer took ${run.done} records of ${size}`)
    await client.call('POST', `/changes/${run.id}/undo`, { body: {} })
    const undo = await ended(owner, { workspaceId, kind: 'undo', since }, () => read(lists))
    const { rows } = await owner.query<{ count: string }>(
      'SELECT count(*) AS count FROM account WHERE workspace_id = $1 AND owner_id = $2 AND deleted_at IS NULL',
      [workspaceId, from],
    )
    if (Number(rows[0]?.count) < customers) throw new Error(`Only ${rows[0]?.count} customers came back`)
    return [
      { name: 'transferRecords', value: run.done, unit: 'records' },
      { name: 'transferPreviewSeconds', value: rounded(previewSeconds), unit: 's' },
      { name: 'transferSeconds', value: rounded(run.seconds), unit: 's' },
      { name: 'transferUndoSeconds', value: rounded(undo.seconds), unit: 's' },
      { name: 'transferListRatio', value: rounded(middle(lists) / middle(before)), unit: '×' },
    ]
  } finally {
    await takeBookApart(owner, workspaceId)
  }
}

/** One person gets customers with all that is there, and activities of other customers until it is as much as wanted. What stood before is kept aside. */
async function makeBook(owner: pg.Pool, workspaceId: string, person: string): Promise<number> {
  await owner.query(
    `CREATE TABLE bench_book AS SELECT 'account' AS object, id, owner_id, NULL::uuid AS account_id FROM
       (SELECT id, owner_id FROM account WHERE workspace_id = $1 AND deleted_at IS NULL AND owner_id IS NOT NULL AND owner_id <> $2 ORDER BY id LIMIT ${customers}) a`,
    [workspaceId, person],
  )
  for (const object of ['contact', 'opportunity', 'activity'])
    await owner.query(
      `INSERT INTO bench_book SELECT '${object}', r.id, r.owner_id, r.account_id FROM ${object} r JOIN bench_book b ON b.object = 'account' AND b.id = r.account_id
       WHERE r.workspace_id = $1 AND r.deleted_at IS NULL`,
      [workspaceId],
    )
  const { rows } = await owner.query<{ count: string }>(`SELECT count(*) AS count FROM bench_book WHERE object <> 'account'`)
  await owner.query(
    `INSERT INTO bench_book SELECT 'activity', r.id, r.owner_id, r.account_id FROM activity r
     WHERE r.workspace_id = $1 AND r.deleted_at IS NULL AND r.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bench_book b WHERE b.id = r.id) ORDER BY r.id LIMIT $2`,
    [workspaceId, Math.max(0, related - Number(rows[0]?.count))],
  )
  await owner.query('CREATE INDEX ON bench_book (id); ANALYZE bench_book')
  for (const object of ['account', 'contact', 'opportunity', 'activity'])
    await owner.query(
      `UPDATE ${object} r SET owner_id = $2 FROM bench_book b WHERE r.workspace_id = $1 AND b.object = '${object}' AND r.id = b.id`,
      [workspaceId, person],
    )
  // What belongs to customers outside the book comes to those in it, in turn.
  await owner.query(
    `WITH a AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM bench_book WHERE object = 'account'),
       x AS (SELECT b.id, row_number() OVER (ORDER BY b.id) AS n FROM bench_book b WHERE b.object = 'activity' AND b.account_id NOT IN (SELECT id FROM a))
     UPDATE activity r SET account_id = a.id FROM x JOIN a ON a.n = x.n % ${customers} WHERE r.workspace_id = $1 AND r.id = x.id`,
    [workspaceId],
  )
  for (const object of ['account', 'contact', 'opportunity', 'activity']) await owner.query(`VACUUM ANALYZE ${object}`)
  const { rows: all } = await owner.query<{ count: string }>('SELECT count(*) AS count FROM bench_book')
  return Number(all[0]?.count)
}

async function takeBookApart(owner: pg.Pool, workspaceId: string): Promise<void> {
  for (const object of ['account', 'contact', 'opportunity', 'activity'])
    await owner.query(
      `UPDATE ${object} r SET owner_id = b.owner_id${object === 'activity' ? ', account_id = b.account_id' : ''} FROM bench_book b
       WHERE r.workspace_id = $1 AND b.object = '${object}' AND r.id = b.id`,
      [workspaceId],
    )
  await owner.query('DROP TABLE bench_book')
  for (const object of ['account', 'contact', 'opportunity', 'activity']) await owner.query(`VACUUM ANALYZE ${object}`)
}
