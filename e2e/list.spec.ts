import { expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

const names = [
  '苏州同川医院',
  '南京钟灵医院',
  '上海明澈医院',
  '宁波甬和医院',
  '杭州望江心血管病医院',
  '扬州维扬妇产医院',
  '常州延康医院',
  '无锡太清医院',
]
const regions = ['3205', '3201', '31', '3302', '3301', '3210', '3204', '3202']
const levels = ['a', 'vip', 'vip', 'a', 'a', 'b', 'b', 'c']

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  await workspace.client.records('accounts').bulk({
    create: [
      ...names.map((name, at) => ({
        name,
        region: regions[at],
        level: levels[at],
        annualRevenue: { amount: String((at + 1) * 1_000_000), currency: 'CNY' },
      })),
      ...Array.from({ length: 240 }, (_, at) => ({ name: `远山医疗 ${String(at + 1).padStart(3, '0')} 分院`, region: '44', level: 'c' })),
    ],
  })
})

test.afterAll(async () => {
  await workspace.stop()
})

const onlyHospitals = `filter=${encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: ['vip', 'a', 'b'] }))}&sort=name`
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function cell(page: Page, name: string, column: string) {
  const head = page.getByRole('columnheader', { name: column })
  const at = await head.getAttribute('aria-colindex')
  return row(page, name).locator(`[role="gridcell"][aria-colindex="${at}"]`)
}

test('a cell is edited where it stands, and the change is taken back', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}`)
  const level = await cell(page, '常州延康医院', '级别')
  await expect(level).toHaveText('B')

  await level.dblclick()
  await page.keyboard.type('vip')
  await page.keyboard.press('Enter')

  await expect(level).toHaveText('VIP')
  await expect(page.getByText('已改「常州延康医院」的级别')).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect(page.getByText('已撤销')).toBeVisible()
  await expect(level).toHaveText('B')
})

test('dates are typed as people say them; Enter goes down, Tab opens the next cell, Esc restores', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}&columns=name,nextActivityAt,annualRevenue`)
  const date = await cell(page, '上海明澈医院', '下次跟进')

  await date.dblclick()
  await page.getByRole('combobox', { name: '下次跟进' }).fill('明天')
  await expect(page.getByRole('option').first()).toContainText('按输入')
  await page.keyboard.press('Tab')
  await expect(date).toHaveText('明天')

  const revenue = page.getByRole('textbox', { name: '年营业额' })
  await expect(revenue).toBeFocused()
  await revenue.fill('一大笔')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('这里要一个数')
  await revenue.fill('1.2亿')
  await page.keyboard.press('Enter')
  await expect(await cell(page, '上海明澈医院', '年营业额')).toHaveText('120,000,000')

  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: '年营业额' }).fill('5')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: '年营业额' })).toHaveCount(0)
  await expect(page.getByText('已改「宁波甬和医院」')).toHaveCount(0)

  await page.keyboard.press('Control+z')
  await expect(await cell(page, '上海明澈医院', '年营业额')).toHaveText('3,000,000')
})

test('conditions narrow the list; the totals count what matches; an empty answer says which condition to drop', async ({ context }) => {
  const page = await workspace.open(context, '/accounts')
  await expect(page.getByRole('tab', { name: /全部客户/ })).toContainText('248')

  await page.keyboard.press('f')
  await page.getByRole('combobox', { name: '找字段' }).fill('级别')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'VIP' }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '改「级别 属于 VIP」' })).toBeVisible()
  await expect(page.getByText('2 个客户', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/filter=/)

  await page.keyboard.press('f')
  await page.getByRole('combobox', { name: '找字段' }).fill('商机')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText('没有符合 2 个条件的客户')).toBeVisible()
  await expect(page.getByText(/去掉「商机 至少一个」后有 2 个/)).toBeVisible()
  await page.getByRole('button', { name: '去掉这一条' }).click()
  await expect(row(page, '南京钟灵医院')).toBeVisible()
})

