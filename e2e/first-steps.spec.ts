import { expect, type Page, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
})

test.afterAll(async () => {
  await workspace.stop()
})

const guide = (page: Page, name = '开始使用') => page.getByRole('region', { name })
const step = (page: Page, text: string) => guide(page).getByRole('listitem').filter({ hasText: text })

test('the guide of a new workspace ticks what is really there, leads to what is not, and is put away and brought back', async ({
  context,
}) => {
  const page = await workspace.open(context, '/')
  await expect(guide(page)).toContainText('已完成 0/6')

  await step(page, '把客户放进来').getByRole('link', { name: '新建客户' }).click()
  await page.getByRole('textbox', { name: '客户名称' }).fill('苏州同川医院')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByRole('heading', { name: '苏州同川医院' }).first()).toBeVisible()
  await page.getByRole('link', { name: '首页' }).first().click()
  await expect(step(page, '把客户放进来')).toContainText('已完成')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '搜索或执行命令' }).fill('sztc')
  await expect(page.getByRole('option', { name: '苏州同川医院' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/accounts\//)
  await page.goBack()
  await expect(step(page, '用一个框找到一切')).toContainText('已完成')

  await step(page, '按你们的做法定销售阶段').getByRole('link', { name: '改阶段' }).click()
  await expect(page).toHaveURL(/\/settings\/pipelines$/)
  await page.goto(workspace.url)
  await expect(step(page, '按你们的做法定销售阶段')).toContainText('待完成')

  await guide(page).getByRole('button', { name: '收起引导' }).click()
  await expect(guide(page)).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: /好，陈思远/ })).toBeVisible()
  await expect(guide(page)).toHaveCount(0)
  await page.goto(`${workspace.url}/settings/me`)
  await page.getByRole('switch', { name: '在首页显示「开始使用」' }).check()
  await page.goto(workspace.url)
  await expect(guide(page)).toContainText('已完成 2/6')
})

test('a new colleague gets steps of their own; on a phone the next one, and all of them when asked', async ({ browser }) => {
  const lin = await addColleague(workspace, '林悦', '销售')
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await workspace.open(context, '/', lin)

  await expect(guide(page).getByRole('listitem')).toHaveCount(1)
  await expect(step(page, '建第一个客户')).toBeVisible()
  await guide(page).getByRole('button', { name: '全部 4 步' }).click()
  await expect(step(page, '记第一次跟进')).toBeVisible()
  await expect(step(page, '把客户放进来')).toHaveCount(0)
})
