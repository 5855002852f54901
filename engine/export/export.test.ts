import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import { columnNames, detectFormat, readRows } from '../import/read-table.ts'
import { executorOf } from '../import/session.ts'
import type { Grants } from '../index.ts'
import type { Batch } from '../jobs/batch.ts'
import { mentionOf } from '../text/mentions.ts'
import { createExports, removeOldExports } from './exports.ts'
import { exportJob } from './job.ts'
import type { ExportParts } from './make-file.ts'
import type { ExportRequest } from './request.ts'
import { insertExport, readExport } from './store.ts'
import { writeExport } from './write-export.ts'
import { workbook } from './xlsx.ts'

const folder = await mkdtemp(join(tmpdir(), 'guanxi-export-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const regionNames = new Map([
  ['32', '江苏'],
  ['3205', '江苏 苏州'],
  ['320508', '江苏 苏州 姑苏区'],
])
const kept = new Map<string, Buffer>()
const parts: ExportParts = {
  regionNames,
  folder,
  files: {
    keep: async (_workspaceId, key, path) => void kept.set(key, await readFile(path)),
    open: async (_workspaceId, key) => (kept.has(key) ? Readable.from([kept.get(key)]) : null),
    remove: async (_workspaceId, key) => void kept.delete(key),
  },
}
const freshWorkspace = await testEngine()
const pooledWorkspace = await testEngine({ workspaceContext: 'perTransaction' })

let files = 0
/** The file of an export, on disk. */
async function fileOf(context: Context, request: Omit<ExportRequest, 'format'> & { format?: ExportRequest['format'] }): Promise<string> {
  const path = join(folder, `${files++}.out`)
  const source = { reader: context.reader, request: { format: 'csv' as const, ...request }, regionNames }
  await context.snapshot((snapshot) => writeExport(snapshot, source, createWriteStream(path)))
  return path
}

async function rowsOf(context: Context, request: Omit<ExportRequest, 'format'>): Promise<Record<string, string>[]> {
  return parse(await readFile(await fileOf(context, request)), { columns: true, bom: true })
}

/** What an import reads in a file of ours: names of columns, and cells as text. */
async function readBack(path: string): Promise<{ names: string[]; rows: string[][]; sheets: string[] }> {
  const open = () => createReadStream(path)
  const format = await detectFormat(open)
  const rows: string[][] = []
  for await (const batch of readRows(open, format)) rows.push(...batch.map(({ cells }) => cells))
  return { names: await columnNames(open, format), rows, sheets: format.sheets?.map(({ name }) => name) ?? [] }
}

