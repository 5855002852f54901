import { expect, test } from '@playwright/test'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
})

test.afterAll(async () => {
  await workspace.stop()
})

test('a value of a choice list is renamed, coloured, moved and retired; every change can be taken back', async ({ context }) => {
  const page = await workspace.open(context, '/settings/base-data?of=account-source')
  const labels = page.getByRole('textbox', { name: '中文名称' })
  await expect(labels.first()).toHaveValue('官网')

  await labels.first().fill('公司官网')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/已改「公司官网」的中文名称/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(labels.first()).toHaveValue('官网')

  await page.getByRole('button', { name: '下移: 官网' }).click()
  await expect(labels.first()).toHaveValue('展会')

  await page.getByRole('button', { name: '颜色: 展会' }).click()
  await page.getByRole('button', { name: '图表色 5' }).click()
  await page.getByRole('switch', { name: '启用: 展会' }).click()
  await expect(page.getByRole('switch', { name: '启用: 展会' })).not.toBeChecked()
  await page.reload()
  await expect(page.getByRole('switch', { name: '启用: 展会' })).not.toBeChecked()
})

test('two values become one in every record, and that is taken back as well', async ({ context }) => {
  const { id } = await workspace.client.records('accounts').create({ name: '常州延康医院', source: 'partner' })
  const page = await workspace.open(context, '/settings/base-data?of=account-source')
  await page.getByRole('button', { name: '更多动作: 伙伴' }).click()
  await page.getByRole('menuitem', { name: '合并到…' }).click()
  await page.getByRole('dialog').getByRole('combobox').selectOption({ label: '转介绍' })
  await page.getByRole('dialog').getByRole('button', { name: '合并到' }).click()

  await expect(page.getByText('已把「伙伴」合并到「转介绍」')).toBeVisible()
  expect(await workspace.client.records('accounts').get(id)).toMatchObject({ source: 'referral' })

  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await workspace.client.records('accounts').get(id))['source']).toBe('partner')
})

test('a new value stands in the form at once', async ({ context }) => {
  const page = await workspace.open(context, '/settings/base-data?of=account-source')
  await page.getByPlaceholder('中文名称').last().fill('老客户推荐会')
  await page.getByPlaceholder('英文名称').last().fill('Customer meeting')
  await page.getByRole('button', { name: '添加选项' }).click()
  await expect(page.getByText('已添加选项「老客户推荐会」')).toBeVisible()

  const [source] = (await workspace.client.meta()).choices['account-source']?.filter(({ key }) => key === 'customer-meeting') ?? []
  expect(source?.label).toEqual({ zh: '老客户推荐会', en: 'Customer meeting' })
})

test('a field is added to customers, and the form asks for it', async ({ context }) => {
  const page = await workspace.open(context, '/settings/fields?of=account')
  await page.getByRole('button', { name: '添加字段' }).first().click()
  await page.getByLabel('中文名称').first().fill('床位数')
  await page.getByLabel('英文名称').first().fill('Bed count')
  await page.getByLabel('类型', { exact: true }).selectOption('number')
  await page.getByRole('button', { name: '添加字段' }).last().click()
  await expect(page.getByText('已给客户添加字段「床位数」')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'bedCount' })).toBeVisible()

  await page.goto(`${workspace.url}/accounts/new`)
  await expect(page.getByLabel('床位数')).toBeVisible()
})

test('a stage is added to the pipeline, and its probability is typed', async ({ context }) => {
  const page = await workspace.open(context, '/settings/pipelines')
  await page.getByPlaceholder('阶段名称').last().fill('院内招标')
  await page.getByRole('button', { name: '添加阶段' }).click()
  await expect(page.getByText('已添加阶段「院内招标」')).toBeVisible()

  const row = page.getByRole('row').filter({ has: page.locator('input[value="院内招标"]') })
  await row.getByRole('textbox', { name: '赢率 (%)' }).fill('70')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/已改「院内招标」的赢率/)).toBeVisible()
})

