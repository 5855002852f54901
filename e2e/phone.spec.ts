import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let account: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  account = (
    await records('accounts').create({ name: '苏州同川医院', phone: '0512-5550 8120', website: 'https://old.example', level: 'a' })
  ).id
  await records('activities').create({
    subject: 'ICU 监护升级论证',
    type: 'visit',
    status: 'planned',
    account,
    occurAt: new Date(Date.now() - 600_000).toISOString(),
    endAt: new Date(Date.now() + 3_000_000).toISOString(),
  })
  await records('activities').create({
    subject: '提交接口清单',
    type: 'task',
    status: 'planned',
    account,
    dueAt: new Date(Date.now() - 86_400_000).toISOString(),
  })
})

test.afterAll(async () => {
  await workspace.stop()
})

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  serviceWorkers: 'allow' as const,
}

async function activity(subject: string) {
  const { records } = await workspace.client
    .records('activities')
    .list({ filter: { field: 'subject', op: 'is', value: subject }, fields: ['subject', 'status', 'content', 'dueAt'] })
  return records
}

async function withoutServer(context: BrowserContext, work: () => Promise<void>): Promise<void> {
  await context.pages()[0]?.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  await work()
  await context.setOffline(false)
}

test('a day on the road: a visit and its outcome, a task put off and done, a customer by initials, a field, and a task', async ({
  browser,
}) => {
  const context = await browser.newContext(phone)
  const page = await workspace.open(context, '/')

  const visit = page.getByRole('article')
  await expect(visit).toContainText('苏州同川医院')
  await expect(visit.getByRole('link', { name: '打电话' })).toHaveAttribute('href', /^tel:\+?[\d]+$/)
  await visit.getByRole('button', { name: '记结果' }).tap()
  const outcome = page.getByRole('dialog')
  await outcome.getByRole('textbox', { name: '结果' }).fill('预算已列入 4 月院长办公会')
  await outcome.getByRole('button', { name: '完成' }).tap()
  await expect(page.getByText('「ICU 监护升级论证」已完成')).toBeVisible()
  await expect.poll(() => activity('ICU 监护升级论证')).toMatchObject([{ status: 'done', content: '预算已列入 4 月院长办公会' }])

  await expect(page.getByText('逾期 1 天')).toBeVisible()
  await page.getByRole('button', { name: '改期「提交接口清单」' }).tap()
  await page.getByRole('button', { name: '明天' }).tap()
  await expect(page.getByText(/「提交接口清单」改到明天/)).toBeVisible()

  await page.getByRole('button', { name: /搜索/ }).tap()
  await page.getByRole('combobox').fill('sztcyy')
  await page
    .getByRole('option', { name: /苏州同川医院/ })
    .first()
    .tap()
  await expect(page.getByRole('heading', { level: 2, name: /苏州同川医院/ })).toBeVisible()

  await page.getByRole('tab', { name: '资料' }).tap()
  await page.getByRole('button', { name: '修改网站', exact: true }).tap()
  await page.getByRole('textbox', { name: '网站' }).fill('https://tongchuan.example')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await workspace.client.records('accounts').get(account))['website']).toBe('https://tongchuan.example')

  await page.getByRole('button', { name: '记跟进' }).tap()
  await page.getByRole('radio', { name: '任务' }).tap()
  await page.getByRole('textbox', { name: '要做什么' }).fill('寄样册')
  await page.getByRole('dialog').getByRole('button', { name: /^保存/ }).tap()
  await expect.poll(() => activity('寄样册')).toMatchObject([{ status: 'planned' }])
  await context.close()
})

