import { expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let account: string
let opportunity: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  account = (
    await records('accounts').create({
      name: '苏州同川医院',
      level: 'a',
      status: 'won',
      phone: '0512-5550 8120',
      paymentTerms: 'net-60',
      industry: 'medical',
    })
  ).id
  for (const name of ['上海明澈医院', '南京钟灵医院']) await records('accounts').create({ name, level: 'b' })
  for (const [name, decisionRole] of [
    ['陆承志', 'decider'],
    ['顾怀谦', 'influencer'],
  ])
    await records('contacts').create({ name, decisionRole, account })
  const pipeline = (await records('pipelines').list()).records[0]?.id
  const [stage] = (await records('stages').list({ sort: ['position'] })).records
  opportunity = (
    await records('opportunities').create({
      name: 'ICU 监护升级 48 床',
      account,
      pipeline,
      stage: stage?.id,
      probability: 10,
      amount: { amount: '2180000', currency: 'CNY' },
    })
  ).id
})

test.afterAll(async () => {
  await workspace.stop()
})

/** One line of the profile: its value, and the pencil that edits it. */
const value = (page: Page, field: string) => page.locator('dt', { hasText: field }).locator('+ dd')
const edit = (page: Page, field: string) => page.getByRole('button', { name: `修改${field}`, exact: true })
const timeline = (page: Page) => page.getByRole('tabpanel')

test('the page tells who this is, what is known, and what belongs to it', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)

  await expect(page.getByRole('heading', { level: 2, name: /苏州同川医院/ })).toContainText('成交客户')
  await expect(value(page, '电话')).toHaveText('0512-5550 8120')
  await expect(page.getByRole('region', { name: '联系人' })).toContainText('决策者')
  await expect(page.getByRole('region', { name: '商机' })).toContainText('¥2,180,000')
  await expect(page.getByRole('tab', { name: /联系人/ })).toContainText('2')
})

test('a value is edited where it stands: Tab goes on, Enter saves, Esc restores, ⌘Z takes back', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)

  await edit(page, '电话').click()
  await page.getByRole('textbox', { name: '电话' }).fill('ask Lin')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('电话只写数字和分隔符')
  await page.getByRole('textbox', { name: '电话' }).fill('0512-5550 8121')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: '邮箱' })).toBeFocused()
  await page.keyboard.type('shebei@tongchuan.example')
  await page.keyboard.press('Enter')

  await expect(value(page, '电话')).toHaveText('0512-5550 8121')
  await expect(value(page, '邮箱')).toHaveText('shebei@tongchuan.example')

  await edit(page, '行业').click()
  await page.keyboard.type('银行')
  await page.keyboard.press('Escape')
  await expect(value(page, '行业')).toHaveText('医疗健康')

  await page.keyboard.press('Control+z')
  await expect(page.getByText('shebei@tongchuan.example')).toHaveCount(0)
})

