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

describe('reading', () => {
  test('a list shows the columns of its declaration, page by page, each record once', async () => {
    const tag = newId()
    for (let number = 0; number < 5; number += 1) await account(lin, { name: `${tag} ${number}` })
    const filter = filtered({ field: 'name', op: 'startsWith', value: tag })

    const names: unknown[] = []
    let cursor = ''
    do {
      const { body } = await lin.get(`/accounts?filter=${filter}&sort=-name&limit=2${cursor && `&cursor=${cursor}`}`)
      names.push(...(body.records as { name: string }[]).map(({ name }) => name))
      cursor = String(body.next ?? '')
    } while (cursor)

    expect(names).toEqual([4, 3, 2, 1, 0].map((number) => `${tag} ${number}`))
    const { body } = await lin.get(`/accounts?filter=${filter}&limit=1`)
    expect(Object.keys((body.records as object[])[0] ?? {})).toEqual(expect.arrayContaining(['id', 'revision', 'name', 'owner']))
  })

  test('a long filter goes as a body, with the same answer', async () => {
    const { id, record } = await account(lin)
    const filter = { any: [{ field: 'name', op: 'is', value: record.name }] }

    const byBody = await lin.post('/accounts/query', { filter, fields: ['name'], sort: ['name'] })
    const byAddress = await lin.get(`/accounts?filter=${filtered(filter)}&fields=name`)

    expect(byBody.body).toEqual({ records: [{ id, revision: 1, name: record.name }], next: null })
    expect(byAddress.body).toEqual(byBody.body)
  })

  test('counts, sums and groups are over what the reader sees', async () => {
    const tag = newId()
    await account(lin, { name: tag, level: 'a', creditLimit: '100.5' })
    await account(lin, { name: tag, level: 'b', creditLimit: '200' })
    await account(admin, { name: tag, level: 'b', creditLimit: '1000' })
    const filter = filtered({ field: 'name', op: 'is', value: tag })

    expect((await lin.get(`/accounts/count?filter=${filter}`)).body).toEqual({ count: 2, exact: true })
    expect((await admin.get(`/accounts/count?filter=${filter}`)).body).toEqual({ count: 3, exact: true })
    expect((await lin.get(`/accounts/totals?filter=${filter}&fields=creditLimit`)).body).toMatchObject({
      totals: { creditLimit: { sum: '300.5' } },
    })
    expect((await admin.get(`/accounts/groups?by=level&filter=${filter}&sum=creditLimit`)).body).toEqual({
      groups: [
        { key: 'b', count: 2, sum: '1200' },
        { key: 'a', count: 1, sum: '100.5' },
      ],
    })
  })

  test('a board has the lanes of its list in order, with an own one for records without a value', async () => {
    const tag = newId()
    const a = await account(lin, { name: tag, level: 'a' })
    const none = await account(lin, { name: tag })
    const filter = filtered({ field: 'name', op: 'is', value: tag })

    const { body } = await lin.get(`/accounts/board?by=level&filter=${filter}`)

    const lanes = body.lanes as { key: string | null; records: { id: string }[]; next: string | null }[]
    expect(lanes[0]).toMatchObject({ key: null, records: [{ id: none.id }], next: null })
    expect(lanes.find(({ key }) => key === 'a')?.records.map(({ id }) => id)).toEqual([a.id])
  })

  test('the lanes of opportunities are the stages of the pipeline that the filter names', async () => {
    const { body } = await admin.get('/pipelines')
    const [pipeline] = body.records as { id: string }[]

    const board = await admin.get(`/opportunities/board?by=stage&filter=${filtered({ field: 'pipeline', op: 'is', value: pipeline?.id })}`)

    const stages = await admin.get(`/stages?filter=${filtered({ field: 'pipeline', op: 'is', value: pipeline?.id })}`)
    expect((board.body.lanes as { key: string }[]).map(({ key }) => key)).toEqual(
      (stages.body.records as { id: string }[]).map(({ id }) => id),
    )
  })

  test('what belongs to somebody else is not found, and not counted', async () => {
    const { id } = await account(admin)

    for (const rest of ['', '/related', '/timeline', '/history', '/rhythm', '/explain']) {
      expect((await lin.get(`/accounts/${id}${rest}`)).body).toMatchObject({ status: 404, code: 'not_found' })
    }
    expect((await lin.get(`/accounts/${newId()}`)).status).toBe(404)
    expect((await lin.get('/accounts/not-an-id')).status).toBe(404)
  })

  test('history, related, rhythm and explanation of a record', async () => {
    const { id } = await account(lin, { owner: lin.id })
    await lin.patch(`/accounts/${id}`, { level: 'a' })
    await lin.post('/opportunities', { name: 'CT 采购', account: id })

    const history = await lin.get(`/accounts/${id}/history`)
    expect(history.body.entries).toMatchObject([
      { kind: 'update', revision: 2, principal: { id: lin.id, title: '林悦' }, changes: { level: [null, 'a'] }, through: 'web' },
      { kind: 'create', revision: 1 },
    ])
    expect((await lin.get(`/accounts/${id}/rhythm?weeks=4`)).body.weeks).toHaveLength(4)
    expect((await lin.get(`/accounts/${id}/explain`)).body.allowed).toMatchObject([
      { action: 'read', why: { zh: expect.stringContaining('查看') } },
      {},
      {},
    ])
    expect((await lin.get(`/accounts/${id}/related`)).status).toBe(200)
  })

  test.each([
    ['filter=%7B', 'invalid_filter'],
    [`filter=${filtered({ field: 'nope', op: 'is', value: 1 })}`, 'unknown_field'],
    [`filter=${filtered({ field: 'name', op: 'eats', value: 1 })}`, 'invalid_filter'],
    [`filter=${filtered([1, 2])}`, 'invalid_filter'],
    [`filter=${filtered({ all: 'x' })}`, 'invalid_filter'],
    ['sort=nope', 'unknown_field'],
    ['fields=nope', 'unknown_field'],
    ['limit=501', 'value_out_of_range'],
    ['limit=ten', 'wrong_type'],
    ['cursor=xyz', 'invalid_cursor'],
    ['include=name', 'not_includable'],
  ])('the query %s is refused in words', async (query, code) => {
    const chinese = await lin.get(`/accounts?${query}`)

    expect(chinese.body).toMatchObject({ status: 400, code })
    expect(chinese.body.detail).toMatch(/[\u4e00-\u9fff]/)
  })

  test('search finds by initials, within what the reader may see', async () => {
    const { id } = await account(lin, { name: '贵州茅台酒股份' })

    expect((await lin.get('/search?q=gzmt')).body.results).toMatchObject([{ object: 'account', id, title: '贵州茅台酒股份' }])
    expect((await zhou.get('/search?q=gzmt')).body.results).toEqual([])
    expect((await lin.get(`/search?q=${encodeURIComponent("'; drop table account;--")}`)).status).toBe(200)
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
    const made = [await account(lin), await account(lin)]
    const update = made.map(({ id }) => ({ id, revision: 1, level: 'a' }))

    const { body } = await lin.post('/accounts/bulk', { update })
    expect(body.results).toEqual(made.map(({ id }) => ({ id, revision: 2 })))
    expect((await lin.post('/accounts/bulk', { update })).body).toMatchObject({ status: 409, code: 'stale_record' })

    expect((await lin.post(`/changes/${String(body.changeId)}/undo`)).body).toMatchObject({ restored: 2 })
    expect((await lin.post('/accounts/bulk', { delete: made.map(({ id }) => id) })).status).toBe(200)
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

describe('actions', () => {
  test('an unknown action is not there, a wrong input is refused', async () => {
    expect((await admin.post('/actions/moon.land', {})).body).toMatchObject({ status: 404, code: 'unknown_action' })
    expect((await admin.post('/actions/opportunity.changeStage', {})).status).toBe(400)
  })
})

describe('metadata', () => {
  test('tells each reader what they may read and do, and is not sent twice', async () => {
    const { body, headers } = await lin.get('/meta')

    const objects = body.objects as { key: string; may: Record<string, boolean>; fields: { key: string; sortable: boolean }[] }[]
    expect(objects.find(({ key }) => key === 'account')?.may).toMatchObject({ create: true, read: true, massUpdate: false })
    expect((await zhou.get('/meta')).body.objects).toMatchObject([{ key: 'account' }])
    expect((await lin.get('/meta', { 'if-none-match': String(headers.etag) })).status).toBe(304)
    expect((await lin.get('/regions')).text).toContain('{"code":"320583","name":"昆山市"}')
  })

  test('a hidden field is neither told of nor sent, filtered, sorted or written', async () => {
    const wang = await colleague(server, admin, '王芳', { account: { read: 'all', update: 'all' } }, { finance: 'hide', credit: 'hide' })
    const { id } = await account(admin, { creditLimit: '100' })
    const { body } = await wang.get('/meta')
    const fields =
      (body.objects as { key: string; fields: { key: string }[] }[]).find(({ key }) => key === 'account')?.fields.map(({ key }) => key) ??
      []
    const admins =
      ((await admin.get('/meta')).body.objects as { key: string; fields: { key: string }[] }[])
        .find(({ key }) => key === 'account')
        ?.fields.map(({ key }) => key) ?? []
    const hidden = admins.filter((key) => !fields.includes(key))

    expect(hidden).not.toEqual([])
    const [first = ''] = hidden
    expect((await wang.get(`/accounts/${id}`)).body).not.toHaveProperty(first)
    expect((await wang.get(`/accounts?filter=${filtered({ field: first, op: 'isNotEmpty' })}`)).body).toMatchObject({
      code: 'unknown_field',
    })
    expect((await wang.get(`/accounts?sort=${first}`)).body).toMatchObject({ code: 'unknown_field' })
    expect((await wang.patch(`/accounts/${id}`, { [first]: null })).body).toMatchObject({ status: 400 })
  })
})