test('without the server work goes on: it is kept through a reload, counted, and there once the network is back', async ({ browser }) => {
  await workspace.client
    .records('activities')
    .create({ subject: '回电：呼吸机报价', type: 'task', status: 'planned', account, dueAt: new Date().toISOString() })
  const context = await browser.newContext(phone)
  const page = await workspace.open(context, '/')
  await page.getByRole('button', { name: '完成「回电：呼吸机报价」' }).waitFor()
  await page.goto(`${workspace.url}/accounts/${account}`)
  await page.getByRole('button', { name: '记跟进' }).waitFor()

  await withoutServer(context, async () => {
    await page.getByRole('button', { name: '记跟进' }).tap()
    await page.getByRole('dialog').getByRole('textbox', { name: '跟进' }).fill('电梯里说定了：周五送样机')
    await page.getByRole('dialog').getByRole('button', { name: /^保存/ }).tap()
    await expect(page.getByText('1 条改动已存本机，联网后上传')).toBeVisible()
    expect(await activity('电梯里说定了：周五送样机')).toEqual([])

    await page.reload()
    await expect(page.getByText('连不上服务器', { exact: true })).toBeVisible()
  })

  await expect(page.getByRole('heading', { level: 2, name: /苏州同川医院/ })).toBeVisible()
  await expect(page.getByText('电梯里说定了：周五送样机').first()).toBeVisible()
  expect(await activity('电梯里说定了：周五送样机')).toHaveLength(1)

  await page.goto(`${workspace.url}/`)
  await page.getByRole('button', { name: '完成「回电：呼吸机报价」' }).waitFor()
  await withoutServer(context, async () => {
    await page.getByRole('button', { name: '完成「回电：呼吸机报价」' }).tap()
    await page.getByRole('button', { name: '查看' }).tap()
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText(/「回电：呼吸机报价」已完成.*等待联网/)
  })
  await expect(page.getByRole('dialog')).toContainText('都已上传')
  expect(await activity('回电：呼吸机报价')).toMatchObject([{ status: 'done' }])
  await context.close()
})

async function website(): Promise<unknown> {
  return (await workspace.client.records('accounts').get(account))['website']
}

async function changeWebsite(page: Page, to: string): Promise<void> {
  await page.getByRole('button', { name: '修改网站', exact: true }).tap()
  await page.getByRole('textbox', { name: '网站' }).fill(to)
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 条改动已存本机，联网后上传')).toBeVisible()
}

async function keptOn(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('guanxi.kept')))
}

test('what a colleague changed meanwhile is put to the user, and a sign-out leaves nothing on the device', async ({ browser }) => {
  const context = await browser.newContext(phone)
  const page = await workspace.open(context, `/accounts/${account}`)
  await page.getByRole('tab', { name: '资料' }).tap()

  await withoutServer(context, async () => {
    await changeWebsite(page, 'https://mine.example')
    await workspace.client.records('accounts').update(account, { website: 'https://theirs.example' })
  })
  await page.getByText('1 条改动没能上传，等你决定').waitFor({ timeout: 30_000 })
  expect(await website()).toBe('https://theirs.example')
  await page.getByRole('button', { name: '查看' }).tap()
  await page.getByRole('button', { name: '选用哪个值' }).tap()
  await page.getByRole('button', { name: '全部用我的' }).tap()
  await expect.poll(website).toBe('https://mine.example')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().tap()

  await withoutServer(context, async () => {
    await changeWebsite(page, 'https://given-up.example')
    await workspace.client.records('accounts').update(account, { website: 'https://last.example' })
  })
  await page.getByText('1 条改动没能上传，等你决定').waitFor({ timeout: 30_000 })
  expect(await keptOn(page)).toHaveLength(1)
  await page.goto(`${workspace.url}/`)
  await page.getByRole('button', { name: '更多' }).tap()
  await page.getByRole('button', { name: '退出登录' }).tap()
  await page.getByRole('button', { name: '丢掉并退出' }).tap()
  await page.waitForURL(/sign-in/)
  expect(await keptOn(page)).toEqual([])
  expect(await website()).toBe('https://last.example')
  await context.close()
})

test('what one has not sent yet, another who signs in on the device neither sees nor sends', async ({ browser }) => {
  const lin = await addColleague(workspace, '林悦', { account: { read: 'all', update: 'all' } })
  const context = await browser.newContext(phone)
  const page = await workspace.open(context, `/accounts/${account}`)
  await page.getByRole('tab', { name: '资料' }).tap()
  const before = await website()

  await withoutServer(context, async () => {
    await changeWebsite(page, 'https://of-chen.example')
    await page.close()
    await context.clearCookies()
  })
  const hers = await workspace.open(context, `/accounts/${account}`, lin)
  await hers.getByRole('heading', { level: 2, name: /苏州同川医院/ }).waitFor()
  await expect(hers.getByText(/条改动/)).toHaveCount(0)
  expect(await website()).toBe(before)
  await hers.goto(`${workspace.url}/`)
  await hers.getByRole('button', { name: '更多' }).tap()
  await hers.getByRole('button', { name: '退出登录' }).tap()
  await hers.waitForURL(/sign-in/)
  expect(await website()).toBe(before)

  await workspace.open(context, '/')
  await expect.poll(website, { timeout: 30_000 }).toBe('https://of-chen.example')
  await context.close()
})