test('a reference is found by pinyin initials, and a new record is made on the spot', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)

  await page.getByRole('button', { name: '集团与关联' }).click()
  await edit(page, '推荐客户').click()
  await page.keyboard.type('njzl')
  await expect(page.getByRole('option', { name: '南京钟灵医院' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(value(page, '推荐客户')).toHaveText('南京钟灵医院')

  await edit(page, '所属集团').click()
  await page.keyboard.type('同川医疗集团')
  await page.getByRole('option', { name: '新建客户「同川医疗集团」' }).click()
  const dialog = page.getByRole('dialog', { name: '新建客户' })
  await expect(dialog.getByLabel('客户名称')).toHaveValue('同川医疗集团')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(value(page, '所属集团')).toHaveText('同川医疗集团')
})

test('a follow-up is written down with its contact and the next date, stands in the timeline, and is taken back as one', async ({
  context,
}) => {
  const page = await workspace.open(context, `/accounts/${account}`)
  await expect(timeline(page)).toContainText('新建商机')

  await page.keyboard.press('l')
  await page.keyboard.type('确认了 ICU 二期的床位数。参数论证会定在 3 月 24 日')
  await page.getByRole('radio', { name: '电话' }).click()
  await page.getByRole('button', { name: '联系人', exact: true }).click()
  await page.getByRole('option', { name: /陆承志/ }).click()
  await page.getByRole('button', { name: '下次跟进' }).click()
  await expect(page.getByRole('combobox', { name: '下次跟进' })).toBeFocused()
  await page.keyboard.type('明天 3 点')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /下次：明天 15:00/ })).toBeVisible()
  await page
    .locator('.composer input[type=file]')
    .setInputFiles({ name: '参数表.csv', mimeType: 'text/csv', buffer: Buffer.from('床位,48\n') })
  await page.keyboard.press('Control+Enter')

  const entry = timeline(page).getByRole('listitem').filter({ hasText: '确认了 ICU 二期的床位数' }).last()
  await expect(entry).toContainText('陆承志')
  await expect(entry.getByRole('button', { name: '参数表.csv' })).toBeVisible()
  await expect(page.locator('.facts')).toContainText('明天 15:00')
  await expect(page.getByRole('group', { name: /近 26 周往来 1 次/ })).toBeVisible()

  await page.getByRole('button', { name: '撤销' }).click()
  await expect(timeline(page).getByText('确认了 ICU 二期的床位数')).toHaveCount(0)
  await expect(page.locator('.facts')).not.toContainText('明天 15:00')
})

test('a task stands among the things to do until it is ticked', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)
  await page.getByRole('radio', { name: '任务' }).click()
  await page.getByPlaceholder('要做什么').fill('准备中央站演示')
  await page.keyboard.press('Control+Enter')

  const todo = page.getByRole('region', { name: '待办' })
  await expect(todo).toContainText('准备中央站演示')
  await todo.getByRole('checkbox', { name: '完成「准备中央站演示」' }).check()
  await expect(todo).toHaveCount(0)
  await expect(timeline(page).getByText('准备中央站演示')).toBeVisible()
})

test('what was written and not saved is still there after a reload', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)
  const text = page.getByPlaceholder('写下这次联系')
  await text.fill('发票抬头按新税号开')
  // The draft is kept once the typing pauses.
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('发票抬头按新税号开')

  await page.reload()

  await expect(text).toHaveValue('发票抬头按新税号开')
})

test('J and K walk the list that the record was opened from', async ({ context }) => {
  const page = await workspace.open(context, '/accounts?sort=name')
  await page.getByRole('row').filter({ hasText: '南京钟灵医院' }).getByRole('link', { name: '南京钟灵医院' }).click()
  await expect(page.getByText(/^1 \/ \d/)).toBeVisible()

  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { level: 2 })).toContainText('上海明澈医院')
  await expect(page.getByText(/^2 \/ \d/)).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { level: 2 })).toContainText('南京钟灵医院')
})

test('two people change the same field: each value is chosen, and neither is lost unseen', async ({ context }) => {
  await context.route('**/api/v1/live', (route) => route.abort())
  const page = await workspace.open(context, `/accounts/${account}`)
  await expect(value(page, '级别')).toHaveText('A')
  await workspace.client.records('accounts').update(account, { level: 'vip', paymentTerms: 'net-90' })

  await edit(page, '级别').click()
  await page.keyboard.type('B')
  await page.keyboard.press('Enter')

  const dialog = page.getByRole('dialog', { name: /刚被别人改过/ })
  await expect(dialog).toContainText('陈思远')
  await dialog.getByRole('radio', { name: '级别: 对方的值' }).check()
  await dialog.getByRole('button', { name: '保存所选' }).click()
  await expect(value(page, '级别')).toHaveText('VIP')
  await expect(value(page, '付款条件')).toHaveText('验收后 90 天')
})

