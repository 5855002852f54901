import { expect, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

const many = 1_000
const atOnce = 500

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const accounts = workspace.client.records('accounts')
  for (let from = 0; from < many; from += atOnce) {
    await accounts.bulk({
      create: Array.from({ length: atOnce }, (_, at) => ({ name: `远山医疗 ${from + at + 1} 分院`, level: 'c', status: 'potential' })),
    })
  }
  await accounts.bulk({ create: ['苏州同川医院', '南京钟灵医院'].map((name) => ({ name, level: 'vip', status: 'won' })) })
})

test.afterAll(async () => {
  await workspace.stop()
})

const countOf = async (level: string) =>
  (await workspace.client.records('accounts').count({ filter: { field: 'level', op: 'is', value: level } })).count

test('a thousand rows are changed by keyboard, and taken back with one step', async ({ context }) => {
  const filter = encodeURIComponent(JSON.stringify({ field: 'status', op: 'is', value: 'potential' }))
  const page = await workspace.open(context, `/accounts?filter=${filter}&sort=name`)
  await expect(page.getByText('1,000 个客户', { exact: true })).toBeVisible()

  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: '选择全部 1,000 个' }).click()
  await expect(page.getByRole('toolbar')).toContainText('已选全部 1,000 个客户')

  await page.keyboard.press('e')
  await page.getByRole('combobox', { name: '改哪个字段' }).selectOption({ label: '级别' })
  await page.getByRole('combobox', { name: '改成' }).fill('A')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '改 1,000 个' }).click()

  await expect(page.getByText('已改 1,000 个客户')).toBeVisible({ timeout: 30_000 })
  expect(await countOf('a')).toBe(many)
  expect(await countOf('vip')).toBe(2)
  await expect(
    page
      .getByRole('row')
      .filter({ has: page.getByText('A', { exact: true }) })
      .first(),
  ).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect.poll(() => countOf('c'), { timeout: 30_000 }).toBe(many)
  expect(await countOf('a')).toBe(0)
  expect(await countOf('vip')).toBe(2)
  await expect(
    page
      .getByRole('row')
      .filter({ has: page.getByText('C', { exact: true }) })
      .first(),
  ).toBeVisible()
})

test('whoever may not change many at once changes at most five hundred, and is told so', async ({ context }) => {
  const page = await workspace.open(context, '/accounts?sort=name')
  await page.route('**/api/v1/meta', async (route) => {
    const answer = await route.fetch()
    const meta = (await answer.json()) as { objects: { may: Record<string, boolean> }[] }
    for (const { may } of meta.objects) may.massUpdate = false
    await route.fulfill({ response: answer, json: meta })
  })
  await page.reload()
  await page.getByRole('checkbox', { name: '选择已读出的全部行' }).check()

  await expect(page.getByRole('toolbar')).toContainText('已选 100 个客户')
  await expect(page.getByRole('button', { name: /选择全部/ })).toHaveCount(0)
})
