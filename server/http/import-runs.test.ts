import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { sql, workbook } from '../../engine/index.ts'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type Body = Record<string, unknown>
type Plan = { columns: Body[]; duplicates: Body }

async function upload(
  person: Person,
  content: string | Buffer,
  object = 'account',
  name = '客户.csv',
): Promise<{ id: string; plan: Plan; rows: { cells: string[] }[]; columns: Body[] }> {
  const boundary = 'guanxi-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await person.raw({
    method: 'POST',
    url: `/imports?object=${object}`,
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  return answer.json() as { id: string; plan: Plan; rows: { cells: string[] }[]; columns: Body[] }
}

async function over(person: Person, url: string): Promise<Body> {
  const { body } = await person.post(url)
  const { id } = body['job'] as { id: string }
  await expect
    .poll(async () => (await person.get(`/jobs/${id}`)).body['status'], { timeout: 20_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
  return (await person.get(`/jobs/${id}`)).body
}

const state = async (person: Person, id: string): Promise<Body> => (await person.get(`/imports/${id}`)).body

async function planned(person: Person, content: string, duplicates: Body): Promise<string> {
  const { id, plan } = await upload(person, content)
  await person.patch(`/imports/${id}`, { plan: { ...plan, duplicates } })
  return id
}

test('every row that would be left out can be taken away before the start, with its reasons', async () => {
  const wrong = Array.from({ length: 1_200 }, (_, row) => `第${row}医院,Z${row}`)
  const { id, plan } = await upload(admin, ['name,level', '商丘医院,A', ...wrong].join('\n'))
  await admin.patch(`/imports/${id}`, {
    plan: { ...plan, columns: [{ target: 'name' }, { target: 'level', whenMissing: 'reject', whenUnreadable: 'reject' }] },
  })
  expect((await admin.get(`/imports/${id}/rejected`)).text.trimEnd().split('\r\n')).toHaveLength(1)

  await over(admin, `/imports/${id}/check`)

  const lines = (await admin.get(`/imports/${id}/rejected`)).text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(1_201)
  expect(lines.at(-1)).toBe('第1199医院,Z1199,级别：「Z1199」不在选项里。选一个选项，或新增为选项。')
})

test('a check tells field by field what would change, and the run does just that', async () => {
  await over(
    admin,
    `/imports/${await planned(admin, 'name,level,phone\n嵩清医院,A,\n汴宁医院,B,0378-5550 1111\n', { matchBy: [], policy: 'create' })}/start`,
  )
  const again = 'name,level,phone\n嵩清医院,B,0371-5550 1820\n汴宁医院,B,\n牧野医院,C,\n嵩清医院,C,\n,A,\n'
  const id = await planned(admin, again, { matchBy: [['name']], policy: 'update' })

  await over(admin, `/imports/${id}/check`)

  expect((await state(admin, id))['check']).toMatchObject({ effects: { create: 1, update: 2, unchanged: 1, skip: 0, ask: 0, reject: 1 } })
  const effects = (await admin.get(`/imports/${id}/effects?kind=update`)).body
  expect(effects).toMatchObject({
    next: null,
    rows: [
      {
        number: 2,
        record: { title: '嵩清医院' },
        changes: [
          { field: 'level', fieldLabel: { zh: '级别' }, from: 'a', to: 'b' },
          { field: 'phone', from: null, to: '0371-5550 1820' },
        ],
      },
      { number: 5, record: { title: '嵩清医院' }, changes: [{ field: 'level', from: 'b', to: 'c' }] },
    ],
  })
  expect((await admin.get(`/imports/${id}/effects?limit=1`)).body['next']).toBe(2)

  await over(admin, `/imports/${id}/start`)
  expect((await state(admin, id))['result']).toMatchObject({ created: 1, updated: 2, unchanged: 1, skipped: 0, rejected: 1 })
})

test('only what is empty is filled where the records’ own values are to stay', async () => {
  await over(admin, `/imports/${await planned(admin, 'name,level,phone\n许昌医院,A,\n', { matchBy: [], policy: 'create' })}/start`)
  const id = await planned(admin, 'name,level,phone\n许昌医院,C,0374-5550 0001\n', { matchBy: [['name']], policy: 'updateEmpty' })

  await over(admin, `/imports/${id}/start`)

  const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'is', value: '许昌医院' }))
  const found = await admin.get(`/accounts?filter=${filter}&fields=level,phone`)
  expect((found.body['records'] as Body[])[0]).toMatchObject({ level: 'a', phone: '0374-5550 0001' })
})

