import { expect, test } from '@playwright/test'
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
