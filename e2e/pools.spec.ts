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

test('a customer is claimed from the pool, followed up, warned of and taken back when nobody calls any more', async ({ browser }) => {
  const { workspace, moveTo } = house
  const { client } = workspace
  const rep = await addColleague(workspace, '林若溪', '销售')
  const stranger = await addColleague(workspace, '周行', { account: { read: 'own' } })
  const admin = await workspace.open(await browser.newContext(), '/settings/pools')

  await admin.getByRole('textbox', { name: '名称', exact: true }).first().fill('华东公海')
  await admin.getByRole('button', { name: '新建公海' }).click()
  await admin.getByRole('combobox', { name: '成员' }).selectOption({ label: '人员' })
  await admin.getByRole('combobox', { name: '人员' }).fill('林若溪')
  await admin.getByRole('option', { name: /^林若溪/ }).click()
  await admin.getByRole('button', { name: '保存', exact: true }).first().click()
  await expect(admin.getByText('已保存「华东公海」')).toBeVisible()
  await admin.getByRole('button', { name: '添加规则' }).click()
  await admin.locator('form.pool-rule').getByRole('button', { name: '保存', exact: true }).click()
  await expect(admin.getByText('规则已保存')).toBeVisible()
  await expect(admin.getByRole('region', { name: '预演：今晚会收回什么' })).toContainText('今晚不会收回')

  const { id } = await client.records('accounts').create({ name: '苏州同川医院' })
  await client.action('pool.release', { object: 'account', records: [id], reason: 'no-need' })

  const outside = await workspace.open(await browser.newContext(), '/accounts', stranger)
  await expect(outside.getByRole('heading', { name: /客户/ }).first()).toBeVisible()
  await expect(outside.getByRole('link', { name: /公海/ })).toHaveCount(0)
  await expect(outside.getByText('苏州同川医院')).toHaveCount(0)

  const page = await workspace.open(await browser.newContext(), '/accounts', rep)
  await page.getByRole('complementary').getByRole('link', { name: /公海/ }).click()
  await expect(page.getByRole('tab', { name: /华东公海/, selected: true })).toBeVisible()
  await page.getByRole('link', { name: '苏州同川医院' }).click()
  await page.getByRole('button', { name: '领取' }).click()
  await expect(page.getByText('已领取 1 个客户')).toBeVisible()
  await page.getByRole('button', { name: '更多操作' }).click()
  await expect(page.getByRole('menuitem', { name: '释放到公海' })).toBeVisible()
  await page.keyboard.press('Escape')

  const now = Date.now()
  await moveTo(new Date(now + 20 * day))
  await client.action('activity.log', {
    activity: { subject: '回访', type: 'call', account: id, occurAt: new Date(now + 20 * day).toISOString() },
  })
  // Thirty days count from the call, not from the claim.
  await moveTo(new Date(now + 47.5 * day))
  const later = await workspace.open(await browser.newContext(), '/accounts', rep)
  await expect(later.getByRole('gridcell', { name: /苏州同川医院 \d 天后回公海/ })).toBeVisible()

  await moveTo(new Date(now + 51.5 * day))
  const owner = async () => (await client.records('accounts').get(id)).owner
  await expect.poll(owner, { timeout: 20_000 }).toBeNull()
  const after = await workspace.open(await browser.newContext(), '/accounts', rep)
  await after.getByRole('complementary').getByRole('link', { name: /公海/ }).click()
  await expect(after.getByRole('row', { name: /苏州同川医院/ })).toContainText('太久没有跟进')
  await expect(after.getByRole('row', { name: /苏州同川医院/ })).toContainText('林若溪')
})
