import { expect, type Page, test } from '@playwright/test'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace({ GUANXI_NEW_WORKSPACES: 'administrators' })
})

test.afterAll(async () => {
  await workspace.stop()
})

const me = (page: Page, name: string) => page.getByRole('button', { name: `我：${name}` })

/** Changing the company loads the page anew: what follows must not meet the page that is about to go. */
const loadedAnew = async (page: Page, act: () => Promise<void>) => {
  await Promise.all([page.waitForEvent('load'), act()])
}

test('one person makes a second company, goes to and fro, invites into it, and leaves it', async ({ browser }) => {
  await workspace.client.accounts.create({ name: '苏州同川医院' })
  const lin = { name: '林悦', email: 'lin@example.com', password: 'long enough for lin' }
  const { id } = await workspace.client.records('users').create({ name: lin.name, email: lin.email })
  await workspace.client.call('POST', `/users/${id}/password`, { body: { password: lin.password } })
  const context = await browser.newContext()
  const page = await workspace.open(context, '/accounts')
  await expect(page.getByText('苏州同川医院')).toBeVisible()
  const otherTab = await context.newPage()
  await otherTab.goto(`${workspace.url}/accounts`)
  await expect(otherTab.getByText('苏州同川医院')).toBeVisible()

  await me(page, administrator.name).click()
  await page.getByRole('button', { name: '新建工作区' }).click()
  await page.getByRole('dialog').getByLabel('公司或团队名称').fill('同川贸易')
  await loadedAnew(page, () => page.getByRole('dialog').getByRole('button', { name: '创建并进入' }).click())
  await me(page, administrator.name).click()
  await expect(page.getByRole('button', { name: '同川贸易', pressed: true })).toBeVisible()
  await page.goto(`${workspace.url}/accounts`)
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.getByText('苏州同川医院')).toHaveCount(0)
  // The other tab went along: nothing can be written into the wrong company.
  await expect(otherTab).toHaveURL(`${workspace.url}/`)
  await expect(otherTab.getByText('苏州同川医院')).toHaveCount(0)

  await page.goto(`${workspace.url}/settings/sign-in`)
  await page.getByRole('button', { name: '邀请同事' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill(lin.name)
  await dialog.getByLabel('邮箱').fill(lin.email)
  await dialog.getByLabel('角色').selectOption({ label: '销售' })
  await dialog.getByRole('button', { name: '发出邀请' }).click()
  const link = (await dialog.locator('code').textContent()) ?? ''

  const hers = await browser.newContext()
  const linPage = await workspace.open(hers, '/', lin)
  await linPage.goto(new URL(new URL(link).pathname + new URL(link).hash, workspace.url).href)
  await loadedAnew(linPage, () => linPage.getByRole('button', { name: '加入' }).click())
  await me(linPage, lin.name).click()
  await expect(linPage.getByRole('button', { name: '同川贸易', pressed: true })).toBeVisible()
  await linPage.keyboard.press('Escape')

  // By ⌘K to the first company again, without a password.
  await linPage.keyboard.press('Control+k')
  await linPage.getByRole('combobox').fill('同川设备')
  await loadedAnew(linPage, () => linPage.getByRole('option', { name: '去工作区「同川设备」' }).click())
  await me(linPage, lin.name).click()
  await expect(linPage.getByRole('button', { name: '同川设备', pressed: true })).toBeVisible()
  await loadedAnew(linPage, () => linPage.getByRole('button', { name: '同川贸易' }).click())
  await expect(me(linPage, lin.name)).toBeVisible()

  await linPage.goto(`${workspace.url}/settings/me`)
  await linPage.getByRole('button', { name: '离开「同川贸易」' }).click()
  await loadedAnew(linPage, () => linPage.getByRole('dialog').getByRole('button', { name: '离开「同川贸易」' }).click())
  await expect(linPage).toHaveURL(`${workspace.url}/`)
  await me(linPage, lin.name).click()
  await expect(linPage.getByText('lin@example.com · 同川设备')).toBeVisible()
  await expect(linPage.getByRole('button', { name: '同川贸易' })).toHaveCount(0)
  await hers.close()
  await context.close()
})
