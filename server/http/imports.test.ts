import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type Import = {
  id: string
  status: string
  format: Record<string, unknown>
  rowCount: number
  rows: { number: number; cells: string[] }[]
  columns: { name: string; suggested: string | null }[]
  plan: {
    columns: Record<string, unknown>[]
    fill: Record<string, string>
    duplicates: Record<string, unknown>
    edits: Record<string, Record<string, string>>
  }
  check: {
    rows: number
    ready: number
    errors: number
    warnings: number
    causes: Record<string, unknown>[]
    problems: { number: number; problems: Record<string, unknown>[] }[]
  } | null
  result: Record<string, number> | null
}

async function upload(person: Person, name: string, content: string | Buffer, object = 'account') {
  const boundary = 'guanxi-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const answer = await person.raw({
    method: 'POST',
    url: '/imports',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  return { status: answer.statusCode, body: answer.json() as Import & Record<string, unknown> }
}

async function over(person: Person, answer: { body: Record<string, unknown> }): Promise<void> {
  const { id } = answer.body['job'] as { id: string }
  await expect
    .poll(async () => (await person.get(`/jobs/${id}`)).body['status'], { timeout: 20_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
}

const current = async (person: Person, id: string): Promise<Import> => (await person.get(`/imports/${id}`)).body as unknown as Import
const count = async (person: Person, route = 'accounts'): Promise<unknown> => (await person.get(`/${route}/count?exact=true`)).body['count']

const hospitals = [
  '单位名称,级别,客户性质,所在地,负责业务员,联系电话,授信(万),最近拜访,备注2',
  '郑州嵩清医院,A,企业,河南 郑州,管理员,0371-5550 1820,200,2026-02-11,老客户',
  '开封汴宁医院,A级,企业,河南 开封,管理员,138 0013 80,120,2026/2/30,周年庆',
  '新乡牧野医院,B,三级甲等,河南 新乡,周雨彤,0373-5550 7762,壹佰伍拾,2026-01-19,',
  '郑州嵩清医院,C,企业,河南 郑州,管理员,,x,2026-02-11,重复',
  ',C,企业,河南 许昌,管理员,,,,名称待补',
].join('\r\n')

test('a list in GBK is uploaded, looked at, checked cell by cell, corrected, taken in and taken back', async () => {
  const before = await count(admin)
  const uploaded = await upload(admin, '河南客户档案.csv', iconv.encode(hospitals, 'gb18030'))

  expect(uploaded.status).toBe(201)
  const { id } = uploaded.body
  expect(uploaded.body).toMatchObject({ status: 'open', rowCount: 5, format: { encoding: 'gb18030', delimiter: ',', headerRow: 1 } })
  expect(uploaded.body.columns.map(({ suggested }) => suggested)).toEqual([
    'name',
    'level',
    'kind',
    'region',
    'owner',
    'phone',
    'creditLimit',
    null,
    'description',
  ])
  expect(uploaded.body.rows[0]).toMatchObject({ number: 2, cells: expect.arrayContaining(['郑州嵩清医院']) })

  const columns = uploaded.body.plan.columns.map((column, index) =>
    index === 7 ? { target: 'listedOn' } : { ...column, whenMissing: 'reject' },
  )
  const mapped = await admin.patch(`/imports/${id}`, { plan: { ...uploaded.body.plan, columns } })
  expect(mapped.status).toBe(200)
  await over(admin, await admin.post(`/imports/${id}/check`))
  const { check } = await current(admin, id)
  expect(check).toMatchObject({ rows: 5, ready: 1, errors: 4 })
  expect(check?.causes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'kind', code: 'cell_not_in_list', title: '值不在选项里', count: 1 }),
      expect.objectContaining({ field: 'owner', code: 'cell_record_unknown', count: 1 }),
      expect.objectContaining({ field: 'listedOn', code: 'cell_not_date', count: 1 }),
      expect.objectContaining({ field: 'name', code: 'required', count: 1 }),
      expect.objectContaining({ field: 'creditLimit', code: 'cell_not_number', count: 1 }),
      expect.objectContaining({ field: 'phone', code: 'cell_phone_odd', severity: 'warning', count: 1 }),
      expect.objectContaining({ field: 'level', code: 'cell_read_as', severity: 'warning', count: 1 }),
    ]),
  )
  expect(check?.problems.find(({ number }) => number === 3)?.problems).toContainEqual(
    expect.objectContaining({ field: 'listedOn', detail: '「2026/2/30」不是存在的日期。' }),
  )

  const corrected = columns.map((column, index) => {
    if (index === 2) return { ...column, replace: { 三级甲等: '企业' } }
    return index === 4 ? { ...column, whenMissing: 'empty' } : column
  })
  await admin.patch(`/imports/${id}`, { plan: { ...uploaded.body.plan, columns: corrected, edits: { '3': { '7': '2026/2/28' } } } })
  const started = await admin.post(`/imports/${id}/start`)
  await over(admin, started)

  const done = await current(admin, id)
  expect(done).toMatchObject({ status: 'done', result: { created: 3, rejected: 2, noted: 1 } })
  const found = await admin.get(
    `/accounts?filter=${encodeURIComponent(JSON.stringify({ field: 'name', op: 'is', value: '新乡牧野医院' }))}&fields=creditLimit,region,owner,level`,
  )
  expect((found.body['records'] as unknown[])[0]).toMatchObject({
    creditLimit: { amount: '1500000', currency: 'CNY' },
    region: '4107',
    level: 'b',
  })

  const rejected = await admin.get(`/imports/${id}/rejected`)
  expect(rejected.headers['content-disposition']).toContain(encodeURIComponent('河南客户档案 未导入.csv'))
  const lines = rejected.text.replace('\ufeff', '').trimEnd().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toBe('郑州嵩清医院,C,企业,河南 郑州,管理员,,x,2026-02-11,重复,信用额度：「x」不是数字。')
  expect(lines[2]).toContain('客户名称：此项必填。')

  expect(await admin.post(`/imports/${id}/start`)).toMatchObject({ status: 422, body: { code: 'import_already_started' } })
  await over(admin, await admin.post(`/imports/${id}/undo`))
  expect((await current(admin, id)).status).toBe('undone')
  expect(await count(admin)).toBe(before)
})

