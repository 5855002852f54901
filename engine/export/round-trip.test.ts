import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../context.ts'
import { importCheckJob } from '../import/check-job.ts'
import { createImports } from '../import/imports.ts'
import { importJob } from '../import/run.ts'
import { regionMatcher } from '../import/session.ts'
import type { ExportRequest } from './request.ts'
import { writeExport } from './write-export.ts'

const kept = new Map<string, Buffer>()
const importing = {
  files: (_workspaceId: string, hash: string) => () => Readable.from([kept.get(hash) ?? Buffer.alloc(0)]),
  regions: regionMatcher([{ code: '320508', name: '姑苏区' }]),
}
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(importing), importCheckJob(importing)] })

async function exported(context: Context, request: ExportRequest): Promise<string> {
  const to = new PassThrough()
  const [content] = await Promise.all([
    text(to),
    context.snapshot((snapshot) => writeExport(snapshot, { reader: context.reader, request, regionNames: new Map() }, to)),
  ])
  return content
}

const hostile = ['=1+1', "'=1+1", '+SUM(A1)', '-2+3', '-12.5', '@SUM(A1)', '＝1＋1', "'t Hooft", '<b>&"x"\\n', '第一行\n=第二行', '😀𠮷㐀']

test('a file for taking in again brings back the same records, and only what was changed in it changes', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const owner = (await workspace.user('林若溪')).reader.principal.id
  const tag = async (name: string) => (await admin.write({ kind: 'create', object: 'tag', values: { name } })).id
  const { id: parent } = await admin.write({ kind: 'create', object: 'account', values: { name: '=集团' } })
  await admin.write({ kind: 'create', object: 'exchangeRate', values: { currency: 'AUD', rate: 4.6, date: '2020-01-01' } })
  const tags = [await tag('重点'), await tag('华东')]
  await admin.bulk(
    hostile.map(([text], at) => ({
      kind: 'create',
      object: 'account',
      values: {
        name: `客户 ${at}`,
        shortName: text,
        parent,
        owner,
        level: 'vip',
        region: '320508',
        phone: '+86-138 0013.8000',
        annualRevenue: at % 2 === 0 ? '1234567.8912' : { amount: '-20.5', currency: 'AUD' },
        listedOn: '2001-02-03',
        nextActivityAt: '2026-03-17T01:42:05.123Z',
        email: `a${at}@example.cn`,
        foundedYear: 1998,
        address: { region: '320508', street: '人民路1号, 2楼', postcode: '215000' },
        tags,
      },
    })),
  )
  const fields = [
    'name',
    'shortName',
    'parent',
    'owner',
    'level',
    'region',
    'phone',
    'annualRevenue',
    'listedOn',
    'nextActivityAt',
    'email',
    'foundedYear',
    'address',
    'tags',
  ]
  const before = recordsOf(await admin.list({ object: 'account', fields, sort: ['name'], limit: 100 }))
  const edited = (await exported(admin, { object: 'account', format: 'csv', fields, machine: true, sort: ['name'] })).replace(
    '客户 3,',
    '客户三,',
  )
  const hash = createHash('sha256').update(edited).digest('hex')
  kept.set(hash, Buffer.from(edited))

  const imports = createImports(engine, importing)
  const opened = await imports.open(await workspace.again(admin), 'account', { name: '客户.csv', hash, size: edited.length })
  const plan = { ...opened.plan, duplicates: { ...opened.plan.duplicates, policy: 'update' as const } }
  await imports.changePlan(admin, opened.id, plan)
  const job = await imports.start(admin, opened.id)
  await expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 20_000 }).toBe('done')

  const after = recordsOf(await admin.list({ object: 'account', fields, sort: ['name'], limit: 100 }))
  expect(opened.plan.columns.map(({ target }) => target)).toEqual(['#key', ...fields])
  expect((await imports.get(admin, opened.id)).result).toMatchObject({ created: 0, rejected: 0 })
  const plain = ({ revision: _revision, ...record }: Record<string, unknown>) => record
  const changed = before.map((record) => (record.name === '客户 3' ? { ...record, name: '客户三' } : record))
  expect(new Map(after.map((record) => [record.id, plain(record)]))).toEqual(new Map(changed.map((record) => [record.id, plain(record)])))
})
