import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

// Who a customer is: an address pasted whole, a group with its sums, a life with reasons; and a person whose consent is withdrawn and who is erased.

test.describe.configure({ mode: 'serial' })

let workspace: TestWorkspace
let context: BrowserContext

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
})

test.afterAll(async () => {
  await context.close()
  await workspace.stop()
})

const make = async (object: string, values: Record<string, unknown>) => (await workspace.client.records(object).create(values)).id

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
}

test('a pasted address falls into its parts', async () => {
  const page = await workspace.open(context, '/accounts/new')
  await page.getByRole('textbox', { name: '客户名称' }).fill('深圳同川医院')

  await page.getByRole('textbox', { name: '详细地址' }).focus()
  await paste(page, '广东省深圳市南山区科技园南路2号 518057')

  await expect(page.getByRole('textbox', { name: '详细地址' })).toHaveValue('科技园南路2号')
  await expect(page.getByRole('textbox', { name: '邮编' })).toHaveValue('518057')
  await expect(page.locator('.fe-address').getByRole('combobox')).toHaveValue('广东 · 深圳 · 南山区')
  await page.close()
})

test('a graph shows who stands around a customer, opens what lies behind, and says the same as a list', async () => {
  const top = await make('accounts', { name: '同川集团' })
  const hospital = await make('accounts', { name: '同川医院', parent: top })
  await make('accounts', { name: '同川药房', parent: top })
  await make('contacts', { name: '陆承志', jobTitle: 'ICU 主任', account: hospital })
  const page = await workspace.open(context, `/accounts/${hospital}`)

  await page.getByRole('tab', { name: '关系图' }).click()
  const graph = page.getByRole('region', { name: '同川医院 的关系图' })
  await expect(graph.getByRole('listitem').filter({ has: page.getByRole('link', { name: '陆承志' }) })).toContainText('ICU 主任')
  await graph.getByRole('button', { name: '展开 同川集团 的另外 1 个' }).click()
  await expect(graph.getByRole('link', { name: '同川药房' })).toBeVisible()
  await graph.getByRole('radio', { name: '列表' }).click()
  await expect(graph.getByRole('row').filter({ has: page.getByRole('link', { name: '同川药房' }) })).toContainText('同川集团 的下级')
  await graph.getByRole('radio', { name: '图', exact: true }).click()
  await graph.getByRole('link', { name: '陆承志' }).click()
  await expect(page.getByRole('region', { name: '陆承志 的关系图' }).getByRole('link', { name: '同川医院' })).toBeVisible()
  await page.close()
})

test('an administrator says whose customers count as one’s own, and “Mine” lists by it', async () => {
  const group = await make('accounts', { name: '算自己的集团' })
  const own = await make('accounts', { name: '算自己的公司', parent: group })
  const someone = await make('accounts', { name: '别的客户' })
  for (const id of [own, someone]) await workspace.client.records('accounts').update(id, { owner: null }, { revision: 1 })
  const mine = {
    any: [
      { field: 'owner', op: 'me' },
      { field: 'parent.owner', op: 'me' },
    ],
  }
  await workspace.client.records('object-settings').create({ object: 'account', mine })

  const page = await workspace.open(context, '/settings/objects?open=account')
  const rule = page.getByRole('dialog').getByText('哪些客户算自己的').locator('..')
  await expect(rule).toContainText('负责人 是 我')
  await page.goto(`${workspace.url}/accounts?view=mine`)

  await expect(page.getByText('算自己的公司')).toBeVisible()
  await expect(page.getByText('别的客户')).toHaveCount(0)
  await page.close()
})

test('a group shows its branches with their sums, and a customer moves on with a reason', async () => {
  const top = await make('accounts', { name: '华东集团', annualRevenue: '1000000' })
  const branch = await make('accounts', { name: '苏州分公司', parent: top, annualRevenue: '500000' })
  const page = await workspace.open(context, `/accounts/${branch}`)

  const group = page.getByRole('region', { name: '集团', exact: true })
  await expect(group.getByRole('listitem')).toHaveText([/华东集团.*150 万/, /苏州分公司.*50 万/])

  const life = page.getByRole('region', { name: '生命周期' })
  await life.getByRole('button', { name: '接洽' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '原因' }).fill('展会上谈过')
  await dialog.getByRole('button', { name: '变更为「接洽」' }).click()
  await expect(life.locator('[aria-current="step"]')).toContainText('接洽')
  await expect(life).toContainText('展会上谈过')
  await page.close()
})

test('consent withdrawn is seen at once; the person is erased after what that takes out was shown', async () => {
  const contact = await make('contacts', { name: '欧阳铄', mobile: '13912345678', email: 'ouyang@example.com' })
  await make('activities', { subject: '电话 欧阳铄', contact })
  for (const channel of ['email', 'sms'])
    await make('consents', { contact, channel, state: 'granted', source: 'form', at: '2025-03-01T02:00:00Z' })
  const page = await workspace.open(context, `/contacts/${contact}`)
  const reach = page.getByRole('region', { name: '联系方式' })
  await expect(reach).toContainText('邮件')

  await make('consents', { contact, channel: 'email', state: 'withdrawn', source: 'message' })
  await page.reload()
  await expect(reach).toContainText('短信')
  await expect(page.getByText('邮件 · 撤回').first()).toBeVisible()

  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '个人信息…' }).click()
  const dialog = page.getByRole('dialog', { name: '欧阳铄 的个人信息' })
  await expect(dialog).toContainText('手机')
  await expect(dialog).toContainText('跟进 1 条，其中 1 条会抹去个人信息')
  await expect(dialog).toContainText('同意记录 3 条')
  await dialog.getByRole('textbox', { name: '原因' }).fill('本人要求')
  await dialog.getByRole('textbox', { name: '输入「欧阳铄」确认' }).fill('欧阳铄')
  await dialog.getByRole('button', { name: '永久删除个人信息' }).click()

  await expect(page.getByText('个人信息已删除')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('〔…〕')
  await expect(page.getByText('欧阳铄')).toHaveCount(0)
  await page.close()
})