test('what cannot be read is refused at once, in the language of the reader, and leaves nothing', async () => {
  const before = (await admin.get('/imports')).body['imports']

  expect(await upload(admin, 'x.xlsx', Buffer.from('504b030414000600', 'hex'))).toMatchObject({
    status: 400,
    body: { code: 'import_file_broken' },
  })
  expect(await upload(admin, 'empty.csv', '')).toMatchObject({ status: 400, body: { code: 'import_file_empty' } })
  const open = await upload(admin, 'open.csv', `name\n${'A\n'.repeat(5_000)}"never closed\nB\n`)
  expect(open).toMatchObject({ status: 400, body: { code: 'import_open_quote', detail: expect.stringContaining('第 5002 行') } })
  expect(await upload(admin, 'list.csv', 'name\nA\n', 'nothing')).toMatchObject({ status: 400, body: { code: 'unknown_object' } })

  expect((await admin.get('/imports')).body['imports']).toEqual(before)
})

test('a wrong plan is refused and says where', async () => {
  const { body } = await upload(admin, 'list.csv', 'name,city\nA,B\nC,D\n')
  const plan = body.plan
  const refused = async (change: object) => (await admin.patch(`/imports/${body.id}`, { plan: { ...plan, ...change } })).body['code']

  expect(await refused({ columns: [] })).toBe('import_plan_invalid')
  expect(await refused({ columns: [{ target: 'name' }, { target: 'name' }] })).toBe('import_field_twice')
  expect(await refused({ columns: [{ target: 'number' }, { target: null }] })).toBe('column_not_importable')
  expect(await refused({ duplicates: { matchBy: [['email']], policy: 'skip' } })).toBe('import_match_not_mapped')
  expect(await refused({ surprise: 1 })).toBe('import_plan_invalid')
  expect((await admin.patch(`/imports/${body.id}`, { format: { encoding: 'klingon' } })).status).toBe(400)
})

test('the user may read the file otherwise', async () => {
  const { body } = await upload(admin, 'list.csv', 'A;X\nB;Y\n')
  expect(body.format).toMatchObject({ delimiter: ';' })

  const changed = (await admin.patch(`/imports/${body.id}`, { format: { delimiter: ',', headerRow: 0 } })).body as unknown as Import

  expect(changed).toMatchObject({
    rowCount: 2,
    rows: [
      { number: 1, cells: ['A;X'] },
      { number: 2, cells: ['B;Y'] },
    ],
  })
})

test('an import belongs to who uploaded it, and needs the right to import', async () => {
  const rights = { read: 'all', create: 'all', update: 'all' } as const
  const lin = await colleague(server, admin, '林悦', { '*': { ...rights, import: 'all' } })
  const chen = await colleague(server, admin, '陈思远', { '*': rights })
  const { body } = await upload(lin, 'list.csv', 'name\nA\nB\n')

  expect((await admin.get(`/imports/${body.id}`)).status).toBe(404)
  expect((await admin.post(`/imports/${body.id}/start`)).status).toBe(404)
  expect((await upload(chen, 'list.csv', 'name\nA\n')).status).toBe(403)
  expect((await server.request('GET', `/imports/${body.id}`)).status).toBe(401)
})
