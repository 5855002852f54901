import { expect, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWithClock } from './moved-clock.ts'

const day = 86_400_000
let house: Awaited<ReturnType<typeof startWithClock>>

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await startWithClock()
})

test.afterAll(async () => {
  await house.stop()
})

test('a leaver’s customers are shared out between two colleagues, and all of it is taken back', async ({ browser }) => {
  const { workspace } = house
  const { client } = workspace
  const [lin, zhou, qin] = [
    await addColleague(workspace, '林若溪', '销售'),
    await addColleague(workspace, '周行', '销售'),
    await addColleague(workspace, '秦朗', '销售'),
  ]
  const names = ['同川医院', '明澈医院', '远山医疗', '海岳药业']
  for (const name of names) {
    const account = await client.records('accounts').create({ name, owner: lin.id })
    await client.records('contacts').create({ name: `${name}主任`, account: account.id, owner: lin.id })
  }
  const owners = async (route: string) => {
    const { records } = await client.records(route).list({ fields: ['owner'], limit: 50 })
    return records.map((one) => (one['owner'] as { title: string }).title).sort()
  }
  const page = await workspace.open(await browser.newContext(), '/settings/organisation')

  await page.getByRole('button', { name: '林若溪' }).click()
  await page.getByRole('button', { name: '停用并移交…' }).click()
  const dialog = page.getByRole('dialog', { name: '停用「林若溪」' })
  for (const { name } of [zhou, qin]) {
    await dialog.getByRole('combobox', { name: '移交给' }).fill(name)
    await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  }
  await dialog.getByRole('textbox', { name: '移交原因' }).fill('离职')
  await dialog.getByRole('button', { name: '停用并移交 8 条' }).click()
  await expect(page.getByText('已移交 8 条记录')).toBeVisible()
  expect(await owners('accounts')).toEqual(['周行', '周行', '秦朗', '秦朗'])
  expect(await owners('contacts')).toEqual(['周行', '周行', '秦朗', '秦朗'])

  await client.records('users').update(lin.id, { active: true })
  await page.goto(`${workspace.url}/settings/transfers`)
  const row = page.getByRole('row').filter({ hasText: '离职' })
  await expect(row).toContainText('林若溪')
  await row.getByRole('button', { name: '撤销' }).click()
  await expect(row).toContainText('已撤销')
  expect(await owners('accounts')).toEqual(['林若溪', '林若溪', '林若溪', '林若溪'])

  // The same from a list: what goes along is seen before it goes.
  await page.goto(`${workspace.url}/accounts`)
  await page
    .getByRole('checkbox', { name: /同川医院/ })
    .first()
    .check()
  await page.getByRole('toolbar', { name: '对所选的操作' }).getByRole('button', { name: '移交', exact: true }).click()
  const transfer = page.getByRole('dialog', { name: '移交 1 个客户' })
  await transfer.getByRole('combobox', { name: '交给谁' }).fill('周行')
  await page.getByRole('option', { name: /^周行/ }).click()
  await expect(transfer.getByText('随客户一起').first()).toBeVisible()
  await transfer.getByRole('button', { name: '移交 2 条' }).click()
  await expect(page.getByText('已移交 2 条记录')).toBeVisible()
})

test('a colleague works in another’s name until the day it ends; history names both', async ({ browser }) => {
  const { workspace, moveTo } = house
  const { client } = workspace
  const lender = await addColleague(workspace, '沈一诺', '销售')
  const borrower = await addColleague(workspace, '方远', '销售')
  const { id } = await client.records('accounts').create({ name: '苏南医院', phone: '0512-5550 8120', owner: lender.id })
  const mine = await workspace.open(await browser.newContext(), '/settings/delegations', lender)

  await mine.getByRole('button', { name: '安排代理' }).first().click()
  const dialog = mine.getByRole('dialog', { name: '安排代理' })
  await dialog.getByRole('combobox', { name: '代理人' }).fill('方远')
  await mine.getByRole('option', { name: /^方远/ }).click()
  await dialog.getByLabel('结束', { exact: true }).fill('+3d')
  await dialog.getByRole('textbox', { name: '原因' }).fill('休假')
  await dialog.getByRole('button', { name: '安排代理' }).click()
  await expect(mine.getByRole('row').filter({ hasText: '方远' })).toContainText('代理中')

  const page = await workspace.open(await browser.newContext(), '/accounts', borrower)
  await expect(page.getByText('还没有客户')).toBeVisible()
  await page.getByRole('button', { name: /方远/ }).click()
  await page.getByRole('button', { name: '代理「沈一诺」工作' }).click()
  await expect(page.getByText('正在代理「沈一诺」工作')).toBeVisible()
  await page.goto(`${workspace.url}/accounts`)
  await expect(page.getByRole('link', { name: '苏南医院' }).first()).toBeVisible()
  await page.goto(`${workspace.url}/accounts/${id}`)
  await page.getByRole('button', { name: '修改电话', exact: true }).click()
  await page.getByRole('textbox', { name: '电话' }).fill('0512-5550 8121')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: '历史' }).click()
  const entry = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '8121' })
  await expect(entry).toContainText('方远')
  await expect(entry).toContainText('代 沈一诺')

  await moveTo(new Date(Date.now() + 4 * day))
  await page.goto(`${workspace.url}/accounts`)
  await expect(page.getByRole('button', { name: '我：方远' })).toBeVisible()
  await expect(page.getByText('正在代理「沈一诺」工作')).toHaveCount(0)
  await page.goto(`${workspace.url}/accounts`)
  await expect(page.getByText('还没有客户')).toBeVisible()
})