test('rows that somebody has to decide about are asked about, and come back when nobody did', async () => {
  await over(
    admin,
    `/imports/${await planned(admin, 'name,level\n洛阳医院,A\n安阳医院,A\n濮阳医院,A\n', { matchBy: [], policy: 'create' })}/start`,
  )
  const content = 'name,level\n洛阳医院,B\n安阳医院,B\n濮阳医院,B\n'
  const id = await planned(admin, content, { matchBy: [['name']], policy: 'ask' })
  await over(admin, `/imports/${id}/check`)
  const asked = (await admin.get(`/imports/${id}/effects?kind=ask`)).body['rows'] as { number: number; record: { title: string } }[]
  expect(asked.map(({ number, record }) => [number, record.title])).toEqual([
    [2, '洛阳医院'],
    [3, '安阳医院'],
    [4, '濮阳医院'],
  ])

  const { plan } = (await state(admin, id)) as { plan: Plan }
  const decided = { ...plan, duplicates: { ...plan.duplicates, decisions: { 2: 'update', 3: 'skip' } } }
  await admin.patch(`/imports/${id}`, { plan: decided })
  await over(admin, `/imports/${id}/start`)

  expect((await state(admin, id))['result']).toMatchObject({ created: 0, updated: 1, skipped: 1, rejected: 1 })
  const rejected = await admin.get(`/imports/${id}/rejected`)
  expect(rejected.text).toBe(
    '\ufeffname,level,未导入原因\r\n濮阳医院,B,已有这条记录，但没有选择如何处理。请选择跳过、更新或新建，再导入。\r\n',
  )
})

test('rows of a workbook that were not taken come back in a workbook, to be mended and imported again', async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const lines = [
    ['平顶山医院', 'A'],
    ['', 'B'],
    ['', 'C &amp; D'],
  ].map((cells) => Buffer.from(`<row>${cells.map(cell).join('')}</row>\n`))
  const text = { shape: 'text', value: sql``, free: 'text' } as const
  const columns = ['name', 'level'].map((header) => ({ key: header, header, value: text, width: 12 }))
  const book = await buffer(workbook(Readable.from(lines), { title: '客户', columns, rows: lines.length }))
  const { id, plan } = await upload(admin, book, 'account', '客户.xlsx')
  const level = { target: 'level', whenMissing: 'empty' }
  await admin.patch(`/imports/${id}`, {
    plan: { ...plan, columns: [{ target: 'name' }, level], duplicates: { matchBy: [], policy: 'create' } },
  })
  await over(admin, `/imports/${id}/start`)
  expect((await state(admin, id))['result']).toMatchObject({ created: 1, rejected: 2 })

  const answer = await admin.raw({ method: 'GET', url: `/imports/${id}/rejected` })
  const again = await upload(admin, answer.rawPayload, 'account', '未导入.xlsx')

  expect(answer.headers['content-disposition']).toContain(encodeURIComponent('客户 未导入.xlsx'))
  expect(again.columns.map((column) => column['name'])).toEqual(['name', 'level', '未导入原因'])
  expect(again.rows.map(({ cells }) => cells)).toEqual([
    ['', 'B', '客户名称：此项必填。'],
    ['', 'C & D', '客户名称：此项必填。'],
  ])
})

test('an import is paused, goes on, is stopped, and says its pace', async () => {
  const rows = Array.from({ length: 6_000 }, (_, index) => `Company ${index} Ltd,A`).join('\n')
  const id = await planned(admin, `name,level\n${rows}\n`, { matchBy: [['name']], policy: 'skip' })
  expect((await admin.post(`/imports/${id}/pause`)).body).toMatchObject({ code: 'import_not_started' })
  await admin.post(`/imports/${id}/start`)

  await admin.post(`/imports/${id}/pause`)
  await expect.poll(async () => (await state(admin, id))['status'], { timeout: 20_000, interval: 20 }).toBe('paused')
  const paused = await state(admin, id)
  expect(paused).toMatchObject({ rate: null, remainingSeconds: null })

  expect((await admin.post(`/imports/${id}/resume`)).status).toBe(200)
  await expect
    .poll(async () => Number((await state(admin, id))['done']), { timeout: 20_000, interval: 10 })
    .toBeGreaterThan(Number(paused['done']))
  await admin.post(`/imports/${id}/pause`)
  await expect.poll(async () => (await state(admin, id))['status'], { timeout: 20_000, interval: 20 }).toMatch(/paused|done/)
  await admin.post(`/imports/${id}/cancel`)

  const stopped = await state(admin, id)
  expect(stopped['status']).toMatch(/cancelled|done/)
  expect((stopped['result'] as Body)['created']).toBe(stopped['done'])
  expect(await over(admin, `/imports/${id}/undo`)).toMatchObject({ status: 'done', result: { restored: stopped['done'], kept: 0 } })
})