const hostile = [
  ['=1+1', "'=1+1"],
  ["=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"],
  ['+SUM(A1)', "'+SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1＋1', "'＝1＋1"],
  ["'=1+1", "''=1+1"],
  ['-12.5', '-12.5'],
  ['-1,234.50', '-1,234.50'],
  ["'t Hooft", "'t Hooft"],
  ['a=b', 'a=b'],
  ['<b>&"x"\\n', '<b>&"x"\\n'],
  ['第一行\n=第二行', '第一行\n=第二行'],
  ['😀𠮷㐀', '😀𠮷㐀'],
] as const

test('no text is a formula to a spreadsheet, numbers stay numbers, and telephone numbers stay readable', async () => {
  const { admin } = await freshWorkspace()
  await admin.bulk(hostile.map(([text], at) => ({ kind: 'create', object: 'account', values: { name: `${at}`, shortName: text } })))
  const phones = ['+86-138 0013.8000', '+8613800138000', '+1 (415) 555-0132', '0512-68001234', '+49 30 901820']
  await admin.bulk(phones.map((phone, at) => ({ kind: 'create', object: 'contact', values: { name: `人 ${at}`, phone } })))

  const texts = await rowsOf(admin, { object: 'account', fields: ['name', 'shortName'] })
  const dialled = await rowsOf(admin, { object: 'contact', fields: ['name', 'phone'], sort: ['name'] })

  expect(Object.fromEntries(texts.map((row) => [Number(row['客户名称']), row['简称']]))).toEqual(
    Object.fromEntries(hostile.map(([, text], at) => [at, text])),
  )
  expect(dialled.map((row) => row['座机'])).toEqual([
    '+86 138 0013 8000',
    '+86 13800138000',
    '+1 415 555 0132',
    '0512-68001234',
    '+49 30 901820',
  ])
})

test.each(['utf-8', 'gb18030'] as const)('in %s every character comes through', async (encoding) => {
  const { admin } = await freshWorkspace()
  await admin.bulk(hostile.map(([text], at) => ({ kind: 'create', object: 'account', values: { name: `${at}`, description: text } })))

  const path = await fileOf(admin, { object: 'account', fields: ['name', 'description'], encoding, delimiter: ';' })

  const text = new TextDecoder(encoding).decode(await readFile(path))
  const rows = parse(text, { columns: true, bom: true, delimiter: ';' }) as Record<string, string>[]
  expect(new Map(rows.map((row) => [row['客户名称'], row['备注']]))).toEqual(new Map(hostile.map(([, cell], at) => [`${at}`, cell])))
})

test('a workbook holds figures, days and times as such, and texts as texts whatever they begin with', async () => {
  const { admin } = await freshWorkspace()
  await admin.bulk(hostile.map(([text], at) => ({ kind: 'create', object: 'account', values: { name: `${at}`, shortName: text } })))
  await admin.write({
    kind: 'create',
    object: 'account',
    values: {
      name: '同川医院',
      region: '320508',
      level: 'vip',
      employees: 1200,
      annualRevenue: '12345678.5',
      foundedYear: 1998,
      listedOn: '2001-02-03',
      nextActivityAt: '2026-03-17T01:42:05Z',
    },
  })
  const fields = ['name', 'shortName', 'region', 'level', 'employees', 'annualRevenue', 'foundedYear', 'listedOn', 'nextActivityAt']

  const path = await fileOf(admin, { object: 'account', format: 'xlsx', fields })
  const { names, rows, sheets } = await readBack(path)

  expect(sheets).toEqual(['客户'])
  expect(names).toEqual(['客户名称', '简称', '区域', '级别', '员工人数', '年营业额', '成立年份', '上市日期', '下次跟进'])
  expect(rows.find(([name]) => name === '同川医院')).toEqual([
    '同川医院',
    '',
    '江苏 苏州 姑苏区',
    'VIP',
    '1200',
    '12345678.5',
    '1998',
    '2001-02-03',
    '2026-03-17T09:42:05',
  ])
  expect(new Map(rows.map(([name, shortName]) => [name, shortName])).get('0')).toBe('=1+1')
  expect(new Map(rows.map(([name, shortName]) => [name, shortName])).get('12')).toBe('第一行\n=第二行')
})

test('what does not fit into one worksheet goes on in the next', async () => {
  const lines = Array.from({ length: 5 }, (_, at) => `<row><c><v>${at}</v></c></row>\n`).join('')
  const columns = [{ key: 'n', header: '列', width: 8, value: { shape: 'text' as const, value: { parts: [] }, free: false as const } }]
  const path = join(folder, 'sheets.xlsx')

  await pipeline(
    workbook(Readable.from([Buffer.from(lines)], { objectMode: false }), { title: '客户', columns, rows: 5, mostRowsPerSheet: 3 }),
    createWriteStream(path),
  )

  const open = () => createReadStream(path)
  const { sheets = [] } = await detectFormat(open)
  const held: string[][] = []
  for (const { name: sheet } of sheets) {
    const format = await detectFormat(open, { chosen: { sheet, headerRow: 1 } })
    for await (const rows of readRows(open, format)) held.push([sheet, ...rows.flatMap(({ cells }) => cells)])
  }
  expect(held).toEqual([
    ['客户 1', '0', '1'],
    ['客户 2', '2', '3'],
    ['客户 3', '4'],
  ])
})

test('amounts in several currencies say which; in one they do not need to', async () => {
  const { admin } = await freshWorkspace()
  await admin.write({ kind: 'create', object: 'exchangeRate', values: { currency: 'USD', rate: 7, date: '2020-01-01' } })
  await admin.bulk([
    { kind: 'create', object: 'account', values: { name: '甲', annualRevenue: { amount: '10.50', currency: 'CNY' }, creditLimit: '3' } },
    { kind: 'create', object: 'account', values: { name: '乙', annualRevenue: { amount: '20', currency: 'USD' } } },
  ])

  const rows = await rowsOf(admin, { object: 'account', fields: ['name', 'annualRevenue', 'creditLimit'], sort: ['name'] })

  expect(rows).toEqual([
    { 客户名称: '甲', 年营业额: '10.5', '年营业额 币种': 'CNY', 信用额度: '3' },
    { 客户名称: '乙', 年营业额: '20', '年营业额 币种': 'USD', 信用额度: '' },
  ])
})

test('a note is exported with the names that stand in it, and for machines with who is meant', async () => {
  const { admin } = await freshWorkspace()
  const content = `演示：${mentionOf('管理员', admin.reader.principal.id)} 请准备，a@b.example 不是人`
  await admin.write({ kind: 'create', object: 'activity', values: { subject: '演示', type: 'note', content } })

  const [told] = await rowsOf(admin, { object: 'activity', fields: ['content'] })
  const [meant] = await rowsOf(admin, { object: 'activity', fields: ['content'], machine: true })

  expect(Object.values(told ?? {})).toEqual(['演示：@管理员 请准备，a@b.example 不是人'])
  expect(Object.values(meant ?? {})).toContain(content)
})

test('who may not see rows or fields gets none of them; who may take out less than they see gets less', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  await workspace.department('华东')
  await workspace.department('华南')
  const grants: Grants = {
    '*': { read: 'all' },
    account: { create: 'own', read: 'teamAndBelow', export: 'own', update: 'own' },
    contact: { read: 'all', export: 'all' },
  }
  const lin = await workspace.user('林若溪', {
    grants,
    readClasses: { finance: 'mask', cost: 'hide', 'personal-contact': 'hide' },
    department: '华东',
  })
  const [me, mate, other] = [
    lin,
    await workspace.user('同事', { department: '华东' }),
    await workspace.user('外人', { department: '华南' }),
  ].map((context) => context.reader.principal.id)
  await admin.bulk([
    { kind: 'create', object: 'account', values: { name: '我的', owner: me, bankAccount: '6228480402564890018', creditLimit: '9' } },
    { kind: 'create', object: 'account', values: { name: '同事的', owner: mate } },
    { kind: 'create', object: 'account', values: { name: '外人的', owner: other } },
    { kind: 'create', object: 'contact', values: { name: '联系人', mobile: '13800138000', email: 'a@example.cn' } },
  ])
  const reader = await workspace.again(lin)

  const accounts = await rowsOf(reader, { object: 'account', fields: ['*'] })
  const contacts = await rowsOf(reader, { object: 'contact', fields: ['*'] })
  const counted = await createExports(workspace.engine, parts).count(reader, { object: 'account' })

  expect((await reader.count({ object: 'account' })).count).toBe(2)
  expect(counted).toEqual({ rows: 1, seen: 2, exact: true })
  expect(accounts).toHaveLength(1)
  expect(accounts[0]).toMatchObject({ 客户名称: '我的', 账号: '622 •••• 0018', 信用额度: '••••' })
  expect(contacts[0]).not.toHaveProperty('手机')
  expect(contacts[0]).toMatchObject({ 邮箱: 'a@example.cn' })
  await expect(fileOf(reader, { object: 'contact', fields: ['mobile'] })).rejects.toMatchObject({ code: 'unknown_field' })
  await expect(fileOf(reader, { object: 'contact', filter: { field: 'mobile', op: 'is', value: '1' } })).rejects.toMatchObject({
    code: 'unknown_field',
  })
  await expect(fileOf(reader, { object: 'opportunity' })).rejects.toMatchObject({ code: 'export_not_allowed' })
})

