import { describe, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const lin = await colleague(server, admin, '林悦', {
  '*': { read: 'own' },
  account: { create: 'own', read: 'own', update: 'own', delete: 'own' },
  opportunity: { create: 'own', read: 'own', update: 'own' },
})
const zhou = await colleague(server, admin, '周敏', { account: { read: 'own' } })

async function account(person: Person, values: Record<string, unknown> = {}) {
  const { body, status, text } = await person.post('/accounts', { name: `苏州同川医院 ${newId()}`, ...values })
  if (status !== 201) throw new Error(text)
  return {
    id: String(body.id),
    revision: Number(body.revision),
    changeId: String(body.changeId),
    record: body.record as Record<string, unknown>,
  }
}

const filtered = (filter: object) => encodeURIComponent(JSON.stringify(filter))

describe('creating', () => {
  test('answers with the record as its writer reads it', async () => {
    const { status, body, headers } = await lin.post('/accounts', {
      name: '远山医疗',
      level: 'vip',
      creditLimit: '2180000.5',
      owner: lin.id,
    })

    expect(status).toBe(201)
    expect(headers.etag).toBe('"1"')
    expect(body.record).toMatchObject({
      name: '远山医疗',
      creditLimit: { amount: '2180000.5', currency: 'CNY' },
      owner: { id: lin.id, title: '林悦' },
      revision: 1,
    })
    expect(body.changeId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('instants are told in UTC', async () => {
    const { record } = await account(admin)

    expect(record.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  })

  test.each([
    [{ nmae: 'x' }, 'unknown_field', 'nmae'],
    [{}, 'required', 'name'],
    [{ name: 5 }, 'invalid_text', 'name'],
    [{ name: 'x', level: 'no such level' }, 'invalid_choice', 'level'],
    [{ name: 'x', creditLimit: 'much' }, 'invalid_amount', 'creditLimit'],
    [{ name: 'x', owner: newId() }, 'reference_not_found', undefined],
    [{ name: 'x', number: 'C-1' }, 'read_only_field', 'number'],
    [{ name: 'x', createdAt: '2020-01-01T00:00:00Z' }, 'read_only_field', 'createdAt'],
  ])('refuses %j as %s', async (values, code, field) => {
    const { status, body, headers } = await admin.post('/accounts', values)

    expect(status).toBe(400)
    expect(headers['content-type']).toContain('application/problem+json')
    const errors = (body.errors ?? []) as { code: string; field?: string; detail: string }[]
    const found = errors.find((error) => error.code === code) ?? body
    expect(found).toMatchObject({ code, ...(field ? { field } : {}) })
    expect(String(found.detail)).not.toBe(code)
  })

  test.each([
    ['[]', 400, 'invalid_request'],
    ['"text"', 400, 'invalid_request'],
    ['{"name":', 400, 'invalid_json'],
    ['', 400, undefined],
    ['{"__proto__":{"x":1}}', 400, undefined],
  ])('the body %j is no record', async (body, status, code) => {
    const answer = await server.request('POST', '/accounts', {
      headers: { cookie: lin.cookie, 'x-guanxi': '1', 'content-type': 'application/json' },
      body,
    })

    expect(answer.status).toBe(status)
    if (code) expect(answer.body.code).toBe(code)
  })

  test('words name a field as people know it, in the language of the reader', async () => {
    expect((await lin.post('/accounts', { name: 'x', number: 'C-1' })).body.detail).toBe('「客户编号」由系统填写，不能修改。')
  })

  test('without the right it is refused, and an unknown address is not there', async () => {
    expect((await zhou.post('/accounts', { name: '远山' })).body).toMatchObject({ status: 403, code: 'not_allowed' })
    expect((await lin.post('/nothing', { name: '远山' })).body).toMatchObject({ status: 404, code: 'route_not_found' })
    expect((await lin.post('/files', { name: 'x' })).status).toBe(400)
  })
})

describe('changing', () => {
  test('with a stale revision is refused with the record as it is now', async () => {
    const { id } = await account(lin)
    await lin.patch(`/accounts/${id}`, { level: 'a' }, { 'if-match': '"1"' })

    const stale = await lin.patch(`/accounts/${id}`, { level: 'b' }, { 'if-match': '"1"' })

    expect(stale.body).toMatchObject({ status: 409, code: 'stale_record', current: { id, revision: 2, level: 'a' } })
    expect((await lin.patch(`/accounts/${id}`, { level: 'b', revision: 1 })).status).toBe(409)
    expect((await lin.patch(`/accounts/${id}`, { level: 'b', revision: 2 })).body).toMatchObject({ revision: 3 })
    expect((await lin.patch(`/accounts/${id}`, { level: 'c' }, { 'if-match': 'banana' })).body).toMatchObject({
      status: 412,
      code: 'malformed_if_match',
    })
  })

  test('without the right is refused; what one may not see is not found', async () => {
    const own = await account(admin, { owner: zhou.id })
    const { id } = await account(admin)

    expect((await zhou.patch(`/accounts/${own.id}`, { level: 'a' })).body).toMatchObject({ status: 403 })
    expect((await lin.patch(`/accounts/${id}`, { level: 'a' })).status).toBe(404)
    expect((await lin.remove(`/accounts/${id}`)).status).toBe(404)
  })

  test('a deleted record is in the recycle bin and comes back', async () => {
    const { id, record } = await account(lin)

    expect((await lin.remove(`/accounts/${id}`)).body).toMatchObject({ id, changeId: expect.any(String) })
    expect((await lin.get(`/accounts/${id}`)).status).toBe(404)
    const bin = await lin.get(`/accounts?deleted=true&filter=${filtered({ field: 'id', op: 'is', value: id })}&fields=name,deletedAt`)
    expect(bin.body.records).toMatchObject([{ id, name: record.name, deletedAt: expect.any(String) }])

    expect((await lin.post(`/accounts/${id}/restore`)).body).toMatchObject({ id, changeId: expect.any(String) })
    expect((await lin.get(`/accounts/${id}`)).status).toBe(200)
  })

  test('a change is undone', async () => {
    const { id } = await account(lin, { level: 'a' })
    const { body } = await lin.patch(`/accounts/${id}`, { level: 'vip' })

    expect((await lin.post(`/changes/${String(body.changeId)}/undo`)).body).toMatchObject({ restored: 1, kept: [] })
    expect((await lin.get(`/accounts/${id}`)).body).toMatchObject({ level: 'a' })
    expect((await lin.post(`/changes/${newId()}/undo`)).body).toMatchObject({ status: 404, code: 'change_not_found' })
    expect((await lin.post('/changes/nonsense/undo')).status).toBe(404)
  })
})

describe('idempotency', () => {
  test('a repeated request gives the same answer and makes nothing twice', async () => {
    const name = `一次 ${newId()}`
    const headers = { 'idempotency-key': newId() }
    const first = await lin.post('/accounts', { name }, headers)
    const second = await lin.post('/accounts', { name }, headers)

    expect(second).toMatchObject({ status: 201, body: { id: first.body.id, changeId: first.body.changeId } })
    expect(second.headers['idempotent-replayed']).toBe('true')
    expect((await lin.get(`/accounts/count?filter=${filtered({ field: 'name', op: 'is', value: name })}`)).body).toMatchObject({ count: 1 })
  })

  test('twenty at once make one record', async () => {
    const name = `并发 ${newId()}`
    const headers = { 'idempotency-key': newId() }

    const answers = await Promise.all(Array.from({ length: 20 }, () => lin.post('/accounts', { name }, headers)))

    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })

  test("the key of another request is refused; another person's key is their own", async () => {
    const headers = { 'idempotency-key': newId() }
    await lin.post('/accounts', { name: '远山' }, headers)

    expect((await lin.post('/accounts', { name: '近山' }, headers)).body).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    expect((await admin.post('/accounts', { name: '近山' }, headers)).status).toBe(201)
    expect((await lin.post('/accounts', { name: 'x' }, { 'idempotency-key': 'has space' })).body).toMatchObject({
      code: 'idempotency_key_invalid',
    })
  })
})

describe('many at once', () => {
  test('all or nothing, unless told that the good ones may go in', async () => {
    const tag = newId()
    const rows = [{ name: `${tag} 1` }, { name: '', level: 'x' }, { name: `${tag} 2` }]

    expect((await lin.post('/accounts/bulk', { create: rows })).status).toBe(400)
    const partial = await lin.post('/accounts/bulk', { create: rows, partial: true })

    const results = partial.body.results as { id?: string; error?: { code: string; detail: string } }[]
    expect(results.map((result) => (result.error ? 'error' : 'stored'))).toEqual(['stored', 'error', 'stored'])
    expect(results[1]?.error?.detail).toMatch(/[\u4e00-\u9fff]/)
    expect((await lin.get(`/accounts/count?filter=${filtered({ field: 'name', op: 'startsWith', value: tag })}`)).body).toMatchObject({
      count: 2,
    })
  })

  test('updates and deletes, and one undo for all of them', async () => {
    const made = [await account(admin), await account(admin)]
    const update = made.map(({ id }) => ({ id, revision: 1, level: 'a' }))

    const { body } = await admin.post('/accounts/bulk', { update })
    expect(body.results).toEqual(made.map(({ id }) => ({ id, revision: 2 })))
    expect((await admin.post('/accounts/bulk', { update })).body).toMatchObject({ status: 409, code: 'stale_record' })

    expect((await admin.post(`/changes/${String(body.changeId)}/undo`)).body).toMatchObject({ restored: 2 })
    expect((await admin.post('/accounts/bulk', { delete: made.map(({ id }) => id) })).status).toBe(200)
  })

  test('a tag comes to many records and goes from them, and what else they carry stays', async () => {
    const [key, old] = await Promise.all(
      ['重点', '老客户'].map(async (name) => (await admin.post('/tags', { name: `${name} ${newId()}` })).body.id as string),
    )
    const [plain, carrying] = [await account(admin), await account(admin, { tags: [old] })]
    const tagsOf = async (id: string) => ((await admin.get(`/accounts/${id}`)).body.tags as { id: string }[]).map((tag) => tag.id)
    const update = (moves: unknown) => admin.post('/accounts/bulk', { update: [plain, carrying].map(({ id }) => ({ id, tags: moves })) })

    const { body } = await update({ add: [key, { id: old }] })
    expect(new Set(await tagsOf(plain.id))).toEqual(new Set([key, old]))
    expect(new Set(await tagsOf(carrying.id))).toEqual(new Set([key, old]))

    await admin.post(`/changes/${String(body.changeId)}/undo`)
    expect([await tagsOf(plain.id), await tagsOf(carrying.id)]).toEqual([[], [old]])

    await update({ remove: [old], add: [key] })
    expect([await tagsOf(plain.id), await tagsOf(carrying.id)]).toEqual([[key], [key]])
    for (const wrong of [{ add: 'x' }, { put: [key] }, {}])
      expect((await admin.patch(`/accounts/${plain.id}`, { tags: wrong })).body).toMatchObject({ status: 400, code: 'invalid_references' })
    expect((await admin.patch(`/accounts/${plain.id}`, { tags: { add: [newId()] } })).body).toMatchObject({ status: 400 })
  })

  test('many records are changed or deleted together only with the right to it, which the refusal names', async () => {
    const ids = [(await account(lin)).id, (await account(lin)).id]
    const refusal = { status: 403, code: 'not_allowed', detail: '你没有批量修改「客户」的权限，需要时向管理员申请。' }

    expect((await lin.post('/accounts/bulk', { update: ids.map((id) => ({ id, level: 'a' })) })).body).toMatchObject(refusal)
    expect((await lin.post('/accounts/bulk', { delete: ids, partial: true })).body).toMatchObject(refusal)
    expect((await lin.post('/accounts/bulk', { update: [{ id: ids[0], level: 'a' }] })).status).toBe(200)
    expect((await lin.post('/accounts/bulk', { delete: [ids[0]] })).status).toBe(200)
  })

  test.each([
    [{}, 'one_kind_of_bulk'],
    [{ create: [], delete: [] }, 'one_kind_of_bulk'],
    [{ create: Array.from({ length: 501 }, () => ({ name: 'x' })) }, 'value_out_of_range'],
    [{ update: [{ level: 'a' }] }, 'missing_value'],
    [{ create: {} }, 'wrong_type'],
    [{ destroy: [] }, 'unknown_field'],
  ])('the request %.60j is refused', async (body, code) => {
    expect((await lin.post('/accounts/bulk', body)).body).toMatchObject({ status: 400, code })
  })

  test('all that a filter finds, as a job that can be watched and undone', async () => {
    const tag = newId()
    for (let number = 0; number < 3; number += 1) await account(admin, { name: `${tag} ${number}` })
    const filter = { field: 'name', op: 'startsWith', value: tag }

    const { status, body } = await admin.post('/accounts/bulk-by-filter', { filter, changes: { level: 'vip' } })
    expect(status).toBe(202)
    const { id } = body.job as { id: string }
    await expect.poll(async () => (await admin.get(`/jobs/${id}`)).body.status, { timeout: 10_000 }).toBe('done')

    expect((await admin.get(`/jobs/${id}`)).body).toMatchObject({
      kind: 'bulkChange',
      done: 3,
      total: 3,
      title: { zh: '批量修改' },
      result: { changed: 3 },
      error: null,
    })
    expect((await admin.get('/jobs')).body.jobs).toMatchObject([{ id }])
    expect((await lin.get(`/jobs/${id}`)).status).toBe(404)
    const vip = filtered({ all: [filter, { field: 'level', op: 'is', value: 'vip' }] })
    expect((await admin.get(`/accounts/count?filter=${vip}`)).body).toMatchObject({ count: 3 })
    expect((await admin.post(`/changes/${id}/undo`)).body).toMatchObject({ restored: 3 })
    expect((await admin.get(`/accounts/count?filter=${vip}`)).body).toMatchObject({ count: 0 })
  })

  test('who may not change many is refused before anything starts', async () => {
    const filter = { field: 'name', op: 'isNotEmpty' }

    expect((await lin.post('/accounts/bulk-by-filter', { filter, changes: { level: 'a' } })).body).toMatchObject({
      status: 403,
      code: 'not_allowed',
    })
    expect((await admin.post('/accounts/bulk-by-filter', { filter })).body).toMatchObject({ code: 'changes_or_delete' })
    expect((await admin.post('/accounts/bulk-by-filter', { filter: { field: 'x', op: 'is' }, changes: { level: 'a' } })).status).toBe(400)
    expect((await admin.post('/accounts/bulk-by-filter', { filter, changes: { nope: 1 } })).body).toMatchObject({ code: 'unknown_field' })
  })
})

test('a bulk change that is asked for again with its key is one job', async () => {
  const mine = await account(admin, { industry: null })
  const body = { filter: { field: 'id', op: 'is', value: mine.id }, changes: { level: 'a' } }
  const headers = { 'idempotency-key': newId() }

  const answers = await Promise.all([1, 2].map(() => admin.post('/accounts/bulk-by-filter', body, headers)))

  expect(new Set(answers.map((answer) => (answer.body.job as { id: string }).id)).size).toBe(1)
  expect((await admin.post('/accounts/bulk-by-filter', { ...body, changes: { level: 'b' } }, headers)).body).toMatchObject({
    code: 'idempotency_key_reused',
  })
})

describe('actions', () => {
  test('an unknown action is not there, a wrong input is refused', async () => {
    expect((await admin.post('/actions/moon.land', {})).body).toMatchObject({ status: 404, code: 'unknown_action' })
    expect((await admin.post('/actions/opportunity.changeStage', {})).status).toBe(400)
  })
})
