import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { agreementChecks, newId, openDatabase } from '../../engine/index.ts'
import { type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { localStorage } from '../files/storage.ts'

const freshWorkspace = await testEngine()
const folder = await mkdtemp(join(tmpdir(), 'guanxi-agreement-'))
const storage = localStorage(folder)
let database: ReturnType<typeof openDatabase> | null = null
afterAll(async () => {
  await database?.close()
  await rm(folder, { recursive: true, force: true })
})

/** What differs in this workspace, in one sentence each. */
async function findings({ engine, id }: TestWorkspace, repair = false): Promise<string[]> {
  database ??= openDatabase({ connectionString: String(engine.owner.options.connectionString), connections: 2 })
  const parts = {
    database,
    registry: engine.registry,
    clock: engine.clock,
    files: storage,
    jobs: engine.jobs.keys(),
    onlyWorkspace: id,
    systemContext: (workspaceId: string) => engine.systemContext(workspaceId, 'test'),
  }
  const found: string[] = []
  for (const check of agreementChecks)
    for await (const page of check.run(parts, repair))
      for (const one of page)
        if (one.workspaceId === id || one.workspaceId === null)
          found.push(`${one.object ?? ''} ${one.what.en}${one.repaired ? ' REPAIRED' : ''}`.trim())
  return found
}

/** A customer with everything that records can have beside them. */
async function furnished() {
  const workspace = await freshWorkspace()
  const { admin, stage } = workspace
  const create = async (object: string, values: Record<string, unknown>) => (await admin.write({ kind: 'create', object, values })).id
  const account = await create('account', { name: '苏州同川医院', taxNumber: '91320500MA1XABCD3E', phone: '0512-66668888' })
  const { id: stageId, pipeline } = await stage('初步接触')
  const opportunity = await create('opportunity', { name: '手术室改造', account, stage: stageId, pipeline, amount: '880000' })
  await admin.write({ kind: 'update', object: 'opportunity', id: opportunity, values: { amount: '900000' } })
  const activity = await create('activity', { subject: '拜访', type: 'visit', account, occurAt: '2026-03-01T02:00:00Z' })
  await admin.write({ kind: 'update', object: 'account', id: account, values: { name: '苏州同川医院（新区）', taxNumber: null } })
  const gone = await create('account', { name: '已删除' })
  await admin.write({ kind: 'delete', object: 'account', id: gone })
  const sql = async (text: string, values: unknown[] = []) => {
    const { rowCount } = await workspace.engine.owner.query(text, values)
    expect(rowCount).toBeGreaterThan(0)
  }
  return { workspace, account, opportunity, activity, sql }
}

test('what the write path leaves behind agrees', async () => {
  const { workspace } = await furnished()

  expect(await findings(workspace)).toEqual([])
})

type Furnished = Awaited<ReturnType<typeof furnished>>
const derived: [string, (given: Furnished) => Promise<unknown>, string][] = [
  [
    'words that are lost',
    ({ sql, account }) => sql('DELETE FROM search_document WHERE record_id = $1', [account]),
    'account cannot be found by its words (general)',
  ],
  [
    'words of another name',
    ({ sql, account }) => sql(`UPDATE search_document SET tokens = array_to_tsvector(ARRAY['x']) WHERE record_id = $1`, [account]),
    'account is found by words that are not its own (general)',
  ],
  [
    'an owner in search who is not the owner of the record',
    ({ sql, account }) => sql('UPDATE search_owner SET owner_id = NULL WHERE record_id = $1', [account]),
    'account is found by words that are not its own (general)',
  ],
  [
    'words of a record that is gone',
    ({ sql, account, workspace }) =>
      sql(
        `INSERT INTO search_document SELECT workspace_id, object, $2, read_class, title, tokens, token_version FROM search_document WHERE record_id = $1 AND workspace_id = $3`,
        [account, newId(), workspace.id],
      ),
    'account is not there and can still be found',
  ],
  [
    'a timeline entry that is lost',
    ({ sql, activity }) => sql('DELETE FROM timeline_entry WHERE ref_id = $1', [activity]),
    'activity is not in the timeline of account …',
  ],
  [
    'a milestone that is lost',
    ({ sql, opportunity, account }) =>
      sql('DELETE FROM timeline_entry WHERE ref_id = $1 AND record_id = $2 AND kind = $3', [opportunity, account, 'changed']),
    'opportunity is not in the timeline of account …',
  ],
  [
    'the last touch',
    ({ sql, account }) => sql('UPDATE account SET last_activity_at = NULL WHERE id = $1', [account]),
    'account lastActivityAt is empty, and the records it follows from say 2026-03-01 02:00:00+00',
  ],
  [
    'a sum of others',
    ({ sql, account }) => sql('UPDATE account SET open_pipeline_base = 5, open_pipeline = 5 WHERE id = $1', [account]),
    'account openPipeline is 5, and the records it follows from say 9000000000',
  ],
  [
    'a sort key',
    ({ sql, account }) => sql(`UPDATE account SET name_sort = 'x' WHERE id = $1`, [account]),
    'account name_sort does not follow from the value of its field',
  ],
  [
    'the stages by date',
    ({ sql, opportunity }) => sql('UPDATE opportunity_change SET amount = 1 WHERE record_id = $1', [opportunity]),
    'opportunity stands otherwise in the record of stages and amounts by date',
  ],
  [
    'a follower of nothing',
    ({ sql, workspace }) =>
      sql(`INSERT INTO follower (workspace_id, record_id, principal_id, object, followed_at) VALUES ($1, $2, $3, 'account', now())`, [
        workspace.id,
        newId(),
        workspace.admin.reader.principal.id,
      ]),
    'account is not there and is still followed',
  ],
  [
    'an event that is lost',
    ({ sql, activity }) => sql('DELETE FROM outbox WHERE record_id = $1', [activity]),
    'activity has a change that nobody was told of (create 1)',
  ],
  [
    'a principal of another name',
    ({ sql, workspace }) => sql(`UPDATE principal SET name = 'x' WHERE id = $1`, [workspace.admin.reader.principal.id]),
    'user is called otherwise, or is otherwise active, as a principal',
  ],
  [
    'a key without an answer',
    ({ sql, workspace }) =>
      sql(`INSERT INTO idempotency_key (workspace_id, principal_id, key, request_hash, created_at) VALUES ($1, $2, 'k-1', 'h', now())`, [
        workspace.id,
        workspace.admin.reader.principal.id,
      ]),
    'asked with the key “k-1”, which has no answer',
  ],
  [
    'a reader ahead of everything',
    ({ sql }) =>
      sql(
        `INSERT INTO relay_position VALUES ('lost', '9999999999', 0, now()) ON CONFLICT (consumer) DO UPDATE SET transaction_id = excluded.transaction_id`,
      ),
    'the reader “lost” stands behind the last event there can be: it hears of nothing',
  ],
]

const withoutIds = (sentence: string): string => sentence.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')

test.each(derived)('%s is found, named and made anew', async (_what, damage, sentence) => {
  const given = await furnished()
  await damage(given)

  expect((await findings(given.workspace)).map(withoutIds)).toEqual([sentence])
  expect((await findings(given.workspace, true)).map(withoutIds)).toEqual([`${sentence} REPAIRED`])
  expect(await findings(given.workspace)).toEqual([])
})

const truth: [string, (given: Furnished) => Promise<unknown>, string[]][] = [
  [
    'a value that no change explains',
    ({ sql, opportunity }) => sql(`UPDATE opportunity SET name = 'x', name_sort = 'x' WHERE id = $1`, [opportunity]),
    ['opportunity field name holds another value than its history ends with'],
  ],
  [
    'a change that history lost',
    ({ sql, account }) => sql('DELETE FROM history WHERE record_id = $1 AND revision = 2', [account]),
    ['account stands at revision 2, and its history has 1'],
  ],
]

test.each(truth)('%s is named, and no record is guessed at', async (_what, damage, sentences) => {
  const given = await furnished()
  await damage(given)

  expect(await findings(given.workspace, true)).toEqual(expect.arrayContaining(sentences))
  expect(await findings(given.workspace)).toEqual(expect.arrayContaining(sentences))
})

test('bytes are compared with the records that name them, and what belongs to nothing is taken away', async () => {
  const workspace = await freshWorkspace()
  const { admin, id } = workspace
  const hash = 'a'.repeat(64)
  const keep = async (name: string) => {
    const path = join(folder, `incoming-${name.slice(0, 4)}`)
    await writeFile(path, 'other bytes')
    await storage.keep(id, name, path)
    await utimes(join(folder, id, name.slice(0, 2), name), new Date(0), new Date(0))
  }
  await admin.transaction(
    (inside) =>
      inside.write([
        { kind: 'create', object: 'file', values: { name: '合同.pdf', mediaType: 'application/pdf', size: 11, sha256: hash } },
      ]),
    { readOnlyFields: true },
  )

  expect(await findings(workspace)).toEqual(['file its bytes are lost'])

  await keep(hash)
  await keep('b'.repeat(64))
  expect(await findings(workspace)).toEqual([
    'file its bytes are not those that were stored',
    'stands in the storage and belongs to nothing',
  ])
  await findings(workspace, true)
  expect(await readdir(join(folder, id, 'bb'))).toEqual([])
  expect(await readdir(join(folder, id, 'aa'))).toEqual([hash])
})

test('a job that nobody is at is put back into the queue', async () => {
  const workspace = await freshWorkspace()
  const { engine, admin } = workspace
  await engine.owner.query('CREATE SCHEMA IF NOT EXISTS graphile_worker')
  await engine.owner.query('CREATE TABLE IF NOT EXISTS graphile_worker._private_jobs (key text, locked_by text)')
  const job = await engine.startJob(admin, { kind: 'bulkChange', object: 'account', input: {} })
  await engine.owner.query(`UPDATE batch SET status = 'running', created_at = created_at - interval '1 hour' WHERE id = $1`, [job])

  expect(await findings(workspace)).toEqual(['account is a job (bulkChange running) that nobody is at'])
  await findings(workspace, true)

  const { rows } = await engine.owner.query(`SELECT count(*)::int AS count FROM outbox WHERE kind = 'batch.queued' AND record_id = $1`, [
    job,
  ])
  expect(rows).toEqual([{ count: 2 }])
})
