import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/database.ts'

const database = await freshDatabase()
const dataFolder = mkdtempSync(join(tmpdir(), 'guanxi-demo-'))
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

async function guanxi(...words: string[]) {
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
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { output, errors, exit: child.exitCode }
}

const standing = async (table: string): Promise<number> =>
  (await database.owner.query(`SELECT count(*)::int AS count FROM ${table} WHERE deleted_at IS NULL`)).rows[0].count

test('sample data comes once, and goes as a whole', { timeout: 180_000 }, async () => {
  const first = await guanxi('demo', '--accounts', '6')
  expect(first).toMatchObject({ exit: 0, errors: '' })
  expect(first.output).toMatch(/^Sign in as demo@guanxi\.example, password \(shown this once\): \S+\nFilled in 6 customers\.\n$/)
  expect(await standing('account')).toBe(6)

  expect(await guanxi('demo', '--if-new')).toEqual({ exit: 0, output: '', errors: '' })
  expect((await guanxi('demo')).errors).toContain('already')

  expect((await guanxi('demo', '--remove')).output).toBe('The sample data is taken away.\n')
  expect(await standing('account')).toBe(0)
  expect(await standing('opportunity')).toBe(0)
  expect(await standing('app_user')).toBe(1)
  expect((await guanxi('demo', '--remove')).errors).toContain('no sample data')
})
