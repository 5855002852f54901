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
      { action: 'update' },
      { action: 'delete' },
      { action: 'share' },
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
    const detailed = await lin.get('/search?q=gzmt&details=true')
    expect(detailed.body.results).toMatchObject([{ subtitle: expect.stringMatching(/^C-\d+ · /) }])
    expect((await zhou.get('/search?q=gzmt')).body.results).toEqual([])
    expect((await lin.get(`/search?q=${encodeURIComponent("'; drop table account;--")}`)).status).toBe(200)
  })
})

describe('metadata', () => {
  test('tells each reader what they may read and do, and is not sent twice', async () => {
    const { body, headers } = await lin.get('/meta')

    const objects = body.objects as { key: string; may: Record<string, boolean>; fields: { key: string; sortable: boolean }[] }[]
    expect(objects.find(({ key }) => key === 'account')?.may).toMatchObject({ create: true, read: true, massUpdate: false })
    // Whoever sees customers sees with whom they are shared.
    const zhous = (await zhou.get('/meta')).body.objects as { key: string }[]
    expect(zhous.map(({ key }) => key).sort()).toEqual(['account', 'recordShare'])
    expect((await lin.get('/meta', { 'if-none-match': String(headers.etag) })).status).toBe(304)
    expect((await lin.get('/regions')).text).toContain('{"code":"320583","name":"昆山市","nameEn":"Kunshan"}')
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
