import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import S3rver from '@20minutes/s3rver'
import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { receive } from './intake.ts'
import { s3Storage } from './s3-storage.ts'
import { type FileStorage, localStorage } from './storage.ts'
import { contentHeaders, sniffType } from './types.ts'

const folder = await mkdtemp(join(tmpdir(), 'guanxi-files-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describe('what a file is', () => {
  test.each([
    [png, 'photo.txt', 'image/png'],
    [Buffer.from('%PDF-1.7\n%âãÏÓ\n'), '合同', 'application/pdf'],
    [Buffer.from('名称,金额\n远山医疗,100\n'), 'accounts.csv', 'text/csv'],
    [Buffer.from('<html><script>alert(1)</script>'), 'page.html', 'text/html'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'logo.svg', 'image/svg+xml'],
    [Buffer.from([0, 1, 2, 3]), 'picture.png', 'application/octet-stream'],
  ])('is told by its content, not by what it is called (%#)', async (content, name, type) => {
    expect(await sniffType(content, name)).toBe(type)
  })

  test.each(['text/html', 'image/svg+xml', 'application/xml', 'application/octet-stream', 'application/javascript'])(
    '%s is handed out inert',
    (type) => {
      const headers = contentHeaders({ type, name: 'x' }, false)

      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers['content-type']).toBe('application/octet-stream')
      expect(headers['content-security-policy']).toContain('sandbox')
      expect(headers['x-content-type-options']).toBe('nosniff')
    },
  )

  test('a picture is shown in place, under its Chinese name', () => {
    const headers = contentHeaders({ type: 'image/png', name: '现场"照片".png' }, false)

    expect(headers['content-disposition']).toBe(
      `inline; filename="__________.png"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%22%E7%85%A7%E7%89%87%22.png`.replace('__________', '______'),
    )
    expect(headers['content-type']).toBe('image/png')
  })

  test('plain text is shown as text, never as what it contains', () => {
    expect(contentHeaders({ type: 'text/csv', name: 'a.csv' }, false)['content-type']).toBe('text/plain; charset=utf-8')
  })
})

async function received(content: string) {
  return receive(Readable.from([Buffer.from(content)]), 'note.txt', folder)
}

function storageStories(open: () => Promise<FileStorage>) {
  test('what is kept is read back, once stored twice', async () => {
    const storage = await open()
    const workspaceId = newId()
    const file = await received('回款 12 万')
    const again = await received('回款 12 万')

    await storage.keep(workspaceId, file.hash, file.path)
    await storage.keep(workspaceId, again.hash, again.path)

    const stream = await storage.open(workspaceId, file.hash)
    expect(stream && (await buffer(stream)).toString()).toBe('回款 12 万')
    expect(again.hash).toBe(file.hash)
  })

  test('another workspace does not see it, even knowing its hash', async () => {
    const storage = await open()
    const file = await received(`secret ${newId()}`)
    await storage.keep(newId(), file.hash, file.path)

    expect(await storage.open(newId(), file.hash)).toBeNull()
  })
}

describe('the local folder', () => {
  storageStories(async () => localStorage(join(folder, 'local')))

  test('an upload that breaks off leaves nothing behind', async () => {
    const incoming = await mkdtemp(join(folder, 'incoming-'))
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('connection lost')
      })(),
    )

    await expect(receive(broken, 'x', incoming)).rejects.toThrow('connection lost')

    expect(await readdir(incoming)).toEqual([])
  })
})

const s3 = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(folder, 's3'),
  configureBuckets: [{ name: 'guanxi', configs: [] }],
})
const { port } = await s3.run()
afterAll(() => s3.close())

describe('an S3 server', () => {
  storageStories(() =>
    s3Storage({
      bucket: 'guanxi',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      pathStyle: true,
      prefix: 'crm/',
    }),
  )
})

test('receiving measures, hashes and types', async () => {
  const file = await received('hello')
  await writeFile(`${file.path}.kept`, '')

  expect(file).toMatchObject({ size: 5, type: 'text/plain', hash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' })
})
