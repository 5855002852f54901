import { expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

/** A hardware seller moves house: agents, products, customers, and a pipeline that names all three. */
const files = [
  {
    object: '商机',
    name: 'sales_pipeline.csv',
    content: [
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
      '1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054',
      'Z063OYW0,Darcel Schlecht,GTXPro,Isdom,Won,2016-10-25,2017-03-11,4514',
      'EC4QE1BX,Darcel Schlecht,GTX Pro,Cancity,Lost,2016-10-25,2017-03-07,0',
      'ZNBS69V1,Anna Snelling,GTX Pro,,Engaging,2016-11-01,,',
    ],
  },
  { object: '产品', name: 'products.csv', content: ['product,series,sales_price', 'GTX Plus Basic,GTX,1096', 'GTX Pro,GTX,4821'] },
  {
    object: '客户',
    name: 'accounts.csv',
    content: [
      'account,sector,year_established,revenue,employees,office_location,subsidiary_of',
      'Cancity,retail,2001,718.62,2448,United States,',
      'Isdom,medical,2002,3178.24,4540,United States,',
    ],
  },
  {
    object: '用户',
    name: 'sales_teams.csv',
    content: [
      'sales_agent,manager,regional_office',
      'Moses Frase,Dustin Brinkmann,Central',
      'Darcel Schlecht,Dustin Brinkmann,Central',
      'Anna Snelling,Dustin Brinkmann,Central',
    ],
  },
]

let workspace: TestWorkspace
let page: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  page = await workspace.open(
    await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } }),
    '/imports/projects',
  )
})

test.afterAll(async () => {
  await page.close()
  await workspace.stop()
})

test('a project is made, and the files stand in the order of what they point at', async () => {
  await page.getByRole('button', { name: '新建项目' }).click()
  await page.getByLabel('名称').fill('Maven 迁移')
  await page.getByLabel('来源系统').fill('maven')
  await page.getByRole('button', { name: '建立项目' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Maven 迁移' })).toBeVisible()

  for (const { object, name, content } of files) {
    await page.getByRole('button', { name: '加入文件' }).click()
    await page.getByRole('dialog').getByLabel('文件里是什么').selectOption({ label: object })
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content.join('\n')) })
    await expect(page.getByRole('link', { name })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  const order = page.getByRole('region', { name: '文件' }).getByRole('link')
  await expect(order.last()).toHaveText('sales_pipeline.csv')
  await expect(order).toHaveCount(4)
})

test('the check tells what will come of it before anything is written', async () => {
  await expect(page.getByRole('button', { name: '开始导入' })).toHaveAttribute('aria-disabled', 'true')

  await page.getByRole('button', { name: '检查全部' }).click()

  await expect(page.getByText('4 行可导入 · 0 行有错误')).toBeVisible({ timeout: 30_000 })
  const figures = page.getByRole('region', { name: '对账' })
  await expect(figures.getByText('按检查结果预计')).toBeVisible()
  await expect(figures.getByRole('row', { name: /金额.*5,568/ })).toBeVisible()
  expect((await workspace.client.records('accounts').list({})).records).toHaveLength(0)
})

test('one start takes all in; the figures of both sides are equal, and a signature closes it', async () => {
  await page.getByRole('button', { name: '开始导入' }).click()

  await expect(page.getByText('待签收')).toBeVisible({ timeout: 30_000 })
  const figures = page.getByRole('region', { name: '对账' })
  await expect(figures.getByText('每一处差异都有原因')).toBeVisible()
  await expect(figures.getByRole('row', { name: /金额.*3.*5,568.*3.*5,568.*一致/ })).toBeVisible()
  await expect(figures.getByRole('row', { name: '赢单 2 2' })).toBeVisible()
  const { records } = await workspace.client.records('opportunities').list({ fields: ['account', 'owner'] })
  expect(records).toHaveLength(4)

  await page.getByLabel('说明').fill('与旧系统核对一致')
  await page.getByRole('button', { name: '签收' }).click()

  await expect(page.getByText('已签收')).toBeVisible()
  await expect(page.getByText(/陈思远 于 .* 签收/)).toBeVisible()
  await expect(page.getByRole('button', { name: '加入文件' })).toHaveCount(0)
})

test('an administrator undoes it, which opens it again and says so', async () => {
  await page.getByRole('button', { name: '撤销整个项目' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销整个项目' }).click()

  await expect(page.getByText(/陈思远 于 .* 重新打开/)).toBeVisible()
  await expect(page.getByText(/已撤销 \d+，保留 0/)).toHaveCount(4, { timeout: 30_000 })
  await expect.poll(async () => (await workspace.client.records('opportunities').list({})).records.length).toBe(0)
})

test('it reads in English, and on a phone', async () => {
  await workspace.client.updateMe({ locale: 'en' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()

  await expect(page.getByRole('heading', { name: 'Reconciliation' })).toBeVisible()
  await expect(page.getByText('deleted or undone since').first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
