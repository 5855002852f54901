import { expect, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { client } = workspace
  const account = await client.records('accounts').create({ name: '苏州同川医院' })
  const [pipeline] = (await client.records('pipelines').list({ limit: 1 })).records
  const { records: stages } = await client.records('stages').list({ fields: ['outcome'], sort: ['position'], limit: 20 })
  const stageOf = (outcome: string) => stages.find((stage) => stage['outcome'] === outcome)?.id
  const today = new Date().toISOString().slice(0, 10)
  const deal = (name: string, outcome: string, amount: string) =>
    client.records('opportunities').create({
      name,
      account: account.id,
      pipeline: pipeline?.id,
      stage: stageOf(outcome),
      closeDate: today,
      amount: { amount, currency: 'CNY' },
    })
  await deal('ICU 监护升级', 'won', '2180000')
  await deal('呼吸机换代', 'lost', '400000')
  await deal('手术灯', 'open', '600000')
})

test.afterAll(async () => {
  await workspace.stop()
})

test('figures lead to the records that they count, and stand as a table too', async ({ context }) => {
  const page = await workspace.open(context, '/')
  await expect(page.getByRole('link', { name: '分析' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page).toHaveURL(/\/analysis/)
  await expect(page.getByRole('link', { name: '218 万' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: '50%' })).toBeVisible()

  await page.getByRole('button', { name: '显示为表格' }).click()
  await expect(page.getByRole('region', { name: '每月成交' }).getByRole('link', { name: '218 万' })).toBeVisible()

  await page.getByRole('combobox', { name: '负责人' }).selectOption('me')
  await page.getByRole('radio', { name: '本月' }).click()
  await expect(page).toHaveURL(/span=month.*who=me|who=me.*span=month/)
  await page.reload()
  await expect(page.getByRole('radio', { name: '本月' })).toBeChecked()

  await page.getByRole('link', { name: '218 万' }).first().click()
  await expect(page).toHaveURL(/\/opportunities\?/)
  await expect(page.getByText('ICU 监护升级')).toBeVisible()
  await expect(page.getByText('呼吸机换代')).toBeHidden()
})
