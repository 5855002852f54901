import { expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const work = { create: 'own', read: 'own', update: 'own', delete: 'own' } as const
const lin = await colleague(server, admin, '林悦', { account: work, file: work })
const zhou = await colleague(server, admin, '周敏', { account: work, file: work })

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function upload(person: Person, file: { name: string; content: Buffer | string } | null, place: Record<string, string> = {}) {
  const form = new FormData()
  for (const [key, value] of Object.entries(place)) form.append(key, value)
  if (file) form.append('file', new Blob([typeof file.content === 'string' ? file.content : new Uint8Array(file.content)]), file.name)
  const encoded = new Response(form)
  const response = await person.raw({
    method: 'POST',
    url: '/files',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  })
  const body = JSON.parse(response.body) as Record<string, unknown>
  return { status: response.statusCode, body, id: String(body.id), record: body.record as Record<string, unknown> }
}

test('an uploaded file comes back as it was, under its own name, with its real type', async () => {
  const { status, id, record } = await upload(lin, { name: '现场 照片.txt', content: png })

  expect(status).toBe(201)
  expect(record).toMatchObject({ name: '现场 照片.txt', mediaType: 'image/png', size: png.length, owner: { id: lin.id } })
  const content = await lin.raw({ method: 'GET', url: `/files/${id}/content` })
  expect(content.rawPayload.equals(png)).toBe(true)
  expect(content.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
  expect(content.headers['content-disposition']).toContain('inline; filename="__ __.txt"; filename*=UTF-8\'\'%E7%8E%B0')
  expect((await lin.raw({ method: 'GET', url: `/files/${id}/content?download=1` })).headers['content-disposition']).toMatch(/^attachment/)
})

test('a page or a drawing is handed out inert', async () => {
  for (const [name, content] of [
    ['a.html', '<script>alert(document.cookie)</script>'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ] as const) {
    const { id } = await upload(lin, { name, content })

    const { headers } = await lin.raw({ method: 'GET', url: `/files/${id}/content` })

    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['content-disposition']).toMatch(/^attachment/)
    expect(headers['content-security-policy']).toContain('sandbox')
  }
})

test('a part of a file can be asked for', async () => {
  const { id } = await upload(lin, { name: 'a.txt', content: '0123456789' })
  const part = (range: string) => lin.raw({ method: 'GET', url: `/files/${id}/content`, headers: { range } })

  expect(await part('bytes=2-4')).toMatchObject({ statusCode: 206, body: '234', headers: { 'content-range': 'bytes 2-4/10' } })
  expect(await part('bytes=-3')).toMatchObject({ statusCode: 206, body: '789' })
  expect(await part('bytes=99-')).toMatchObject({ statusCode: 416 })
})

test('who does not see the record does not see its file; who does, does', async () => {
  const account = await lin.post('/accounts', { name: '同川医院' })
  const { id } = await upload(
    lin,
    { name: '合同.pdf', content: '%PDF-1.7\n%âãÏÓ' },
    { object: 'account', recordId: String(account.body.id) },
  )
  expect((await zhou.raw({ method: 'GET', url: `/files/${id}/content` })).statusCode).toBe(404)

  await admin.patch(`/accounts/${String(account.body.id)}`, { owner: zhou.id })

  expect((await zhou.raw({ method: 'GET', url: `/files/${id}/content` })).statusCode).toBe(200)
  const { related } = (await zhou.get(`/accounts/${String(account.body.id)}/related`)).body as {
    related: { object: string; records: { id: string }[] }[]
  }
  expect(related.find(({ object }) => object === 'file')?.records).toMatchObject([{ id }])
})

test('a file is not attached to a record that its sender cannot see', async () => {
  const account = await zhou.post('/accounts', { name: '远山' })

  expect((await upload(lin, { name: 'a.txt', content: 'x' }, { object: 'account', recordId: String(account.body.id) })).body).toMatchObject(
    { status: 404 },
  )
  expect((await upload(lin, { name: 'a.txt', content: 'x' }, { object: 'account', recordId: newId() })).body).toMatchObject({ status: 404 })
  expect((await upload(lin, { name: 'a.txt', content: 'x' }, { object: 'account' })).body).toMatchObject({
    code: 'file_needs_both',
    field: 'recordId',
  })
})

test('what is no upload is refused in words', async () => {
  expect((await upload(lin, null)).body).toMatchObject({ status: 400, code: 'file_missing', detail: '请选择要上传的文件。' })
  expect((await upload(lin, { name: 'a.txt', content: '' })).body).toMatchObject({ status: 400, code: 'file_empty' })
  const broken = await lin.raw({
    method: 'POST',
    url: '/files',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: 'nonsense',
  })
  expect(broken.statusCode).toBe(400)
  expect((await lin.post('/files', {})).body).toMatchObject({ status: 400, code: 'file_missing' })
})

test('a path in the name is cut, and the same bytes are stored once', async () => {
  const first = await upload(lin, { name: '../../etc/passwd', content: 'same bytes' })
  const second = await upload(lin, { name: 'C:\\secret\\b.txt', content: 'same bytes' })

  expect(first.record.name).toBe('passwd')
  expect(second.record.name).toBe('b.txt')
  expect(first.record.sha256).toBe(second.record.sha256)
})

test('nobody points a file at other bytes', async () => {
  const { id } = await upload(lin, { name: 'a.txt', content: 'mine' })

  expect((await lin.patch(`/files/${id}`, { sha256: 'f'.repeat(64) })).body).toMatchObject({ status: 400, code: 'read_only_field' })
  expect((await lin.post('/files/bulk', { create: [{ name: 'x', sha256: 'f'.repeat(64) }] })).status).toBe(422)
})

test('who may put files in but not look at them is told that the file is there', async () => {
  const scanner = await colleague(server, admin, '扫描员', { file: { create: 'own' } })

  const { status, id, record } = await upload(scanner, { name: '扫描.txt', content: '合同' })

  expect(status).toBe(201)
  expect(record).toEqual({ id, revision: 1 })
  expect((await scanner.get(`/files/${id}`)).status).toBe(403)
})