test('another workspace is another world', async () => {
  const [here, there] = [await freshWorkspace(), await freshWorkspace()]
  const { id } = await there.admin.write({ kind: 'create', object: 'account', values: { name: '彼岸公司' } })
  const made = await createExports(there.engine, parts).create(there.admin, { object: 'account', format: 'csv' })

  expect(await rowsOf(here.admin, { object: 'account' })).toEqual([])
  expect(await rowsOf(here.admin, { object: 'account', filter: { field: 'id', op: 'is', value: id } })).toEqual([])
  await expect(createExports(here.engine, parts).open(here.admin, made.id)).rejects.toMatchObject({ code: 'export_not_found' })
})

test('behind a pooler an export stays in its workspace too, and a failed one leaves no connection half read', async () => {
  const [here, there] = [await pooledWorkspace(), await pooledWorkspace()]
  await here.admin.bulk(
    Array.from({ length: 400 }, (_, at) => ({
      kind: 'create',
      object: 'account',
      values: { name: `医院 ${at}`, description: '长'.repeat(2000) },
    })),
  )
  await there.admin.write({ kind: 'create', object: 'account', values: { name: '彼岸公司' } })
  const source = { reader: here.admin.reader, request: { object: 'account', format: 'csv' as const, fields: ['*'] }, regionNames }
  const broken = () => new Writable({ write: (_chunk, _encoding, done) => done(new Error('the disk is full')) })

  for (let tries = 0; tries < 8; tries++)
    await expect(here.admin.snapshot((snapshot) => writeExport(snapshot, source, broken()))).rejects.toThrow('the disk is full')

  expect(await rowsOf(here.admin, { object: 'account' })).toHaveLength(400)
  expect((await rowsOf(there.admin, { object: 'account' })).map((row) => row['客户名称'])).toEqual(['彼岸公司'])
})