test('a colleague gets a password and sees what the role shows; a wider right shows more', async ({ context, browser }) => {
  const roles = await workspace.client.records('roles').list({ fields: ['name'] })
  const rep = roles.records.find((role) => role['name'] === '销售')
  const { id } = await workspace.client.records('users').create({ name: '林若溪', email: 'lin@yuanshan.example', roles: [rep?.id] })
  await workspace.client.records('accounts').create({ name: '上海明澈医院', bankAccount: '6228 4471' })
  const page = await workspace.open(context, `/users/${id}`)

  await page.getByRole('button', { name: '设置登录密码' }).click()
  await page.getByLabel('新密码').fill('river stone lantern')
  await page.getByRole('dialog').getByRole('button', { name: '设置登录密码' }).click()
  await expect(page.getByText('「林若溪」现在可以用 lin@yuanshan.example 登录')).toBeVisible()

  const hers = await browser.newContext({ locale: 'zh-CN' })
  const lin = await workspace.open(hers, '/accounts', { name: '林若溪', email: 'lin@yuanshan.example', password: 'river stone lantern' })
  await expect(lin.getByText('还没有客户')).toBeVisible()
  await lin.goto(`${workspace.url}/settings`)
  await expect(lin.getByRole('link', { name: /我的设置/ }).first()).toBeVisible()
  await expect(lin.getByRole('link', { name: /基础数据/ })).toHaveCount(0)

  await page.goto(`${workspace.url}/settings/rights`)
  await page.getByRole('navigation', { name: '角色和权限' }).getByRole('link', { name: '销售', exact: true }).click()
  await page.getByRole('combobox', { name: '客户 · 查看' }).selectOption('all')
  await expect(page.getByText('已改「销售」的权限')).toBeVisible()
  await lin.goto(`${workspace.url}/accounts`)
  await expect(lin.getByRole('row').filter({ hasText: '上海明澈医院' })).toBeVisible()
  await hers.close()
})

test('what was deleted waits in the recycle bin and comes back', async ({ context }) => {
  const { id } = await workspace.client.records('accounts').create({ name: '无锡太清医院' })
  await workspace.client.records('accounts').remove(id)
  const page = await workspace.open(context, '/recycle-bin?object=account')
  const row = page.getByRole('row').filter({ hasText: '无锡太清医院' })
  await expect(row).toContainText(administrator.name)

  await row.getByRole('button', { name: '恢复' }).click()
  await expect(page.getByText('已恢复「无锡太清医院」')).toBeVisible()
  await expect(row).toHaveCount(0)
  expect(await workspace.client.records('accounts').get(id)).toMatchObject({ name: '无锡太清医院' })
})

test('theme, row height and language are kept with the account', async ({ context, browser }) => {
  const page = await workspace.open(context, '/settings/me')
  await page.getByRole('radio', { name: '深色' }).click()
  await page.getByRole('radio', { name: '紧凑' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect.poll(async () => (await workspace.client.meta()).me.theme).toBe('dark')

  const elsewhere = await browser.newContext()
  const other = await workspace.open(elsewhere, '/')
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(other.locator('html')).toHaveAttribute('data-density', 'compact')
  await elsewhere.close()
})

test('what is due today is finished with one click, and the click can be taken back', async ({ context }) => {
  const { me } = await workspace.client.meta()
  await workspace.client
    .records('activities')
    .create({ subject: '回电：呼吸机报价', type: 'call', status: 'planned', dueAt: new Date().toISOString(), owner: me.principalId })
  const page = await workspace.open(context, '/')
  const due = page.getByRole('link', { name: /回电：呼吸机报价/ })
  await expect(due).toBeVisible()

  await page.getByRole('button', { name: '完成「回电：呼吸机报价」' }).click()
  await expect(page.getByText('「回电：呼吸机报价」已完成')).toBeVisible()
  await expect(due).toHaveCount(0)

  await page.keyboard.press('Control+z')
  await expect(due).toBeVisible()
})

test('on the phone everything is within reach of the thumb', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' })
  const page = await workspace.open(context, '/')
  const bar = page.getByRole('navigation', { name: '业务区' })

  await bar.getByRole('link', { name: '客户' }).click()
  await expect(page).toHaveURL(/\/accounts$/)
  await bar.getByRole('button', { name: '更多' }).click()
  await page.getByRole('dialog', { name: '更多' }).getByRole('link', { name: '商机' }).click()
  await expect(page).toHaveURL(/\/opportunities$/)
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await bar.getByRole('button', { name: '新建' }).click()
  await page.getByRole('menuitem', { name: '新建客户', exact: true }).click()
  await expect(page).toHaveURL(/\/accounts\/new$/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await context.close()
})

test('without a network the page says so, and takes it back when it is there again', async ({ context }) => {
  const page = await workspace.open(context, '/accounts')
  await expect(page.getByRole('navigation', { name: '业务区' })).toBeVisible()

  await context.setOffline(true)
  await expect(page.getByText('网络已断开')).toBeVisible()

  await context.setOffline(false)
  await expect(page.getByText('网络已断开')).toHaveCount(0)
})
