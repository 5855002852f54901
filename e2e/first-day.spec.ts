import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import iconv from 'iconv-lite'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'

// The first day of a company with Guanxi, on a server that nobody has set up: one story, told in order.
test.describe.configure({ mode: 'serial' })

const password = 'correct horse battery'
const email = 'chen@yuanshan.example'

/** What somebody's spreadsheet gives: GB18030, a level that is written otherwise, an unknown owner, a row without a name, a number in words. */
const customers = [
  '单位名称,级别,所在地,负责业务员,联系电话,授信',
  '贵州茅台酒股份有限公司,A,贵州 遵义,陈思远,0851-2238 6002,200',
  '苏州同川医院,A级,江苏 苏州,陈思远,0512-5550 8120,1000',
  '平安银行股份有限公司,VIP,广东 深圳,周雨彤,0755-8208 0387,50',
  '北京银行股份有限公司,B,北京,周雨彤,010-6642 6500,80',
  ',C,河南 漯河,陈思远,0395-5550 6408,30',
  '南阳宛安医院,B,河南 南阳,陈思远,0377-5550 9004,七十左右',
].join('\r\n')

let page: Page
let server: ServerProcess
let folder: string

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  folder = await mkdtemp(join(tmpdir(), 'guanxi-first-day-'))
  server = await startServerProcess({ dataFolder: folder })
  page = await browser.newPage({
    baseURL: server.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  })
})

test.afterAll(async () => {
  await page.close()
  server.kill('SIGTERM')
  await server.ended
  await rm(folder, { recursive: true, force: true })
})

test('the first visit sets up the workspace, and says what is missing', async () => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/set-up$/)

  await page.getByLabel('密码', { exact: true }).fill('short')
  await page.getByRole('button', { name: '创建并进入' }).click()
  await expect(page.getByText('填写公司或团队名称')).toBeVisible()
  await expect(page.getByText('还差 5 个字符')).toBeVisible()
  await expect(page.getByLabel('公司或团队名称')).toBeFocused()

  await page.getByLabel('公司或团队名称').fill('远山医疗')
  await page.getByLabel('姓名').fill('陈思远')
  await page.getByLabel('邮箱，登录用').fill(email)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '创建并进入' }).click()

  await expect(page.getByRole('heading', { name: /好，陈思远/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /导入客户/ })).toBeVisible()
})

test('a file is uploaded, read in its own encoding, and every problem is shown in its cell', async () => {
  await page.getByRole('link', { name: /导入客户/ }).click()
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '客户档案.csv', mimeType: 'text/csv', buffer: iconv.encode(customers, 'gb18030') })

  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('gb18030')
  await expect(page.getByRole('button', { name: '「单位名称」导入到 客户名称' })).toBeVisible()
  await expect(page.getByText('负责人：找不到记录')).toBeVisible()
  await expect(page.getByText('客户名称：必填，但为空')).toBeVisible()
  await expect(page.getByText('信用额度：不是数字')).toBeVisible()
})

test('one decision settles every cell of its cause, and a cell can be corrected alone', async () => {
  await page.getByRole('cell', { name: '周雨彤' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '留空导入' }).click()
  await expect(page.getByText('负责人：找不到记录')).toHaveCount(0)

  await page.getByRole('cell', { name: '七十左右' }).click()
  await page.getByRole('dialog').getByLabel('只改这一格').fill('70')
  await page.keyboard.press('Enter')
  await expect(page.getByText('信用额度：不是数字')).toHaveCount(0)

  await page.getByRole('button', { name: '下一步：查重' }).click()
  await page.getByRole('button', { name: '下一步：确认' }).click()
  await expect(page.getByRole('heading', { name: '准备导入 5 行到「客户」' })).toBeVisible()
  await page.getByRole('button', { name: '导入 5 行' }).click()

  await expect(page.getByRole('heading', { name: '客户档案.csv 已导入' })).toBeVisible()
  await expect(page.getByRole('cell', { name: '客户名称：此项必填。' })).toBeVisible()
})

test('⌘K finds customers by initials, by words and by the end of a phone number, and opens them', async () => {
  const box = page.getByRole('combobox', { name: '搜索或执行命令' })
  const finds = async (text: string, name: string) => {
    await page.keyboard.press('Control+k')
    await box.fill(text)
    await expect(page.getByRole('option', { name }).first()).toBeVisible()
  }

  await finds('8120', '苏州同川医院')
  await page.keyboard.press('Escape')
  await finds('茅台', '贵州茅台酒股份有限公司')
  await page.keyboard.press('Escape')
  await finds('gzmt', '贵州茅台酒股份有限公司')
  await expect(page.locator('mark', { hasText: '贵州茅台' })).toBeVisible()

  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/accounts\/[0-9a-f-]{36}/)
  await expect(page.getByRole('heading', { level: 1, name: '贵州茅台酒股份有限公司' }).first()).toBeVisible()
})

test('what was opened stands under "recent", and keys lead everywhere', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/accounts$/)
  await expect(page.getByRole('complementary').getByRole('link', { name: '贵州茅台酒股份有限公司' })).toBeVisible()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '本页的快捷键' })).toContainText('搜索或执行命令')
  await page.keyboard.press('Escape')

  await page.keyboard.press('[')
  await expect(page.getByRole('complementary')).toHaveCount(0)
  await page.keyboard.press('[')
  await expect(page.getByRole('complementary')).toBeVisible()
})

test('the whole import is taken back', async () => {
  await page.getByRole('complementary').getByRole('link', { name: '导入' }).click()
  await page.getByRole('main').getByRole('link', { name: '客户档案.csv' }).click()
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click()

  await expect(page.getByRole('heading', { name: '这次导入已撤销' })).toBeVisible()
  await page.goto('/accounts')
  await expect(page.getByText('还没有客户')).toBeVisible()
})

test('a wrong password is told; another language is chosen before signing in, and holds afterwards', async () => {
  await page.getByRole('button', { name: '我：陈思远' }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page).toHaveURL(/\/sign-in/)

  await page.getByRole('radio', { name: 'English' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')

  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: /Good \w+, 陈思远/ })).toBeVisible()

  const frame = page.getByRole('navigation', { name: 'Areas' })
  expect((await frame.getByRole('link').allInnerTexts()).join(' ')).not.toMatch(/\p{Script=Han}/u)
  await page.reload()
  await expect(page.getByRole('heading', { name: /Good \w+, 陈思远/ })).toBeVisible()
})

test('somebody who is not signed in is brought back to where they wanted to go', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' })
  const visitor = await context.newPage()
  await visitor.goto('/settings/base-data')
  await expect(visitor).toHaveURL(/\/sign-in\?to=/)

  await visitor.getByLabel('E-mail').fill(email)
  await visitor.getByLabel('Password', { exact: true }).fill(password)
  await visitor.getByRole('button', { name: 'Sign in' }).click()

  await expect(visitor).toHaveURL(/\/settings\/base-data/)
  await expect(visitor.getByRole('heading', { name: 'Base data' })).toBeVisible()
  await context.close()
})
