import { expect, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let shen: TestPerson
let zhou: TestPerson
let account: string

const all = { create: 'all', read: 'all', update: 'all', delete: 'all' }
const own = { create: 'own', read: 'own', update: 'own', delete: 'own' }
const basics = { user: { read: 'all' }, choice: { read: 'all' }, textTemplate: { read: 'all' }, role: { read: 'all' } }

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  shen = await addColleague(workspace, '沈一诺', { ...basics, account: all, activity: all, contact: all })
  zhou = await addColleague(workspace, '周敏', { ...basics, account: own, activity: own, contact: own })
  account = (await workspace.client.records('accounts').create({ name: '苏州同川医院', level: 'a' })).id
})

test.afterAll(async () => {
  await workspace.stop()
})

test('a colleague is named by initials, hears of it at once, opens the customer, answers, and it is off the count', async ({ browser }) => {
  const theirs = await workspace.open(await browser.newContext(), '/', shen)
  const page = await workspace.open(await browser.newContext(), `/accounts/${account}`)
  await expect(page.getByRole('button', { name: /记跟进/ })).toBeVisible()
  await page.keyboard.press('l')
  await page.keyboard.type('参数论证会定在 3 月 24 日；@syn')
  await page.getByRole('option', { name: '沈一诺' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('请准备中央站演示')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('link', { name: '@沈一诺' })).toBeVisible()

  await theirs.getByRole('button', { name: '通知，1 条未读' }).click()
  const told = theirs.getByRole('dialog', { name: '通知' }).getByRole('link', { name: /陈思远 提到了你.*苏州同川医院/ })
  await told.click()

  await expect(theirs.getByRole('heading', { level: 2, name: /苏州同川医院/ })).toBeVisible()
  await expect(theirs.getByRole('button', { name: '通知', exact: true })).toBeVisible()
  await expect(theirs.getByRole('button', { name: /已关注/ })).toBeVisible()

  const entry = theirs.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '请准备中央站演示' }).last()
  await entry.hover()
  await entry.getByRole('button', { name: '回复' }).click()
  await theirs.keyboard.type('周一准备好')
  await theirs.keyboard.press('Control+Enter')
  await expect(theirs.getByText(/回复「参数论证会定在 3 月 24 日；」/)).toBeVisible()
  await page.getByRole('button', { name: '通知，1 条未读' }).click()
  await expect(page.getByRole('link', { name: /沈一诺 回复了你/ })).toBeVisible()
})

test('a colleague who is renamed is shown by the new name in what was written before', async ({ context }) => {
  const { records } = workspace.client
  const { id } = (await records('users').list({ filter: { field: 'name', op: 'is', value: '沈一诺' } })).records[0] ?? { id: '' }
  await records('activities').create({ subject: '演示', type: 'note', account, content: `@[沈一诺](${id}) 看一下样机` })

  await records('users').update(id, { name: '沈以诺' })
  const page = await workspace.open(context, `/accounts/${account}`)

  await expect(page.getByText('@沈以诺 看一下样机')).toBeVisible()
  await records('users').update(id, { name: '沈一诺' })
})

test('whoever may not see the customer is marked so, is not told, and does not come to see it', async ({ browser }) => {
  const page = await workspace.open(await browser.newContext(), `/accounts/${account}`)
  await expect(page.getByRole('button', { name: /记跟进/ })).toBeVisible()
  await page.keyboard.press('l')
  await page.keyboard.type('@zhoum')
  await expect(page.getByRole('option', { name: /周敏.*看不到这里/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByText('周敏 看不到这条记录，不会收到通知')).toBeVisible()
  await page.keyboard.type('看一下')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已记下跟进')).toBeVisible()
  // Whoever may see it is told after it: what was to come has come by then.
  await workspace.client.records('activities').create({ subject: '第二条', type: 'task', status: 'planned', owner: await idOf('周敏') })

  const theirs = await workspace.open(await browser.newContext(), '/', zhou)

  await theirs.getByRole('button', { name: '通知，1 条未读' }).click()
  await expect(theirs.getByRole('dialog', { name: '通知' }).getByRole('listitem')).toHaveCount(1)
  await expect(theirs.getByRole('link', { name: /给你安排了任务.*第二条/ })).toBeVisible()
  await theirs.goto(`${workspace.url}/accounts/${account}`)
  await expect(theirs.getByText('没有这条客户')).toBeVisible()
})

test('a template is put in with the customer filled in, and what is not known stays to be filled', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)
  await page.getByRole('radio', { name: '拜访' }).click()
  await page.getByRole('textbox', { name: '拜访' }).click()
  await page.keyboard.type('/拜访')
  await page.getByRole('option', { name: /拜访纪要/ }).click()

  await expect(page.getByRole('textbox', { name: '拜访' })).toHaveValue(/^拜访苏州同川医院，参加人：\{\{联系人\}\}、陈思远\n现状：/)
})

test('a kind that is switched off is not told', async ({ context }) => {
  const page = await workspace.open(context, '/settings/me', shen)
  const handedOver = page.getByRole('switch', { name: '移交与安排' })
  await handedOver.click()
  await expect(handedOver).not.toBeChecked()
  await expect.poll(async () => switchesOf(await idOf('沈一诺'))).toEqual({ assigned: false })
  await workspace.client.records('activities').create({ subject: '寄样机', type: 'task', status: 'planned', owner: await idOf('沈一诺') })
  await workspace.client
    .records('activities')
    .create({ subject: '一起看', type: 'note', account, content: `@[沈一诺](${await idOf('沈一诺')}) 来看` })

  await expect(page.getByRole('button', { name: /未读/ })).toBeVisible()
  await page.getByRole('button', { name: /未读/ }).click()

  await expect(page.getByRole('link', { name: /提到了你.*一起看/ })).toBeVisible()
  await expect(page.getByText('寄样机')).toHaveCount(0)
})

async function idOf(name: string): Promise<string> {
  const { records } = await workspace.client.records('users').list({ filter: { field: 'name', op: 'is', value: name } })
  return records[0]?.id ?? ''
}

async function switchesOf(id: string): Promise<unknown> {
  const { settings } = await workspace.client.records('users').get(id, { fields: ['settings'] })
  return (settings as { notifications?: unknown } | null)?.notifications
}
