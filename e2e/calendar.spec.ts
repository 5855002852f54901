import { expect, type Locator, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let wang: string
const wangSignIn = { name: '王磊', email: 'wang@example.com', password: 'correct horse battery staple' }

const week = '/calendar?view=week&date=2026-03-18'

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  const roles = (await records('roles').list({ limit: 50 })).records
  const rep = roles.find((role) => role['name'] === '销售')
  const link = await workspace.client.call<{ user: { id: string }; url?: string }>('POST', '/access/invitations', {
    body: { name: wangSignIn.name, email: wangSignIn.email, department: null, roles: [rep?.id] },
  })
  wang = link.user.id
  await workspace.client.call('POST', '/sign-in/link/use', {
    body: { link: new URL(link.url ?? '').hash.slice(1), password: wangSignIn.password },
  })
  await records('activities').create({
    subject: '产品演示',
    type: 'meeting',
    status: 'planned',
    occurAt: '2026-03-18T02:00:00Z',
    endAt: '2026-03-18T03:00:00Z',
  })
})

test.afterAll(async () => {
  await workspace.stop()
})

const item = (page: Page, title: string) => page.locator('.cal-item', { hasText: title })

async function drag(page: Page, from: Locator | { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  const start = 'x' in from ? from : await centre(from)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + by.x / 2, start.y + by.y / 2, { steps: 4 })
  await page.mouse.move(start.x + by.x, start.y + by.y, { steps: 4 })
  await page.mouse.up()
}

async function centre(of: Locator): Promise<{ x: number; y: number }> {
  const box = await boxOf(of)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function boxOf(of: Locator) {
  const box = await of.boundingBox()
  if (!box) throw new Error('It is not shown')
  return box
}

test('an item is moved to another day, taken back, and made longer', async ({ context }) => {
  const page = await workspace.open(context, week)
  const demo = item(page, '产品演示')
  await expect(page.locator('.cal-head', { hasText: /周三\s*18/ })).toBeVisible()
  await expect(demo).toContainText('10:00')
  const { width, height } = await boxOf(demo)

  await drag(page, demo, { x: width, y: height + 5 })
  await expect(page.getByText(/「产品演示」改到/)).toBeVisible()
  await expect(demo).toContainText('11:00')
  await expect.poll(async () => (await activity('产品演示'))?.['occurAt']).toBe('2026-03-19T03:00:00.000Z')

  await page.keyboard.press('Control+z')
  await expect(demo).toContainText('10:00')
  await expect.poll(async () => (await activity('产品演示'))?.['endAt']).toBe('2026-03-18T03:00:00.000Z')

  const box = await boxOf(demo)
  await demo.hover()
  await drag(page, { x: box.x + box.width / 2, y: box.y + box.height - 2 }, { x: 0, y: height })
  await expect.poll(async () => (await activity('产品演示'))?.['endAt']).toBe('2026-03-18T04:00:00.000Z')
})

test('keys lead through days and views, and the address says where one is', async ({ context }) => {
  const page = await workspace.open(context, week)
  await expect(item(page, '产品演示')).toBeVisible()

  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: '2026-03-23 – 2026-03-29' })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/view=month/)
  await expect(item(page, '产品演示')).toBeVisible()
  await page.keyboard.press('a')
  await page.getByRole('button', { name: /产品演示/ }).click()
  await expect(page.getByRole('dialog', { name: '产品演示' })).toBeVisible()
  await expect(page).toHaveURL(/open=/)
})

test('a drag over free hours makes an item of that length', async ({ context }) => {
  const page = await workspace.open(context, week)
  const box = await boxOf(item(page, '产品演示'))

  await drag(page, { x: box.x + box.width * 1.5, y: box.y + 5 }, { x: 0, y: box.height / 2 })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /主题/ }).fill('合同评审')
  await dialog.getByRole('button', { name: '保存' }).click()

  await expect(item(page, '合同评审')).toContainText('10:00')
  expect(await activity('合同评审')).toMatchObject({ occurAt: '2026-03-19T02:00:00.000Z', status: 'planned' })
})

test("a colleague's calendar shows what one may see of it, and no more", async ({ context, browser }) => {
  await workspace.client
    .records('activities')
    .create({ subject: '王磊的拜访', type: 'visit', status: 'planned', owner: wang, occurAt: '2026-03-17T02:00:00Z' })
  const mine = await workspace.open(context, week)
  await mine.getByRole('button', { name: '同事日历' }).click()
  await mine.getByRole('checkbox', { name: '王磊' }).check()
  await expect(item(mine, '王磊的拜访')).toBeVisible()
  await expect(item(mine, '产品演示')).toBeVisible()

  const other = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const me = await workspace.client.meta()
  const page = await workspace.open(other, `${week}&people=${wang},${me.me.userId}`, wangSignIn)

  await expect(item(page, '王磊的拜访')).toBeVisible()
  await expect(item(page, '产品演示')).toHaveCount(0)
  await other.close()
})