test('history tells who changed what, and brings one field back', async ({ context }) => {
  await workspace.client.records('accounts').update(account, { industry: 'finance' })
  const page = await workspace.open(context, `/accounts/${account}?tab=history`)
  const change = page.locator('.hist-change').filter({ hasText: '医疗健康' }).first()
  await expect(change).toContainText('金融')

  await change.hover()
  await change.getByRole('button', { name: '恢复为原值' }).click()

  await page.getByRole('tab', { name: '概览' }).click()
  await expect(value(page, '行业')).toHaveText('医疗健康')
})

test('files are dropped on the page, looked at, and taken away', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}?tab=files`)
  await expect(page.getByText('还没有文件')).toBeVisible()
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['监护仪 48 台，含 3 年延保。'], '报价单.txt', { type: 'text/plain' }))
    return transfer
  })
  await page.locator('.files').dispatchEvent('drop', { dataTransfer: dropped })

  await page.getByRole('button', { name: '报价单.txt', exact: true }).click()
  await expect(page.getByRole('dialog', { name: '报价单.txt' })).toContainText('监护仪 48 台，含 3 年延保。')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '删除「报价单.txt」' }).click()
  await expect(page.getByText('还没有文件')).toBeVisible()
})

test('somebody else changes a value, and it is there without doing anything', async ({ context }) => {
  const page = await workspace.open(context, `/accounts/${account}`)
  await expect(page.getByRole('heading', { level: 2 })).toContainText('苏州同川医院')
  let employees = 1600

  // The stream opens a moment after the page: whatever changes from then on is shown.
  await expect(async () => {
    employees += 1
    await workspace.client.records('accounts').update(account, { employees })
    await expect(value(page, '员工人数')).toHaveText(employees.toLocaleString('en'), { timeout: 2_000 })
  }).toPass()
})

test('an opportunity goes along its stages; losing asks why', async ({ context }) => {
  const page = await workspace.open(context, `/opportunities/${opportunity}`)
  const path = page.getByRole('navigation', { name: '阶段' })
  await expect(path.locator('[aria-current=step]')).toContainText('初步接触')

  await page.getByRole('button', { name: '进入需求确认' }).click()
  await expect(path.locator('[aria-current=step]')).toContainText('需求确认')
  await expect(page.locator('.facts')).toContainText('30%')
  await expect(page.getByRole('region', { name: '机会流动' })).toContainText('需求确认')

  await page.getByRole('button', { name: '输单', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /输单/ })
  await expect(dialog.getByRole('button', { name: '关闭为输单' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('radio', { name: '价格' }).check()
  await dialog.getByRole('button', { name: '关闭为输单' }).click()
  await expect(path.locator('[aria-current=step]')).toContainText('输单')
  await expect(value(page, '输单原因')).toHaveText('价格')

  await page.keyboard.press('Control+z')
  await expect(path.locator('[aria-current=step]')).toContainText('需求确认')
})

test('a record that is not there, and one that was deleted and comes back', async ({ context }) => {
  const page = await workspace.open(context, '/accounts/01900000-0000-7000-8000-000000000000')
  await expect(page.getByText('没有这条客户')).toBeVisible()
  await expect(page.getByRole('link', { name: '回到客户' })).toBeVisible()

  const { id } = await workspace.client.records('accounts').create({ name: '误建的客户' })
  await page.goto(`${workspace.url}/accounts/${id}`)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await expect(page).toHaveURL(/\/accounts$/)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('已撤销')).toBeVisible()
  await page.goto(`${workspace.url}/accounts/${id}`)
  await expect(page.getByRole('heading', { level: 2 })).toContainText('误建的客户')
})

test('on the phone the main action is at the thumb, and the page reads in English', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await workspace.client.updateMe({ locale: 'en' })
  const page = await workspace.open(context, `/accounts/${account}`)

  await page.getByRole('button', { name: 'Log activity' }).click()
  const sheet = page.getByRole('dialog', { name: 'Log activity' })
  await sheet.getByPlaceholder('What was said').fill('Agreed on 48 beds')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('Agreed on 48 beds')).toBeVisible()

  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(value(page, 'Phone')).toBeVisible()
  await workspace.client.updateMe({ locale: 'zh-CN' })
  await context.close()
})
