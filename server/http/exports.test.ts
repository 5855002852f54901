import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type Made = { id: string; status: string; rows: number; fileName: string; fileUrl: string | null; jobId: string | null }

async function exported(person: Person, body: object): Promise<Made> {
  const answer = await person.post('/exports', body)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body['export'] as Made
}

async function rowsOf(person: Person, { id }: Made): Promise<Record<string, string>[]> {
  const file = await person.get(`/exports/${id}/file`)
  return parse(file.text, { columns: true, bom: true })
}

test('a short list is a file at once, told in the audit log, and so is its download', async () => {
  await admin.post('/accounts/bulk', { create: ['同川医院', '=1+1'].map((name) => ({ name, country: '短名单' })) })

  const made = await exported(admin, {
    object: 'account',
    format: 'csv',
    filter: { field: 'country', op: 'is', value: '短名单' },
    sort: ['name'],
    fields: ['name', 'level'],
  })
  const file = await admin.get(`/exports/${made.id}/file`)

  expect(made).toMatchObject({ status: 'done', rows: 2, jobId: null })
  expect(file.text).toBe("\ufeff客户名称,级别\n'=1+1,\n同川医院,\n")
  expect(file.headers['content-disposition']).toContain("filename*=UTF-8''%E5%AE%A2%E6%88%B7")
  const audit = (await admin.get('/audit?limit=2')).body['entries']
  expect(audit).toMatchObject([
    { kind: 'export.downloaded', principal: { title: '管理员' }, object: 'account', details: { export: made.id, rows: 2 } },
    { kind: 'export.made', details: { format: 'csv', rows: 2, fields: ['name', 'level'], filter: { value: '短名单' } } },
  ])
})

test('the file comes as it is stored, with its length; asking for its head alone is no download', async () => {
  const made = await exported(admin, { object: 'stage', format: 'xlsx' })
  const url = `/exports/${made.id}/file`

  const head = await admin.raw({ method: 'HEAD', url })
  const noted = (await admin.get('/audit?limit=1')).body['entries'] as { kind: string }[]
  const file = await admin.raw({ method: 'GET', url, headers: { 'accept-encoding': 'br, gzip' } })

  expect(head.statusCode).toBe(404)
  expect(noted[0]?.kind).toBe('export.made')
  expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(file.headers['content-length']).toBe(String(file.rawPayload.length))
  expect(file.headers['content-type']).toContain('spreadsheetml')
})

test('nobody else gets the file, and its owner only while they may export', async () => {
  const grants = { '*': { read: 'all' as const }, account: { read: 'all' as const, export: 'all' as const } }
  const lin = await colleague(server, admin, '林若溪', grants)
  const made = await exported(lin, { object: 'account', format: 'csv' })

  const ofOther = await admin.get(`/exports/${made.id}/file`)
  const role = (await admin.get(`/users/${lin.id}?fields=roles`)).body['roles'] as { id: string }[]
  const changed = await admin.patch(`/roles/${role[0]?.id}`, { grants: { ...grants, account: { read: 'all' } } })
  const withoutRight = await lin.get(`/exports/${made.id}/file`)
  const again = await lin.post('/exports', { object: 'account', format: 'csv' })

  expect(changed.status).toBe(200)
  expect(ofOther.body).toMatchObject({ code: 'export_not_found', status: 404 })
  expect(withoutRight.body).toMatchObject({ code: 'export_not_allowed', status: 403 })
  expect(again.body).toMatchObject({ code: 'export_not_allowed', detail: expect.stringContaining('导出「客户」') })
  expect((await lin.get('/audit')).body).toMatchObject({ code: 'audit_administrators_only' })
})

test('25,000 rows are made in the background, and the file holds each of them once', async () => {
  await server.database.owner.query(
    `INSERT INTO tag (workspace_id, id, revision, created_at, created_by_id, changed_at, changed_by_id, name, custom)
     SELECT p.workspace_id, gen_random_uuid(), 1, now(), p.id, now(), p.id, 'T' || n, '{}' FROM principal p, generate_series(1, 25000) n WHERE p.id = $1`,
    [admin.id],
  )

  const made = await exported(admin, { object: 'tag', format: 'csv', sort: ['name'] })
  const early = await admin.get(`/exports/${made.id}/file`)
  let state = made
  while (state.status === 'queued' || state.status === 'running') {
    await pause(50)
    state = (await admin.get(`/exports/${made.id}`)).body as Made
  }
  const job = (await admin.get(`/jobs/${made.jobId}`)).body
  const rows = await rowsOf(admin, state)

  expect(early.body['code']).toBe('export_not_ready')
  expect(state).toMatchObject({ status: 'done', rows: 25_000 })
  expect(job).toMatchObject({ kind: 'export', status: 'done', done: 25_000, total: 25_000, result: { export: made.id, rows: 25_000 } })
  expect(new Set(rows.map((row) => row['名称'])).size).toBe(25_000)
})

test('a view says what the request does not', async () => {
  await admin.post('/accounts/bulk', {
    create: [
      { name: '甲', level: 'vip' },
      { name: '乙', level: 'c' },
    ],
  })
  const view = await admin.post('/saved-views', {
    object: 'account',
    name: '重点',
    filter: { field: 'level', op: 'is', value: 'vip' },
    sort: ['name'],
    columns: [{ key: 'name', width: 200 }, { key: 'level' }],
  })

  const made = await exported(admin, { object: 'account', format: 'csv', view: view.body['id'] })

  expect(await rowsOf(admin, made)).toEqual([{ 客户名称: '甲', 级别: 'VIP' }])
})

test.each([
  [{ object: 'account', format: 'pdf' }, 400, 'invalid_value'],
  [{ object: 'nothing', format: 'csv' }, 400, 'unknown_object'],
  [{ object: 'account', format: 'csv', fields: ['nothing'] }, 400, 'unknown_field'],
  [{ object: 'account', format: 'csv', sort: ['description'] }, 400, 'not_sortable'],
  [{ object: 'opportunity', format: 'vcard' }, 400, 'export_no_card'],
])('%j is refused with %i %s', async (body, status, code) => {
  const answer = await admin.post('/exports', body)

  expect(answer.body).toMatchObject({ status, code })
})