test('a condition reaches through a reference', async ({ context }) => {
  const account = (await workspace.client.records('accounts').list({ filter: { field: 'name', op: 'is', value: '南京钟灵医院' } }))
    .records[0]
  await workspace.client.records('contacts').create({ name: '陆承志', account: account?.id })
  await workspace.client.records('contacts').create({ name: '苏敏' })
  const page = await workspace.open(context, '/contacts')
  await expect(row(page, '苏敏')).toBeVisible()

  await page.keyboard.press('f')
  await page.getByRole('combobox', { name: '找字段' }).fill('级别')
  await page.getByRole('option', { name: '客户 · 级别' }).click()
  await page.getByRole('checkbox', { name: 'VIP' }).check()

  await expect(row(page, '苏敏')).toHaveCount(0)
  await expect(row(page, '陆承志')).toBeVisible()
})

test('what a list shows is saved as a view, marked when it differs, and reset', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}`)
  await page.getByRole('button', { name: '保存视图' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill('重点医院')
  await page.getByRole('button', { name: '建立视图' }).click()

  const tab = page.getByRole('tab', { name: /重点医院/ })
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  await expect(tab).toContainText('7')

  await page.getByRole('button', { name: /去掉「级别/ }).click()
  await expect(page.getByRole('img', { name: '有没保存的改动' })).toBeVisible()
  await page.getByRole('button', { name: '还原' }).click()
  await expect(page.getByRole('img', { name: '有没保存的改动' })).toHaveCount(0)

  await page.getByRole('columnheader', { name: '客户名称' }).getByRole('button').click()
  await page.getByRole('button', { name: '保存视图' }).click()
  await expect(page.getByText('已保存视图「重点医院」')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: '客户名称' })).toHaveAttribute('aria-sort', 'descending')
})

test('somebody else sees the change without doing anything', async ({ browser }) => {
  const [first, second] = [await browser.newContext(), await browser.newContext()]
  const mine = await workspace.open(first, `/accounts?${onlyHospitals}`)
  const theirs = await workspace.open(second, `/accounts?${onlyHospitals}`)
  await expect(row(theirs, '扬州维扬妇产医院')).toBeVisible()

  const level = await cell(mine, '扬州维扬妇产医院', '级别')
  await level.dblclick()
  await mine.keyboard.type('A')
  await mine.keyboard.press('Enter')

  await expect(await cell(theirs, '扬州维扬妇产医院', '级别')).toHaveText('A')
  await first.close()
  await second.close()
})

test('two people change the same field: the later one decides, and sees both values', async ({ context }) => {
  // Without the live stream this page does not hear of the change before it writes.
  await context.route('**/api/v1/live', (route) => route.abort())
  const page = await workspace.open(context, `/accounts?${onlyHospitals}&columns=name,employees`)
  const employees = await cell(page, '宁波甬和医院', '员工人数')
  await expect(employees).toHaveText('—')
  const accounts = workspace.client.records('accounts')
  const found = (await accounts.list({ filter: { field: 'name', op: 'is', value: '宁波甬和医院' } })).records[0]
  await accounts.update(String(found?.id), { employees: 900 })

  await employees.dblclick()
  await page.keyboard.type('850')
  await page.keyboard.press('Enter')

  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('900')
  await expect(dialog).toContainText('850')
  await dialog.getByRole('button', { name: '全部用我的' }).click()
  await expect(employees).toHaveText('850')
})

test('chosen rows are changed together and taken back together', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}&columns=name,level,status,owner`)
  for (const name of ['苏州同川医院', '宁波甬和医院']) await row(page, name).getByRole('checkbox').check()
  await expect(page.getByRole('toolbar')).toContainText('已选 2 个客户')

  await page.keyboard.press('e')
  await page.getByRole('combobox', { name: '改哪个字段' }).selectOption({ label: '状态' })
  await page.getByRole('combobox', { name: '改成' }).fill('成交')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '改 2 个' }).click()

  await expect(await cell(page, '宁波甬和医院', '状态')).toHaveText('成交客户')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(await cell(page, '宁波甬和医院', '状态')).toHaveText('潜在客户')
  await expect(await cell(page, '苏州同川医院', '状态')).toHaveText('潜在客户')
})

