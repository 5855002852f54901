import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/database.ts'

const database = await freshDatabase()
const dataFolder = mkdtempSync(join(tmpdir(), 'guanxi-cli-'))
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

/** Runs the command line as a person at a terminal does. */
async function guanxi(words: string, { input = '', language = 'en_US.UTF-8' } = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words.split(' ')], {
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      GUANXI_DATA: dataFolder,
      LANG: language,
      LC_ALL: language,
    },
  })
  child.stdin.end(input)
  const [output, errors, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { output, errors, exit }
}

test('from an empty database to a token, and back', async () => {
  const none = await guanxi('user list')
  expect(none).toMatchObject({ exit: 1, errors: 'There is no workspace yet. Run guanxi workspace create first.\n' })

  const made = await guanxi('workspace create --name Yuanshan --admin-name Lin --admin-email Lin@Example.cn')
  expect(made.output).toMatch(/Made the workspace “Yuanshan” \([0-9a-f-]{36}\)\.\nPassword of lin@example\.cn, shown this once: \S{20}\n/)

  const added = await guanxi('user add --name Zhou --email zhou@example.cn --role 销售 --password-stdin', {
    input: 'correct horse battery\n',
  })
  expect(added).toMatchObject({ exit: 0, output: 'Added zhou@example.cn.\n' })
  expect((await guanxi('user list')).output).toMatch(/zhou@example\.cn +Zhou +销售 +yes/)

  const { output } = await guanxi('token create --user zhou@example.cn --name ERP --days 30')
  expect(output).toMatch(/^The token, shown this once: gx_[\w-]{65}\n$/)
  const listed = (await guanxi('token list')).output
  const id = /[0-9a-f-]{36}/.exec(listed)?.[0] ?? ''
  expect(listed).toContain('zhou@example.cn')
  expect((await guanxi(`token revoke ${id}`)).output).toBe('Revoked.\n')

  await guanxi('token create --user zhou@example.cn --name BI --role 销售 --read-only')
  expect((await guanxi('token list')).output).toMatch(/BI +zhou@example\.cn +销售 · reading /)
  expect(await guanxi('token create --user zhou@example.cn --name BI --role 管理员')).toMatchObject({ exit: 1 })

  expect((await guanxi('user deactivate zhou@example.cn')).exit).toBe(0)
  expect((await guanxi('user list')).output).toMatch(/zhou@example\.cn +Zhou +销售 +no/)
}, 120_000)

test('a second factor whose phone is lost is taken away', async () => {
  await database.owner.query(
    `INSERT INTO second_factor (id, identity_id, secret, recovery_codes, verified) SELECT id, id, 'sealed', 'sealed', true FROM identity WHERE email = 'lin@example.cn'`,
  )
  expect((await guanxi('user reset-second-factor lin@example.cn')).output).toBe('Took the second factor of lin@example.cn away.\n')
  expect((await guanxi('user reset-second-factor lin@example.cn')).output).toBe('lin@example.cn has no second factor.\n')
}, 60_000)

test.each([
  ['user add --name A --email nobody', '请输入有效的邮箱地址。\n'],
  ['user reset-password nobody@example.cn', '没有邮箱为「nobody@example.cn」的用户。\n'],
  ['workspace create --name A --admin-name A --admin-email a@example.cn --currency XXQ', '未知货币「XXQ」。\n'],
])(
  'guanxi %s is refused in one sentence',
  async (words, sentence) => {
    const { exit, errors } = await guanxi(words, { language: 'zh_CN.UTF-8' })

    expect([exit, errors]).toEqual([1, sentence])
  },
  60_000,
)
