import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { csv, people, workbook, zipped } from '../../engine/import/formats/fixtures.test-support.ts'
import { type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)

type View = {
  id: string
  format: Record<string, unknown>
  sheets: { name: string; rows: number | null }[]
  entries: string[]
  rowCount: number
  columns: { name: string }[]
  rows: { number: number; cells: string[] }[]
}

async function upload(person: Person, name: string, content: Buffer) {
  const boundary = 'guanxi-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const answer = await person.raw({ method: 'POST', url: '/imports?object=contact', payload, headers })
  return { status: answer.statusCode, body: answer.json() as View & Record<string, unknown> }
}

test('a workbook is uploaded with the sheets to choose from, and read anew from another one', async () => {
  const notes = [
    ['姓名', '说明'],
    ['周', 'x'],
  ]
  const { status, body } = await upload(admin, '客户.xlsx', workbook({ 说明: notes, 客户: people }, 'xlsx'))

  expect(status).toBe(201)
  expect(body).toMatchObject({ format: { kind: 'xlsx', sheet: '客户', headerRow: 1 }, entries: [], rowCount: 3 })
  expect(body.sheets.map(({ name }) => name)).toEqual(['说明', '客户'])
  expect(body.columns.map(({ name }) => name)).toEqual(people[0])
  expect(body.format).not.toHaveProperty('sheets')

  const { body: other } = await admin.patch(`/imports/${body.id}`, { format: { sheet: '说明' } })
  expect(other).toMatchObject({ format: { sheet: '说明' }, rowCount: 1, rows: [{ number: 2, cells: ['周', 'x'] }] })
  expect(await admin.patch(`/imports/${body.id}`, { format: { sheet: '没有' } })).toMatchObject({
    status: 400,
    body: { code: 'import_sheet_missing', detail: expect.stringContaining('没有') },
  })
})

test('an archive is uploaded with the files in it to choose from', async () => {
  const { body } = await upload(
    admin,
    '客户.zip',
    await zipped([
      ['客户/新.csv', csv],
      ['客户/旧.csv.gz', gzipSync(csv.split('\r\n').slice(0, 2).join('\n'))],
    ]),
  )

  expect(body).toMatchObject({ format: { kind: 'text', entry: '客户/新.csv' }, entries: ['客户/新.csv', '客户/旧.csv.gz'], rowCount: 3 })
  const { body: other } = await admin.patch(`/imports/${body.id}`, { format: { entry: '客户/旧.csv.gz' } })
  expect(other).toMatchObject({ format: { kind: 'text', entry: '客户/旧.csv.gz' }, rowCount: 1 })
})