test('chosen rows get a task each, and two of them stand side by side to be merged', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}`)
  const tasks = () => workspace.client.records('activities').list({ filter: { field: 'subject', op: 'is', value: '寄送新样册' } })
  for (const name of ['苏州同川医院', '宁波甬和医院']) await row(page, name).getByRole('checkbox').check()
  const dock = page.getByRole('toolbar', { name: '对所选的操作' })
  await dock.getByRole('button', { name: '建任务' }).click()
  const dialog = page.getByRole('dialog', { name: '给 2 个客户建任务' })
  await dialog.getByLabel('主题').fill('寄送新样册')
  await dialog.getByLabel('截止时间').fill('明天')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '新建 2 个任务' }).click()
  await expect(page.getByText('已新建 2 个任务')).toBeVisible()
  const { records } = await tasks()
  expect(records.map(({ type, account }) => [type, (account as { title: string }).title]).toSorted()).toEqual([
    ['task', '宁波甬和医院'],
    ['task', '苏州同川医院'],
  ])
  expect(records.every(({ dueAt }) => typeof dueAt === 'string')).toBe(true)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(async () => (await tasks()).records.length).toBe(0)

  await row(page, '苏州同川医院').getByRole('checkbox').check()
  await expect(dock.getByRole('button', { name: '合并' })).toHaveAttribute('aria-disabled', 'true')
  await row(page, '宁波甬和医院').getByRole('checkbox').check()
  await page.keyboard.press('m')
  await expect(page.getByRole('dialog', { name: '合并两条客户' })).toContainText('宁波甬和医院')
  await page.keyboard.press('Escape')
})

test('everything that a filter finds is changed in the background', async ({ context }) => {
  const filter = encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: ['c'] }))
  const page = await workspace.open(context, `/accounts?filter=${filter}&sort=name`)
  await page.getByRole('checkbox', { name: '选择已读出的全部行' }).check()
  await page.getByRole('button', { name: '选择全部 241 个' }).click()
  await expect(page.getByRole('toolbar')).toContainText('已选全部 241 个客户')

  await page.keyboard.press('e')
  await page.getByRole('combobox', { name: '改哪个字段' }).selectOption({ label: '状态' })
  await page.getByRole('combobox', { name: '改成' }).fill('意向')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '改 241 个' }).click()

  await expect(page.getByText('241 / 241')).toBeVisible({ timeout: 30_000 })
  await expect
    .poll(async () => (await workspace.client.records('accounts').count({ filter: { field: 'status', op: 'is', value: 'active' } })).count)
    .toBe(241)
})

test('the whole list works by keyboard', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}`)
  await expect(row(page, '上海明澈医院')).toBeVisible()
  const grid = page.getByRole('grid')

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row', { selected: true })).toHaveCount(0)

  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page).toHaveURL(/open=/)
  const looked = new URL(page.url()).searchParams.get('open')
  await page.keyboard.press('j')
  await expect.poll(() => new URL(page.url()).searchParams.get('open')).not.toBe(looked)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await grid.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/accounts\/[0-9a-f-]{36}/)
})