test('a weekly visit: made by form, one time moved on the phone, the following ones changed and taken back, overlaps told', async ({
  context,
  browser,
}) => {
  const page = await workspace.open(context, '/calendar?view=week&date=2026-04-08')
  await page.getByRole('button', { name: '新建日程' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: /主题/ }).fill('周例访')
  await form.getByRole('combobox', { name: '时间', exact: true }).fill('2026-04-06 09:00')
  await form.getByRole('combobox', { name: '重复', exact: true }).selectOption('WEEKLY')
  await form.getByText('周二', { exact: true }).click()
  await form.getByRole('button', { name: '保存' }).click()
  await expect(item(page, '周例访')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/date=2026-04-15/)
  await expect(item(page, '周例访')).toHaveCount(1)

  const handheld = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  const phone = await workspace.open(handheld, '/calendar?view=agenda&date=2026-04-13')
  await phone
    .getByRole('button', { name: /周例访/ })
    .first()
    .click()
  await phone.getByRole('dialog', { name: '周例访' }).getByRole('button', { name: '改时间' }).click()
  const sheet = phone.getByRole('dialog', { name: '「周例访」改时间' })
  await sheet.getByLabel('日', { exact: true }).fill('2026-04-15')
  await sheet.getByLabel('开始').fill('14:00')
  await sheet.getByRole('button', { name: '改时间' }).click()
  await expect(phone.getByText(/「周例访」改到/)).toBeVisible()
  const moved = item(page, '周例访')
  await expect(moved).toContainText('14:00')
  await handheld.close()

  await page.keyboard.press('ArrowRight')
  await expect(item(page, '周例访')).toContainText('09:00')
  await workspace.client.records('activities').create({
    subject: '客户来访',
    type: 'meeting',
    status: 'planned',
    occurAt: '2026-04-21T06:00:00Z',
    endAt: '2026-04-21T07:00:00Z',
  })
  await item(page, '周例访').click()
  await page.getByRole('button', { name: '改时间' }).click()
  const dialog = page.getByRole('dialog', { name: '「周例访」改时间' })
  await dialog.getByLabel('开始').fill('14:30')
  await expect(dialog.getByText('客户来访')).toBeVisible()
  await dialog.getByLabel('开始').fill('16:00')
  await expect(dialog.getByText('客户来访')).toHaveCount(0)
  await dialog.getByLabel('这次和以后的').check()
  await dialog.getByRole('button', { name: '改时间' }).click()
  await expect(item(page, '周例访')).toContainText('16:00')
  await page.keyboard.press('ArrowRight')
  await expect(item(page, '周例访')).toContainText('16:00')

  await page.keyboard.press('Control+z')
  await expect(item(page, '周例访')).toContainText('09:00')
})

test('the form of a new item says what it meets and takes the next free time; a holiday is shaded and named', async ({ context }) => {
  const { records } = workspace.client
  const day = { subject: '早会', type: 'meeting', status: 'planned', occurAt: '2026-09-24T09:00:00Z', endAt: '2026-09-24T10:00:00Z' }
  await records('activities').create(day)
  const page = await workspace.open(context, '/calendar?view=week&date=2026-09-24')
  await expect(page.locator('.cal-head.off', { hasText: /周五\s*25.*中秋.*休/ })).toBeVisible()

  await page.getByRole('button', { name: '新建日程' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: /主题/ }).fill('报价沟通')
  await form.getByRole('combobox', { name: '时间', exact: true }).fill('2026-09-24 17:15')
  await expect(form.getByText('17:00 早会')).toBeVisible()
  await form.getByRole('button', { name: /下一个空档/ }).click()
  await expect(form.getByText('这个时间没有别的安排')).toBeVisible()
  await form.getByRole('button', { name: '保存' }).click()
  await expect.poll(async () => (await activity('报价沟通'))?.['occurAt']).toBe('2026-09-28T01:00:00.000Z')
  await expect(form).toHaveCount(0)

  await page.keyboard.press('m')
  await expect(page.locator('.cal-off[data-date="2026-09-25"]', { hasText: '中秋' })).toBeVisible()
})

async function activity(subject: string) {
  const { records } = await workspace.client
    .records('activities')
    .list({ filter: { field: 'subject', op: 'is', value: subject }, fields: ['occurAt', 'endAt', 'status'] })
  return records[0]
}
