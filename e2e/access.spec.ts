import { expect, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let account: string
let contact: string
let lin: TestPerson & { id: string }

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  account = (await records('accounts').create({ name: '苏州同川医院' })).id
  contact = (await records('contacts').create({ name: '陆承志', mobile: '13812341234' })).id
  lin = await addColleague(workspace, '林若溪', {
    account: { read: 'own', create: 'own', update: 'own' },
    contact: { read: 'all' },
    ...Object.fromEntries(['user', 'department', 'role', 'choice'].map((key) => [key, { read: 'all' }])),
  })
  const [role] = (await records('roles').list({ filter: { field: 'name', op: 'is', value: '林若溪 的角色' } })).records
  await records('roles').update(role?.id ?? '', { readClasses: { 'personal-contact': 'unmask' } })
})

test.afterAll(async () => {
  await workspace.stop()
})

test('a masked phone is unmasked by whoever may ask, and found in the audit log', async ({ browser }) => {
  const hers = await workspace.open(await browser.newContext(), `/contacts/${contact}`, lin)
  const mobile = hers.locator('dt', { hasText: '手机' }).locator('+ dd')
  await expect(mobile).toContainText('••••')
  await mobile.getByRole('button', { name: /查看完整的/ }).click()
  await expect(mobile).toContainText(/138.?1234.?1234/)

  const page = await workspace.open(await browser.newContext(), '/settings/audit')
  await page.getByRole('radio', { name: '查看打码内容' }).click()
  const row = page.getByRole('row', { name: /陆承志/ })
  await expect(row).toContainText('林若溪')
  await expect(row).toContainText('手机')
})

test('a customer is shared with an end, seen by the colleague, explained, and taken back', async ({ browser }) => {
  const page = await workspace.open(await browser.newContext(), `/accounts/${account}`)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '共享和团队…' }).click()
  const dialog = page.getByRole('dialog', { name: '共享「苏州同川医院」' })
  await dialog.getByRole('combobox', { name: '同事' }).fill('林若溪')
  await page.getByRole('option', { name: /^林若溪/ }).click()
  const until = dialog.getByLabel('截止').first()
  await until.fill('+2w')
  await until.press('Enter')
  await dialog.getByRole('button', { name: '共享', exact: true }).click()
  await expect(dialog.getByRole('list', { name: '已共享给' })).toContainText('林若溪')
  await expect(dialog.getByRole('list', { name: '已共享给' })).toContainText('到 ')

  const hers = await workspace.open(await browser.newContext(), `/accounts/${account}`, lin)
  await hers.getByRole('button', { name: /可见/ }).click()
  await expect(hers.getByRole('dialog', { name: '为什么能看到' })).toContainText('由 陈思远 共享给 林若溪')

  await dialog.getByRole('button', { name: '不再共享给 林若溪' }).click()
  await expect(dialog).toContainText('还没有共享给任何人')
  await hers.reload()
  await expect(hers.getByText('没有这条客户')).toBeVisible()
})

test('a form stands where the role does not show what a field points at', async ({ browser }) => {
  const hers = await workspace.open(await browser.newContext(), '/accounts/new', lin)
  await expect(hers.getByLabel('标签')).toBeDisabled()
  await hers.getByLabel('客户名称').fill('无锡惠民医院')
  await hers.getByRole('button', { name: '保存', exact: true }).first().click()
  await expect(hers.getByRole('heading', { name: '无锡惠民医院', exact: true })).toBeVisible()
})

test('the history of a record shows how it stood at a moment', async ({ browser }) => {
  await workspace.client.records('accounts').update(account, { level: 'vip' })
  const page = await workspace.open(await browser.newContext(), `/accounts/${account}`)
  await page.getByRole('tab', { name: '变更历史' }).click()
  const moment = page.getByLabel('查看某一时刻').first()
  await moment.fill('昨天')
  await moment.press('Enter')
  await expect(page.getByText(/还没有这条记录/)).toBeVisible()

  await page.getByRole('button', { name: '回到变更历史' }).click()
  await expect(page.getByText(/还没有这条记录/)).toBeHidden()
  await expect(page.getByRole('button', { name: '撤销这次变更' })).toBeVisible()
})

test('an administrator looks on as a colleague, changes nothing, and both ends stand in the audit log', async ({ browser }) => {
  const page = await workspace.open(await browser.newContext(), `/users/${lin.id}`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('menuitem', { name: '以此人身份查看…' }).click()
  await page.getByRole('button', { name: '开始查看' }).click()
  await expect(page.getByText('你正在以「林若溪」的身份查看')).toBeVisible()

  await page.goto(`${workspace.url}/accounts/${account}`)
  await expect(page.getByText('没有这条客户')).toBeVisible()
  await page.goto(`${workspace.url}/contacts/${contact}`)
  await expect(page.getByRole('heading', { level: 2, name: /陆承志/ })).toBeVisible()
  const refused = await page.request.post(`${workspace.url}/api/v1/contacts/${contact}/unmask`, {
    headers: { 'x-guanxi': '1' },
    data: { field: 'mobile' },
  })
  expect(refused.status()).toBe(403)
  expect((await page.request.get(`${workspace.url}/api/v1/notifications`)).status()).toBe(403)
  await page.getByRole('button', { name: '结束查看' }).click()
  await expect(page.getByText('你正在以')).toHaveCount(0)

  await page.goto(`${workspace.url}/settings/audit`)
  await page.getByRole('radio', { name: '以他人身份查看' }).click()
  await expect(page.getByRole('row', { name: /开始以他人身份查看/ })).toContainText('林若溪')
  await expect(page.getByRole('row', { name: /结束以他人身份查看/ })).toContainText('林若溪')
})
