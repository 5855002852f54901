import { expect, test } from '@playwright/test'
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

test('a company that is there already is seen while it is typed, merged side by side, and taken apart again', async ({ context }) => {
  const accounts = workspace.client.records('accounts')
  const kept = await accounts.create({ name: '苏州远珩医疗器械有限公司', phone: '0512-55501234' })
  const page = await workspace.open(context, '/accounts/new')

  await page.getByLabel('客户名称').fill('远珩医疗')
  const warning = page.getByRole('region', { name: '重复记录' })
  await expect(warning).toContainText('可能已经有了')
  await expect(warning.getByRole('link', { name: '苏州远珩医疗器械有限公司' })).toBeVisible()
  await page.getByLabel('邮箱').fill('info@yuanheng.example')
  await page.keyboard.press('Control+s')
  await expect(page).toHaveURL(/\/accounts\/[\da-f-]{36}/)
  const gone = page.url().match(/[\da-f-]{36}/)?.[0] ?? ''
  await workspace.client.records('contacts').create({ name: '周雨桐', account: gone })

  await page.goto(`${workspace.url}/duplicates?object=account`)
  await page.getByRole('button', { name: '查找重复' }).click()
  const pair = page.getByRole('listitem', { name: /远珩医疗/ })
  await expect(pair).toContainText('名称相同或相近')
  await pair.getByRole('button', { name: '合并' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: '保留这条 苏州远珩医疗器械有限公司' })).toBeChecked()
  await dialog.getByRole('button', { name: '合并' }).click()
  await expect(page.getByText('已合并到苏州远珩医疗器械有限公司')).toBeVisible()
  await expect(pair).toHaveCount(0)

  await page.goto(`${workspace.url}/accounts/${gone}`)
  await expect(page).toHaveURL(new RegExp(`/accounts/${kept.id}`))
  await expect(page.getByText('周雨桐').first()).toBeVisible()
  await expect(page.getByText('info@yuanheng.example').first()).toBeVisible()
  await page.getByRole('button', { name: '撤销合并' }).click()
  await expect(page.getByText('已撤销合并')).toBeVisible()
  await page.goto(`${workspace.url}/accounts/${gone}`)
  await expect(page.getByText('周雨桐').first()).toBeVisible()
})

test('two who enter one company: the finder is told as much as the rules say, a manager compares both and lets them share it, and each hears of it', async ({
  browser,
}) => {
  const holder = await addColleague(workspace, '林悦', '销售')
  const finder = await addColleague(workspace, '何川', '销售')
  const duplicates = { likely: 60, certain: 90, weights: {}, entry: 'warn', disclose: 'exists', clash: 'decide' }
  await workspace.client.records('object-settings').create({ object: 'account', duplicates })
  const held = await workspace.client.records('accounts').create({ name: '苏州云岫仪器有限公司', owner: holder.id })

  const his = await workspace.open(await browser.newContext(), '/accounts/new', finder)
  await his.getByLabel('客户名称').fill('云岫仪器（苏州）有限公司')
  const warning = his.getByRole('region', { name: '重复记录' })
  await expect(warning).toContainText('你看不到的记录里已有这一条')
  await expect(warning).toContainText('归谁由经理裁定')
  await his.keyboard.press('Control+s')
  await expect(his).toHaveURL(/\/accounts\/[\da-f-]{36}/)

  const manager = await workspace.open(await browser.newContext(), '/notifications')
  await manager.getByRole('link', { name: /请你裁定/ }).click()
  await manager.getByRole('button', { name: '对比并裁定' }).click()
  const dialog = manager.getByRole('dialog')
  await expect(dialog.getByRole('region', { name: '原有' })).toContainText('苏州云岫仪器有限公司')
  await expect(dialog.getByRole('region', { name: '新建' })).toContainText('何川')
  await dialog.getByRole('button', { name: '共同跟进' }).click()
  await expect(manager.getByText('已裁定', { exact: true })).toBeVisible()
  await manager.getByRole('button', { name: '已裁定的 1 条' }).click()
  await expect(manager.getByRole('region', { name: '待裁定的撞单' })).toContainText('共同跟进')

  const hers = await workspace.open(await browser.newContext(), '/notifications', holder)
  await expect(hers.getByText('由你们共同跟进')).toBeVisible()
  await his.goto(`${workspace.url}/accounts/${held.id}`)
  await expect(his.getByRole('heading', { name: '苏州云岫仪器有限公司', level: 1 })).toBeVisible()
})
