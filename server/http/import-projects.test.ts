import { expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type Project = {
  id: string
  name: string
  status: string
  done: number
  isMine: boolean
  signOff: { note: string } | null
  files: { importId: string; fileName: string; status: string; check: { ready: number; errors: number } | null }[]
}

async function upload(person: Person, name: string, content: string, object: string): Promise<string> {
  const boundary = 'guanxi-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const answer = await person.raw({
    method: 'POST',
    url: '/imports',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  return (answer.json() as { id: string }).id
}

const current = async (person: Person, id: string): Promise<Project> =>
  (await person.get(`/import-projects/${id}`)).body as unknown as Project

async function over(person: Person, answer: { body: Record<string, unknown> }): Promise<void> {
  const { id } = answer.body['job'] as { id: string }
  await expect
    .poll(async () => (await person.get(`/jobs/${id}`)).body['status'], { timeout: 20_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
}

const companies = '客户名称,员工人数\n远山医疗,120\n同川设备,80\n'
const people = '姓名,客户\n林悦,远山医疗\n,同川设备\n'

test('a project is made of uploaded files, checked, run, reconciled, signed off and undone', async () => {
  const contacts = await upload(admin, 'people.csv', people, 'contact')
  const accounts = await upload(admin, 'companies.csv', companies, 'account')
  const made = await admin.post('/import-projects', { name: '旧系统', files: [{ importId: contacts }, { importId: accounts }] })
  expect(made.status).toBe(201)
  const { id, files } = made.body as unknown as Project
  expect(files.map(({ fileName }) => fileName)).toEqual(['companies.csv', 'people.csv'])
  expect((await admin.get(`/imports/${accounts}`)).body).toMatchObject({ projectId: id, plan: { source: '旧系统' } })

  await over(admin, await admin.post(`/import-projects/${id}/check`))
  expect((await current(admin, id)).files.map(({ check }) => check)).toMatchObject([
    { ready: 2, errors: 0 },
    { ready: 1, errors: 1 },
  ])
  const started = await admin.post(`/import-projects/${id}/start`)
  expect(started.status).toBe(202)
  await over(admin, started)
  expect(await current(admin, id)).toMatchObject({ status: 'done', done: 4, isMine: true })
  const reconciled = await admin.get(`/import-projects/${id}/reconcile`)
  expect(reconciled.body).toMatchObject({
    explained: true,
    objects: [
      { object: 'account', rows: { source: 2, created: 2 } },
      { object: 'contact', rows: { source: 2, created: 1, rejected: 1 } },
    ],
    files: [{ figures: [{ field: 'employees', source: { count: 2, sum: '200' }, result: { count: 2, sum: '200' } }] }, {}],
  })
  const signed = await admin.post(`/import-projects/${id}/sign-off`, { note: '核对一致' })
  expect(signed.body).toMatchObject({ status: 'signed', signOff: { note: '核对一致' } })
  const refused = await admin.patch(`/import-projects/${id}`, { name: '改名' })
  expect(refused).toMatchObject({ status: 422, body: { code: 'import_project_signed' } })

  await over(admin, await admin.post(`/import-projects/${id}/undo`))
  expect(await current(admin, id)).toMatchObject({ status: 'undone', signOff: null })
  expect((await admin.get('/accounts/count?exact=true')).body['count']).toBe(0)
})

test('somebody else finds no project; somebody without the right makes none', async () => {
  const { body } = await admin.post('/import-projects', { name: '他人的项目' })
  const id = String(body['id'])
  const lin = await colleague(server, admin, '林悦', { '*': { create: 'all', read: 'all', update: 'all', import: 'all' } })
  const guest = await colleague(server, admin, '访客', { '*': { read: 'all' } })

  for (const step of ['', '/reconcile']) expect((await lin.get(`/import-projects/${id}${step}`)).status).toBe(404)
  for (const step of ['check', 'start', 'undo', 'cancel', 'pause', 'resume', 'sign-off', 'reopen'])
    expect((await lin.post(`/import-projects/${id}/${step}`)).status).toBe(404)
  expect((await lin.patch(`/import-projects/${id}`, { name: '夺取' })).status).toBe(404)
  expect((await lin.remove(`/import-projects/${id}`)).status).toBe(404)
  expect((await lin.get('/import-projects')).body['projects']).toEqual([])
  expect(await guest.post('/import-projects', { name: '无权' })).toMatchObject({
    status: 403,
    body: { code: 'import_project_needs_right' },
  })
  expect(await server.request('GET', `/import-projects/${id}`)).toMatchObject({ status: 401 })
})

test('a project that has not run can be given up, and its files stay', async () => {
  const file = await upload(admin, 'companies.csv', companies, 'account')
  const { body } = await admin.post('/import-projects', { name: '放弃', files: [{ importId: file }] })

  expect((await admin.remove(`/import-projects/${String(body['id'])}`)).status).toBe(204)

  expect((await admin.get(`/imports/${file}`)).body).toMatchObject({ status: 'open', projectId: null })
  expect(await admin.post('/import-projects', { name: ' ' })).toMatchObject({ status: 400, body: { code: 'import_project_name_needed' } })
})