test('undo puts back what the import changed, keeps later edits, and says which', async () => {
  await over(
    admin,
    `/imports/${await planned(admin, 'name,level,phone\n信阳医院,A,\n周口医院,A,\n', { matchBy: [], policy: 'create' })}/start`,
  )
  const content = 'name,level,phone\n信阳医院,B,0376-5550 0001\n周口医院,B,0394-5550 0002\n漯河医院,C,\n鹤壁医院,C,\n'
  const id = await planned(admin, content, { matchBy: [['name']], policy: 'update' })
  await over(admin, `/imports/${id}/start`)
  const named = async (name: string): Promise<Body> => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'is', value: name }))
    return ((await admin.get(`/accounts?filter=${filter}&fields=name,level,phone`)).body['records'] as Body[])[0] ?? {}
  }
  const edit = async (name: string, changes: Body): Promise<void> => {
    const { id: record } = await named(name)
    const { body } = await admin.get(`/accounts/${String(record)}`)
    await admin.patch(`/accounts/${String(record)}`, changes, {
      'if-match': `"${String(body['revision'] ?? (body['record'] as Body)['revision'])}"`,
    })
  }
  await edit('信阳医院', { level: 'c' })
  await edit('漯河医院', { phone: '0395-5550 0003' })

  expect(await over(admin, `/imports/${id}/undo`)).toMatchObject({ status: 'done' })

  expect(await named('信阳医院')).toMatchObject({ level: 'c', phone: null })
  expect(await named('周口医院')).toMatchObject({ level: 'a', phone: null })
  expect(await named('漯河医院')).toMatchObject({ level: 'c' })
  expect(await named('鹤壁医院')).toEqual({})
  expect(await state(admin, id)).toMatchObject({ status: 'undone', undo: { status: 'done', kept: 2 } })
  const { body } = await admin.get(`/imports/${id}/kept`)
  expect((body['kept'] as Body[]).map(({ title, field, detail }) => [title, field, detail]).sort()).toEqual([
    ['信阳医院', 'level', '「级别」后来又改过，保留了现在的值。'],
    ['漯河医院', null, '导入后又改过这条记录，没有删除。'],
  ])
  expect((await admin.post(`/imports/${id}/undo`)).body).toMatchObject({ code: 'import_undone_already' })
})

test('nobody else sees an import, its rows, its effects or its files', async () => {
  const id = await planned(admin, 'name\n南阳医院\n', { matchBy: [['name']], policy: 'skip' })
  await over(admin, `/imports/${id}/check`)
  const lin = await colleague(server, admin, '林悦', { '*': { read: 'all', create: 'all', update: 'all', import: 'all' } })

  for (const path of ['', '/rows', '/effects', '/kept', '/rejected'])
    expect((await lin.get(`/imports/${id}${path}`)).status, path).toBe(404)
  for (const path of ['check', 'start', 'pause', 'resume', 'cancel', 'undo'])
    expect((await lin.post(`/imports/${id}/${path}`)).status, path).toBe(404)
})

test('who lost the right to import cannot start what they had prepared', async () => {
  const chen = await colleague(server, admin, '陈思远', { '*': { read: 'all', create: 'all', import: 'all' } })
  const id = await planned(chen, 'name\n驻马店医院\n', { matchBy: [], policy: 'create' })
  const me = (await admin.get(`/users/${chen.id}`)).body
  const roles = ((me['record'] as Body | undefined) ?? me)['roles'] as { id: string }[]
  const role = (await admin.get(`/roles/${roles[0]?.id}`)).body
  await admin.patch(
    `/roles/${roles[0]?.id}`,
    { grants: { '*': { read: 'all' } } },
    { 'if-match': `"${String(((role['record'] as Body | undefined) ?? role)['revision'])}"` },
  )

  for (const path of ['check', 'start']) expect((await chen.post(`/imports/${id}/${path}`)).status, path).toBe(403)
})
