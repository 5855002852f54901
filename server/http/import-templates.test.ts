import { expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type View = {
  id: string
  code?: string
  detail?: string
  object: string
  columns: { name: string; suggested: string | null; confidence: number }[]
  plan: { columns: Record<string, unknown>[]; source: string; fill: Record<string, string> }
  template: { id: string; name: string } | null
  recognised: Record<string, unknown> | null
}

async function upload(person: Person, content: string, object = 'account'): Promise<{ status: number; body: View }> {
  const boundary = 'guanxi-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await person.raw({
    method: 'POST',
    url: '/imports',
    payload: `${head}${content}\r\n--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  return { status: answer.statusCode, body: answer.json() as View }
}

const targets = ({ plan }: View) => plan.columns.map(({ target }) => target)
const templates = async (person: Person) =>
  ((await person.get('/import-templates?object=account')).body as unknown as { templates: Record<string, unknown>[] }).templates

async function imported(person: Person, view: View): Promise<void> {
  const started = await person.post(`/imports/${view.id}/start`, {})
  const { id } = started.body['job'] as { id: string }
  await expect
    .poll(async () => (await person.get(`/jobs/${id}`)).body['status'], { timeout: 20_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
}

test('a mapping is kept as a template, shared, and used for the next file with the same columns', async () => {
  const lin = await colleague(server, admin, '林悦', {
    account: { create: 'all', read: 'all', import: 'all' },
    savedView: { create: 'own' },
  })
  const first = await upload(admin, '甲,乙,丙\r\n嵩清医院,三级甲等,0371-55501820')
  const [name, type, phone] = [{ target: 'name' }, { target: 'type', replace: { 三级甲等: '其他' } }, { target: 'phone' }]
  await admin.patch(`/imports/${first.body.id}`, { plan: { ...first.body.plan, columns: [name, type, phone] } })

  const made = await admin.post('/import-templates', { name: 'ERP 客户档案', shared: true, import: first.body.id })

  expect(made).toMatchObject({
    status: 201,
    body: { name: 'ERP 客户档案', object: 'account', shared: true, mine: true, columns: { 乙: type } },
  })
  expect(await templates(lin)).toMatchObject([{ name: 'ERP 客户档案', shared: true, mine: false }])
  const second = await upload(lin, '甲,乙,丙\r\n宛安医院,三级甲等,0377-55509004')
  expect(second.body).toMatchObject({ template: { id: made.body['id'], name: 'ERP 客户档案' } })
  expect(targets(second.body)).toEqual(['name', 'type', 'phone'])
  expect(second.body.plan.columns[1]).toMatchObject({ replace: { 三级甲等: '其他' } })
  expect(second.body.columns.map(({ confidence }) => confidence)).toEqual([1, 1, 1])

  const without = await lin.patch(`/imports/${second.body.id}`, { template: null })
  expect(without.body).toMatchObject({ template: null })
  expect(targets(without.body as unknown as View)).not.toEqual(['name', 'type', 'phone'])
  const again = await lin.patch(`/imports/${second.body.id}`, { template: made.body['id'] })
  expect(again.body).toMatchObject({ template: { name: 'ERP 客户档案' } })

  expect(await lin.patch(`/import-templates/${String(made.body['id'])}`, { name: '我的' })).toMatchObject({
    status: 403,
    body: { code: 'import_template_of_another' },
  })
  expect(await admin.patch(`/import-templates/${String(made.body['id'])}`, { name: 'ERP 2026', shared: false })).toMatchObject({
    status: 200,
    body: { name: 'ERP 2026', shared: false },
  })
  expect(await templates(lin)).toEqual([])
  expect(await lin.get(`/import-templates/${String(made.body['id'])}`)).toMatchObject({ status: 404 })
  expect(await admin.remove(`/import-templates/${String(made.body['id'])}`)).toMatchObject({ status: 204 })
  expect(await templates(admin)).toEqual([])
})

test('a template names fields that can be imported, and has a name', async () => {
  expect(await admin.post('/import-templates', { object: 'account', columns: { 甲: { target: 'name' } } })).toMatchObject({
    status: 400,
    body: { code: 'required', field: 'name' },
  })
  expect(await admin.post('/import-templates', { name: 'x', object: 'account', columns: { 甲: { target: 'nothing' } } })).toMatchObject({
    status: 400,
    body: { code: 'column_not_importable' },
  })
})

test('whoever may not import has no templates', async () => {
  const rep = await colleague(server, admin, '何嘉树', { account: { create: 'all', read: 'all' }, savedView: { create: 'own' } })
  expect(await rep.post('/import-templates', { name: 'x', object: 'account', columns: {} })).toMatchObject({ status: 403 })
  expect(await templates(rep)).toEqual([])
})

test('whoever may not share views keeps templates to oneself', async () => {
  const importer = await colleague(server, admin, '赵启明', { account: { create: 'all', read: 'all', import: 'all' } })
  const columns = { 甲: { target: 'name' } }
  expect(await importer.post('/import-templates', { name: 'x', object: 'account', shared: true, columns })).toMatchObject({
    status: 403,
    body: { code: 'import_template_not_shared' },
  })
  expect(await importer.post('/import-templates', { name: 'x', object: 'account', columns })).toMatchObject({ status: 201 })
})

test('a file is mapped as the last one with the same columns was', async () => {
  const first = await upload(admin, '寅,卯\r\n汴宁医院,老客户')
  await admin.patch(`/imports/${first.body.id}`, {
    plan: { ...first.body.plan, columns: [{ target: 'name' }, { target: 'description' }] },
  })
  await imported(admin, first.body)

  const second = await upload(admin, '寅,卯\r\n牧野医院,展会')

  expect(targets(second.body)).toEqual(['name', 'description'])
  expect(second.body.template).toBeNull()
})

test('an export of another system is recognised, and is asked what it holds', async () => {
  const contacts = await upload(
    admin,
    'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Create Date\r\n1,Yue,Lin,lin@example.com,,,2026-03-17 09:42',
    '',
  )

  expect(contacts).toMatchObject({
    status: 201,
    body: {
      object: 'contact',
      plan: { source: 'hubspot', fill: { name: '{First Name} {Last Name}' } },
      recognised: { system: 'hubspot', object: 'contact', note: null, label: { en: 'HubSpot' }, table: { en: 'Contacts' } },
    },
  })
  expect(targets(contacts.body)).toEqual(['#key', null, null, 'email', 'phone', 'owner', '#createdAt'])
})

test('a table without records is told what it is, and an unknown one asks for the object', async () => {
  const stages = await upload(admin, 'stage_id,pipeline_id,closed_won,probability,label\r\n1,2,TRUE,1,x', '')
  expect(stages).toMatchObject({ status: 400, body: { code: 'import_no_records' } })
  expect(stages.body.detail).toContain('销售阶段')
  const chosen = await upload(admin, 'stage_id,pipeline_id,closed_won,probability,label\r\n1,2,TRUE,1,x')
  expect(chosen.body).toMatchObject({
    object: 'account',
    recognised: { system: 'hubspot', object: null, note: { en: expect.any(String) } },
  })
  expect(targets(chosen.body)).toEqual([null, null, null, null, null])

  expect(await upload(admin, '子,丑\r\n1,2', '')).toMatchObject({ status: 400, body: { code: 'import_object_unknown' } })
})
