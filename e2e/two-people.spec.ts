import { expect, type Page, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let shen: TestPerson

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  shen = await addColleague(workspace, '沈一诺', '管理员')
})

test.afterAll(async () => {
  await workspace.stop()
})

const customer = async (name: string) =>
  (await workspace.client.records('accounts').create({ name, level: 'b', phone: '0512-5550 0000', shortName: '旧简称' })).id
const value = (page: Page, field: string) => page.locator('dt', { hasText: field }).locator('+ dd')
const edit = (page: Page, field: string) => page.getByRole('button', { name: `修改${field}`, exact: true })

async function both(browser: import('@playwright/test').Browser, id: string): Promise<[Page, Page]> {
  const mine = await workspace.open(await browser.newContext(), `/accounts/${id}`)
  const theirs = await workspace.open(await browser.newContext(), `/accounts/${id}`, shen)
  for (const page of [mine, theirs]) await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
  return [mine, theirs]
}

test('what a colleague changes is on my screen within a second, without a word from me', async ({ browser }) => {
  const id = await customer('苏州同川医院')
  const [mine, theirs] = await both(browser, id)

  await edit(theirs, '电话').click()
  await theirs.getByRole('textbox', { name: '电话' }).fill('0512-5550 8120')
  await theirs.keyboard.press('Enter')
  await expect(value(theirs, '电话')).toHaveText('0512-5550 8120')

  await expect(value(mine, '电话')).toHaveText('0512-5550 8120', { timeout: 1_000 })
})

test('different fields that two people change at once are both kept, and nobody is asked', async ({ browser }) => {
  const id = await customer('南京钟灵医院')
  const [mine, theirs] = await both(browser, id)
  await edit(mine, '电话').click()
  await mine.getByRole('textbox', { name: '电话' }).fill('025-5550 1234')

  await edit(theirs, '简称').click()
  await theirs.getByRole('textbox', { name: '简称' }).fill('钟灵')
  await theirs.keyboard.press('Enter')
  await expect(value(mine, '简称')).toHaveText('钟灵')
  await mine.keyboard.press('Enter')

  await expect(value(theirs, '电话')).toHaveText('025-5550 1234')
  await expect(value(mine, '电话')).toHaveText('025-5550 1234')
  await expect(mine.getByRole('dialog')).toHaveCount(0)
})

test('the same field changed by both meets in a dialogue with both values, and the chosen one stands for both', async ({ browser }) => {
  const id = await customer('宁波甬和医院')
  const [mine, theirs] = await both(browser, id)
  await edit(mine, '简称').click()
  await mine.getByRole('textbox', { name: '简称' }).fill('甬和')

  await edit(theirs, '简称').click()
  await theirs.getByRole('textbox', { name: '简称' }).fill('宁波甬和')
  await theirs.keyboard.press('Enter')
  await expect(value(theirs, '简称')).toHaveText('宁波甬和')
  await expect.poll(async () => (await workspace.client.records('accounts').get(id))['shortName']).toBe('宁波甬和')
  await mine.keyboard.press('Enter')

  const dialog = mine.getByRole('dialog', { name: '「宁波甬和医院」刚被别人改过' })
  await expect(dialog).toContainText('沈一诺')
  await expect(dialog).toContainText('宁波甬和')
  await expect(dialog).toContainText('甬和')
  await dialog.getByRole('button', { name: '全部用我的' }).click()
  await expect(value(theirs, '简称')).toHaveText('甬和')
  await expect(value(mine, '简称')).toHaveText('甬和')
})

test('a cell of a list that a colleague changes while it is open is put to me, and neither value is lost', async ({ browser }) => {
  const id = await customer('无锡锡山医院')
  const mine = await workspace.open(await browser.newContext(), '/accounts?columns=name,shortName,phone')
  const theirs = await workspace.open(await browser.newContext(), `/accounts/${id}`, shen)
  const row = mine.getByRole('row').filter({ hasText: '无锡锡山医院' })
  const phone = async () => (await workspace.client.records('accounts').get(id))['phone']
  const change = async (field: string, text: string) => {
    await edit(theirs, field).click()
    await theirs.getByRole('textbox', { name: field }).fill(text)
    await theirs.keyboard.press('Enter')
    await expect(value(theirs, field)).toHaveText(text)
  }
  await row.getByRole('gridcell', { name: '0512-5550 0000' }).dblclick()
  await mine.getByRole('textbox', { name: '电话' }).fill('0510-5550 1111')

  await change('电话', '0510-5550 2222')
  await change('简称', '锡山')
  await expect(row).toContainText('锡山')
  await mine.keyboard.press('Enter')

  const dialog = mine.getByRole('dialog', { name: '「无锡锡山医院」刚被别人改过' })
  await expect(dialog).toContainText('沈一诺')
  await expect(dialog).toContainText('0510-5550 1111')
  expect(await phone()).toBe('0510-5550 2222')
  await dialog.getByRole('radio', { name: '电话: 对方的值' }).check()
  await dialog.getByRole('button', { name: '保存所选' }).click()
  await expect(row).toContainText('0510-5550 2222')
  expect(await phone()).toBe('0510-5550 2222')
})

test('a cell that was opened and left as it was takes nothing back that a colleague changed meanwhile', async ({ browser }) => {
  const id = await customer('江阴澄江医院')
  const mine = await workspace.open(await browser.newContext(), '/accounts?columns=name,shortName,phone')
  const row = mine.getByRole('row').filter({ hasText: '江阴澄江医院' })
  await row.getByRole('gridcell', { name: '0512-5550 0000' }).dblclick()
  await expect(mine.getByRole('textbox', { name: '电话' })).toBeFocused()

  await workspace.client.records('accounts').update(id, { phone: '0510-5550 3333', shortName: '澄江' })
  await expect(row).toContainText('澄江')
  await mine.keyboard.press('Enter')

  await expect(row).toContainText('0510-5550 3333')
  expect((await workspace.client.records('accounts').get(id))['phone']).toBe('0510-5550 3333')
})
