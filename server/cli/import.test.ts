import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/database.ts'

const database = await freshDatabase()
const dataFolder = mkdtempSync(join(tmpdir(), 'guanxi-cli-import-'))
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

/** Runs the command line as a script does. */
async function guanxi(words: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      GUANXI_DATA: dataFolder,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
    },
  })
  child.stdin.end()
  const [output, errors, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { output, errors, exit }
}

function fileOf(content: string): string {
  const path = join(dataFolder, 'list.csv')
  writeFileSync(path, content)
  return path
}

test('a list is taken in, tried, brought up to date and taken back from the command line', async () => {
  await guanxi('workspace create --name Yuanshan --admin-name Lin --admin-email lin@example.cn --locale en'.split(' '))
  const as = ['--object', 'account', '--as', 'lin@example.cn']
  const first = await guanxi(['import', fileOf('name,level\n嵩清医院,A\n汴宁医院,B\n'), ...as])
  expect(first).toMatchObject({ exit: 0, output: expect.stringContaining('Created 2, updated 0, unchanged 0, skipped 0, rejected 0.') })

  const content = 'name,level\n嵩清医院,C\n汴宁医院,B\n牧野医院,A\n,A\n'
  const update = [...as, '--match-by', 'name', '--policy', 'update']
  const tried = await guanxi(['import', fileOf(content), ...update, '--check'])
  expect(tried.exit).toBe(2)
  expect(tried.output).toContain('Would create 1, update 1, leave 1 as they are, skip 0, ask about 0, reject 1.')
  expect(tried.output).toContain('Row 2 嵩清医院: Level a → c')

  const rejected = join(dataFolder, 'rejected.csv')
  const taken = await guanxi(['import', fileOf(content), ...update, '--rejected', rejected])
  expect(taken).toMatchObject({ exit: 2, output: expect.stringContaining('Created 1, updated 1, unchanged 1, skipped 0, rejected 1.') })
  expect(readFileSync(rejected, 'utf8')).toBe('\ufeffname,level,Why not imported\r\n,A,Customer: This field is required.\r\n')

  const id = /--undo ([0-9a-f-]{36})/.exec(taken.output)?.[1] ?? ''
  expect(await guanxi(['import', '--undo', id, '--as', 'lin@example.cn'])).toMatchObject({
    exit: 0,
    output: 'Took back 2, left 0 as they stand.\n',
  })
  const { rows } = await database.owner.query<{ name: string; level: string }>(
    'SELECT name, level FROM account WHERE deleted_at IS NULL ORDER BY level',
  )
  expect(rows).toEqual([
    { name: '嵩清医院', level: 'a' },
    { name: '汴宁医院', level: 'b' },
  ])
}, 240_000)

test('several files come in as one project, in their order, are reconciled, signed and taken back', async () => {
  await guanxi('workspace create --name Tongchuan --admin-name Zhou --admin-email zhou@example.cn --locale en'.split(' '))
  const as = ['--as', 'zhou@example.cn', '--workspace', 'Tongchuan']
  const people = join(dataFolder, 'people.csv')
  const customers = join(dataFolder, 'customers.csv')
  writeFileSync(people, 'contact,account,mobile\n林悦,嵩清医院,138 0013 8001\n,汴宁医院,138 0013 8002\n')
  writeFileSync(customers, 'customer,credit limit\n嵩清医院,1200\n汴宁医院,300\n')
  const files = [people, `account=${customers}`]

  const tried = await guanxi(['import', 'project', ...files, ...as, '--check'])
  expect(tried.errors).toBe('')
  expect(tried.output).toContain('nothing was taken in')

  const taken = await guanxi(['import', 'project', ...files, ...as, '--name', 'Old CRM'])
  expect(taken.errors).toBe('')
  expect(taken.exit).toBe(2)
  expect(taken.output).toMatch(/^1\. customers\.csv → Customer: 2 rows\n2\. people\.csv → Contact: 2 rows\n/)
  expect(taken.output).toContain('people.csv: 2 rows in the file; created 1, updated 0, unchanged 0, skipped 0, undecided 0, rejected 1')
  expect(taken.output).toContain('Every difference has a reason.')

  const id = /--undo ([0-9a-f-]{36})/.exec(taken.output)?.[1] ?? ''
  expect((await guanxi(['import', 'project', '--reconcile', id, ...as])).output).toContain('Every difference has a reason.')
  expect((await guanxi(['import', 'project', '--sign-off', id, '--note', 'Looked at', ...as])).output).toBe('Zhou signed “Old CRM” off.\n')
  const undone = await guanxi(['import', 'project', '--undo', id, ...as])
  expect(undone.output).toContain('customers.csv: took back 2, left 0 as they stand.')
  const { rows } = await database.owner.query(
    "SELECT 1 FROM account WHERE deleted_at IS NULL AND name = '汴宁医院' AND credit_limit IS NOT NULL",
  )
  expect(rows).toEqual([])
}, 240_000)