test('the order and the rows are those of the list, custom fields among them', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const field = (key: string, kind: string, more: object = {}) => ({
    kind: 'create' as const,
    object: 'customField',
    values: { object: 'account', key, kind, labelZh: key, labelEn: key, ...more },
  })
  for (const [key, kind] of [
    ['beds', 'number'],
    ['budget', 'money'],
    ['signed', 'date'],
    ['active', 'boolean'],
  ] as const)
    await admin.write(field(key, kind))
  await admin.write(field('grade', 'choice', { list: 'account-level' }))
  const again = await workspace.again(admin)
  await again.bulk(
    Array.from({ length: 12 }, (_, at) => ({
      kind: 'create' as const,
      object: 'account',
      values: {
        name: `医院 ${at}`,
        level: at % 3 === 0 ? 'vip' : at % 3 === 1 ? 'a' : null,
        beds: at * 10,
        budget: { amount: `${at}.5`, currency: 'CNY' },
        grade: 'vip',
        signed: '2026-03-17',
        active: at > 5,
      },
    })),
  )
  const query = { object: 'account', sort: ['-level', 'name'], filter: { field: 'name', op: 'isNot' as const, value: '医院 3' } }

  const rows = await rowsOf(again, { ...query, fields: ['name', 'beds', 'budget', 'grade', 'signed', 'active'] })
  const listed = recordsOf(await again.list({ ...query, limit: 500 }))

  expect(rows.map((row) => row['客户名称'])).toEqual(listed.map(({ name }) => name))
  expect(rows.find((row) => row['客户名称'] === '医院 7')).toMatchObject({
    beds: '70',
    budget: '7.5',
    grade: 'VIP',
    signed: '2026-03-17',
    active: '是',
  })
})