test('columns are widened and moved by keyboard; widths are remembered without touching the view', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}`)
  await expect(row(page, '上海明澈医院')).toBeVisible()
  const level = page.getByRole('columnheader', { name: '级别' })
  const before = (await level.boundingBox())?.width ?? 0

  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  for (let times = 0; times < 3; times++) await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(async () => (await level.boundingBox())?.width).toBe(before + 48)
  await page.reload()
  await expect.poll(async () => (await level.boundingBox())?.width).toBe(before + 48)

  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect(level).toHaveAttribute('aria-colindex', '4')
  await expect(page).toHaveURL(/columns=name%2Cregion%2Clevel/)

  await page.getByRole('button', { name: '列', exact: true }).click()
  await page.getByRole('button', { name: '恢复默认列宽' }).click()
  await expect.poll(async () => (await level.boundingBox())?.width).toBe(before)
})

test('a list is grouped; groups show their count and sum, close, and are kept with the view', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}&columns=name,level,annualRevenue`)
  await page.getByRole('button', { name: '分组' }).click()
  await page.getByRole('menuitemradio', { name: '级别' }).click()
  const vip = page.getByRole('row', { name: /^VIP 2/ })
  await expect(vip).toContainText('5,000,000')
  await expect(row(page, '南京钟灵医院')).toBeVisible()

  await vip.click()
  await expect(vip).toHaveAttribute('aria-expanded', 'false')
  await expect(row(page, '南京钟灵医院')).toHaveCount(0)
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(row(page, '南京钟灵医院')).toBeVisible()

  await page.getByRole('button', { name: '保存视图' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill('按级别')
  await page.getByRole('button', { name: '建立视图' }).click()
  await expect(page.getByRole('tab', { name: /按级别/ })).toHaveAttribute('aria-selected', 'true')
  await expect(vip).toBeVisible()
})

test('what stands under a column of figures is chosen', async ({ context }) => {
  const page = await workspace.open(context, `/accounts?${onlyHospitals}&columns=name,annualRevenue::sum`)
  const total = page.getByRole('button', { name: '「年营业额 (¥)」下面显示什么' })
  await expect(total).toHaveText('28,000,000')

  await total.click()
  await page
    .getByRole('menuitemradio', { name: '最大' })
    .or(page.getByRole('menuitem', { name: '最大' }))
    .click()
  await expect(total).toHaveText('最大 7,000,000')
})

test('rows of others are announced, and come when they are asked for', async ({ context }) => {
  const page = await workspace.open(context, '/accounts')
  const first = page.getByRole('grid').getByRole('link').first()
  await expect(first).toBeVisible()
  const name = String(await first.textContent())
  await workspace.client.records('accounts').create({ name: '新建的康复医院' })

  await expect(page.getByRole('button', { name: '1 条新的' })).toBeVisible()
  await expect(first).toHaveText(name)
  await page.getByRole('button', { name: '1 条新的' }).click()
  await expect(first).toHaveText('新建的康复医院')
  await workspace.client.records('accounts').remove(String((await first.getAttribute('href'))?.split('/').at(-1)))
})

test('a long list is read page by page as it is scrolled', async ({ context }) => {
  const page = await workspace.open(context, '/accounts?sort=name')
  const grid = page.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '249')

  await expect
    .poll(async () => {
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight))
      return row(page, '远山医疗 240 分院').count()
    })
    .toBe(1)
  await expect(row(page, '远山医疗 240 分院')).toBeVisible()
})

test('in English nothing of the list speaks Chinese', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await workspace.open(context, '/accounts')
  await page.evaluate(() =>
    fetch('/api/v1/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'x-guanxi': '1' },
      body: JSON.stringify({ locale: 'en' }),
    }),
  )
  await page.goto(`${workspace.url}/accounts?${onlyHospitals}`)
  await expect(page.getByRole('tab', { name: /All customers/ })).toBeVisible()
  await row(page, '上海明澈医院').getByRole('checkbox').check()
  await page.keyboard.press('f')
  await expect(page.getByRole('combobox', { name: 'Find a field' })).toBeVisible()

  for (const part of [
    page.getByRole('tab', { name: /All|Mine/ }),
    page.getByRole('columnheader'),
    page.getByRole('toolbar'),
    page.getByRole('listbox'),
  ]) {
    expect((await part.allInnerTexts()).join(' ')).not.toMatch(/\p{Script=Han}/u)
  }
  await page.evaluate(() =>
    fetch('/api/v1/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'x-guanxi': '1' },
      body: JSON.stringify({ locale: 'zh-CN' }),
    }),
  )
  await context.close()
})