test('contacts become cards that hold what they hold, and are read again as the same', async () => {
  const { admin } = await freshWorkspace()
  const { id: account } = await admin.write({ kind: 'create', object: 'account', values: { name: '同川; 医院, 集团' } })
  const description = `很长的备注${'，一二三四五六七八九十'.repeat(12)}\n第二行`
  await admin.write({
    kind: 'create',
    object: 'contact',
    values: {
      name: '欧阳若溪',
      account,
      department: '设备科',
      jobTitle: '主任',
      mobile: '+86 138 0013 8000',
      email: 'lin@example.cn',
      birthday: '1980-03-17',
      gender: 'female',
      address: { region: '320508', street: '人民路1号', postcode: '215000' },
      description,
    },
  })

  const path = await fileOf(admin, { object: 'contact', format: 'vcard' })
  const text = await readFile(path, 'utf8')
  const { names, rows } = await readBack(path)

  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  const unfolded = text.replaceAll('\r\n ', '')
  expect(unfolded).toContain(
    'FN:欧阳若溪\r\nN:欧阳;若溪;;;\r\nORG:同川\\; 医院\\, 集团;设备科\r\nTITLE:主任\r\nTEL;TYPE=cell:+86 138 0013 8000\r\n',
  )
  expect(unfolded).toContain('ADR:;;人民路1号;苏州 姑苏区;江苏;215000;\r\nBDAY:19800317\r\nGENDER:F\r\n')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toEqual(expect.arrayContaining(['同川; 医院, 集团', '主任', 'lin@example.cn', description]))
  expect(names.length).toBeGreaterThan(5)
})

test('a cancelled export stops in the middle and leaves no file', async () => {
  const { admin } = await freshWorkspace()
  await admin.bulk(
    Array.from({ length: 400 }, (_, at) => ({
      kind: 'create',
      object: 'account',
      values: { name: `医院 ${at}`, description: '长'.repeat(2000) },
    })),
  )
  const { principal, workspaceId, clock } = admin.reader
  const [id, before] = [newId(), kept.size]
  const request = { object: 'account', format: 'csv' as const, fields: ['*'] }
  const one = {
    id,
    object: 'account',
    format: 'csv' as const,
    fileName: 'a.csv',
    request,
    batchId: newId(),
    principalId: principal.id,
    createdAt: clock.now().toISOString(),
  }
  await insertExport(executorOf(admin), workspaceId, one)
  let steps = 0

  await exportJob(parts).run(admin, { input: { export: id } } as unknown as Batch, {
    step: async () => {
      steps += 1
      return false
    },
    ready: (requests) => admin.ready(requests, { changeId: newId() }),
    tell: async () => undefined,
    renew: async () => admin,
    within: () => Promise.reject(new Error('an export works on nothing else')),
  })

  expect(steps).toBe(1)
  expect(await readExport(executorOf(admin), workspaceId, id, principal.id)).toMatchObject({ madeAt: null, fileKey: null })
  expect(kept.size).toBe(before)
  expect((await readdir(folder)).filter((name) => name.startsWith('export-'))).toEqual([])
})

test('a file that was kept long enough goes, and says so', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  await admin.bulk([{ kind: 'create', object: 'account', values: { name: '同川医院' } }])
  const exports = createExports(engine, parts)
  const made = await exports.create(admin, { object: 'account', format: 'xlsx' })
  const cleanUp = () => removeOldExports(parts)({ owner: engine.owner, clock })

  await cleanUp()
  expect(await exports.get(admin, made.id)).toMatchObject({ status: 'done', rows: 1 })
  clock.advance(8 * 86_400_000)
  await cleanUp()

  expect(await exports.get(admin, made.id)).toMatchObject({ status: 'expired', rows: 1 })
  await expect(exports.open(admin, made.id)).rejects.toMatchObject({ code: 'export_expired' })
  expect(kept.has(made.fileKey ?? '')).toBe(false)
  expect((await readdir(folder)).filter((name) => name.startsWith('export-'))).toEqual([])
})
