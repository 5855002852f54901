import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { englishNames, faults, messyCsv, messyWorkbook, owners, types } from './import-fixture.ts'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  for (const name of owners.slice(1)) await records('users').create({ name, email: `${owners.indexOf(name)}@yuanshan.example` })
  for (const [at, label] of types.entries())
    await records('choices').create({
      list: 'account-type',
      key: `grade-${at}`,
      labelZh: label,
      labelEn: label,
      position: 200 + at,
      active: true,
    })
})

test.afterAll(async () => {
  await workspace.stop()
})

const known = [
  { name: '洛阳伊川康复医院', level: 'c', phone: '0379-5550 3311' },
  { name: '安阳殷宁医院', level: 'a' },
]

async function accountNamed(name: string) {
  const { records } = await workspace.client.records('accounts').list({ filter: { field: 'name', op: 'is', value: name } })
  return workspace.client.records('accounts').get(String(records[0]?.id))
}

const count = async () => (await workspace.client.records('accounts').count()).count
const figure = (page: Page, name: string) => page.locator('dt', { hasText: name }).locator('+ dd')
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

test.describe('a list as the ERP handed it out', () => {
  test.describe.configure({ mode: 'serial' })
  let page: Page

  test.beforeAll(async ({ browser }) => {
    await workspace.client.records('accounts').bulk({ create: known })
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
    page = await workspace.open(context, '/accounts')
  })

  test.afterAll(async () => {
    await page.context().close()
  })

  test('is read in its own encoding, every column under its field, every fault counted by cause', async () => {
    await page.getByRole('complementary').getByRole('link', { name: '导入' }).click()
    await page.getByRole('link', { name: '导入文件' }).first().click()
    await page.getByLabel('选择文件').setInputFiles({ name: '河南客户档案.csv', mimeType: 'text/csv', buffer: messyCsv() })

    await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('gb18030')
    await expect(page.getByText('240 行 · 9 列')).toBeVisible()
    await expect(page.getByRole('button', { name: '「负责业务员」导入到 负责人' })).toBeVisible()
    await expect(page.getByRole('button', { name: '「授信(万)」导入到 信用额度' })).toBeVisible()
    const causes = page.getByRole('region', { name: '按原因处理' })
    for (const [title, times] of [
      ['类型：值不在选项里', faults.type],
      ['负责人：找不到', faults.owner],
      ['下次跟进：不存在的日期', faults.date],
      ['客户名称：必填，但为空', faults.name],
      ['级别：', faults.level],
      ['电话：位数不对，无法拨打', faults.phone],
    ] as const)
      await expect(causes.locator('.cause').filter({ hasText: title })).toContainText(`${times} 处`)
    await expect(figure(page, '有错误，不会导入')).toHaveText('48')
  })

  test('is settled by cause: one choice for 38 cells, a name that sounds the same, a cell alone', async () => {
    await page.getByRole('cell', { name: '三级甲等' }).first().click()
    const popover = page.getByRole('dialog')
    await expect(popover).toContainText('同一个值还出现在另外 37 行')
    await page.keyboard.press('Enter')
    await expect(page.getByText('类型：值不在选项里')).toHaveCount(0)

    await page.getByRole('button', { name: '改为「周雨桐」（读音相同）' }).click()
    await expect(page.getByText('负责人：找不到')).toHaveCount(0)

    await expect(page.getByRole('button', { name: '下一步：查重' })).not.toHaveAttribute('aria-disabled', 'true')
    // The row before is a customer that is there already.
    for (let problem = 0; problem < 3; problem++) await page.keyboard.press('F8')
    await expect(popover).toContainText('第 4 行 · 第 6 列')
    await page.keyboard.press('Shift+F8')
    await expect(popover).toContainText('第 4 行 · 第 2 列')
    await page.keyboard.press('Escape')

    await page.getByRole('cell', { name: '2026/2/30' }).first().click()
    await popover.getByLabel('只改这一格').fill('2026-02-28')
    await page.keyboard.press('Enter')
    await expect(page.locator('.cause').filter({ hasText: '下次跟进：不存在的日期' })).toContainText(`${faults.date - 1} 处`)
    await page.locator('.cause').filter({ hasText: '下次跟进：不存在的日期' }).getByRole('button', { name: '留空导入' }).click()
    await expect(page.getByText('下次跟进：不存在的日期')).toHaveCount(0)
    await expect(figure(page, '有错误，不会导入')).toHaveText('2')
  })

  test('shows only rows with errors, hands them out with their reasons, and keeps the mapping for the next file', async () => {
    await page.getByRole('radio', { name: '仅错误 2' }).click()
    await expect(page.locator('.imp-grid tbody tr:not(.gap)')).toHaveCount(2)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载错误行' }).click()
    const file = await (await downloading).path()
    expect(await readFile(file, 'utf8')).toContain('客户名称：此项必填。')

    await page.getByRole('button', { name: /^映射模板/ }).click()
    await page.getByRole('menuitem', { name: '存为模板…' }).click()
    await page.getByRole('textbox', { name: '模板名称' }).fill('ERP 客户档案')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: '映射模板 ERP 客户档案' })).toBeVisible()
  })

  test('is compared with what is there, field by field, and each row decided', async () => {
    await page.getByRole('button', { name: '下一步：查重' }).click()
    // The name is suggested, as nearly all of them differ, and the screen says so.
    await expect(page.getByRole('group', { name: '客户名称' })).toBeVisible()
    await expect(page.getByText(/^文件里的客户名称有 9\d(\.\d)?% 各不相同/)).toBeVisible()
    await expect(page.getByText('3 行已有记录')).toBeVisible()

    await page.getByRole('radio', { name: /^更新 ?文件里/ }).click()
    const row = page.getByRole('article').filter({ hasText: '洛阳伊川康复医院' })
    await expect(row).toContainText('赵启明')
    await expect(row).toContainText('¥800,000')

    await page.getByRole('radio', { name: /^逐条决定/ }).click()
    await expect(page.getByRole('radio', { name: '待决定 3' })).toBeVisible()
    await page.getByRole('article').filter({ hasText: '洛阳伊川康复医院' }).getByRole('radio', { name: '更新' }).click()
    await expect(page.getByRole('radio', { name: '待决定 2' })).toBeVisible()
    await page.getByRole('button', { name: '其余 2 行全部…' }).click()
    await page.getByRole('menuitem', { name: '跳过' }).click()
    await expect(page.getByRole('radio', { name: '跳过 2' })).toBeVisible()
  })

  test('says exactly what will happen, then does it', async () => {
    await page.getByRole('button', { name: '下一步：确认' }).click()
    await expect(page.getByRole('heading', { name: '准备导入 236 行到「客户」' })).toBeVisible()
    await expect(tab(page, '新建')).toContainText('235')
    await expect(tab(page, '更新')).toContainText('1')
    await page.getByRole('switch', { name: '不触发自动化和通知' }).click()
    await tab(page, '更新').click()
    await expect(page.getByRole('article')).toHaveCount(1)

    await page.getByRole('button', { name: '导入 236 行' }).click()
    await expect(page.getByRole('heading', { name: '河南客户档案.csv 已导入' })).toBeVisible({ timeout: 30_000 })
    await expect(figure(page, '新建')).toHaveText('235')
    await expect(figure(page, '更新')).toHaveText('1')
    await expect(figure(page, '跳过')).toHaveText('2')
    await expect(page.getByRole('cell', { name: '客户名称：此项必填。' }).first()).toBeVisible()
    expect(await count()).toBe(237)
    expect(await accountNamed('南阳宛安医院')).toMatchObject({ creditLimit: { amount: '1500000', currency: 'CNY' } })
    expect(await accountNamed('洛阳伊川康复医院')).toMatchObject({ level: 'b', owner: { title: '赵启明' } })
  })

  test('is taken back whole, but for what people changed since', async () => {
    const touched = await accountNamed('洛阳伊川康复医院')
    await workspace.client.records('accounts').update(String(touched.id), { level: 'vip' })

    await page.getByRole('button', { name: '撤销这次导入' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click()

    await expect(page.getByRole('heading', { name: '这次导入已撤销' })).toBeVisible({ timeout: 30_000 })
    const left = page.getByRole('region', { name: '撤销后留下的' }).getByRole('row')
    await expect(left.filter({ hasText: '洛阳伊川康复医院' })).toContainText('级别')
    expect(await count()).toBe(2)
    expect(await accountNamed('洛阳伊川康复医院')).toMatchObject({ level: 'vip', owner: { title: '陈思远' } })
  })
})

test('in English: a workbook with two sheets, from upload to undo', async ({ context }) => {
  await workspace.client.updateMe({ locale: 'en' })
  const before = await count()
  const page = await workspace.open(context, '/imports/new?object=account')
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'Henan customers.xlsx', mimeType: '', buffer: await messyWorkbook(englishNames) })

  await expect(page.getByRole('combobox', { name: 'Sheet' })).toHaveValue('客户')
  await expect(page.getByText('240 rows · 9 columns')).toBeVisible()
  const causes = page.getByRole('region', { name: 'Settle by cause' })
  await expect(causes.locator('.cause').filter({ hasText: 'Owner: ' })).toContainText(`${faults.owner}×`)
  expect(await page.locator('.imp-bar, .imp-sum, .imp-foot h2, .imp-foot .after').allInnerTexts()).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/导入|校验|查重/)]),
  )
  await page.getByRole('button', { name: 'Next: duplicates' }).click()
  await page.getByRole('button', { name: 'Next: confirm' }).click()
  await page.getByRole('button', { name: /^Import \d+ rows$/ }).click()

  await expect(page.getByRole('heading', { name: 'Henan customers.xlsx is imported' })).toBeVisible({ timeout: 30_000 })
  expect(await count()).toBeGreaterThan(before + 150)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download rejected rows' }).click()
  expect((await downloading).suggestedFilename()).toBe('Henan customers rejected.xlsx')
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click()

  await expect(page.getByRole('heading', { name: 'This import was undone' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('All of it was taken back.')).toBeVisible()
  expect(await count()).toBe(before)
  await workspace.client.updateMe({ locale: 'zh-CN' })
})

test('cells copied from a spreadsheet are pasted, and say themselves what they are', async ({ context }) => {
  const page = await workspace.open(context, '/imports/new')
  await page.getByRole('button', { name: '粘贴表格' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: '用这些行' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox').fill('客户名称\t级别\t电话\n周口颍和医院\tB\t0394-5550 1122\n"商丘睢安\n医院"\tA\t0370-5550 3344')
  await dialog.getByRole('button', { name: '用这些行' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '粘贴的表格.tsv' })).toBeVisible()
  await expect(page.getByText('2 行 · 3 列')).toBeVisible()
  await expect(page.getByRole('combobox', { name: '导入为' })).toHaveValue('account')
  await page.getByRole('button', { name: '「级别」导入到 级别' }).click()
  await page.getByRole('textbox', { name: '查找字段' }).fill('不导入')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '「级别」导入到 不导入' })).toBeVisible()
})

test('several files at once become a project, in the order in which they need each other', async ({ context }) => {
  const page = await workspace.open(context, '/imports/new')
  await page.getByLabel('选择文件').setInputFiles([
    { name: '联系人.csv', mimeType: 'text/csv', buffer: Buffer.from('联系人,客户,手机\n林悦,濮阳淮仁医院,138 0013 8001\n') },
    { name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from('客户名称,电话\n濮阳淮仁医院,0393-5550 1122\n') },
  ])
  await expect(page.getByRole('region', { name: '2 个文件' })).toContainText('联系人.csv')
  await page.getByRole('button', { name: '上传并建立项目' }).click()

  await expect(page).toHaveURL(/\/imports\/projects\/[0-9a-f-]{36}/)
  const files = page.getByRole('main').getByRole('link', { name: /\.csv$/ })
  await expect(files).toHaveText(['单位.csv', '联系人.csv'])
})

test('a file that cannot be read is refused with the reason, and nothing changes', async ({ context }) => {
  const page = await workspace.open(context, '/imports/new?object=account')
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '客户.xlsx', mimeType: '', buffer: Buffer.from('504b0304 not a workbook', 'utf8') })
  await expect(page.getByRole('alert').or(page.getByRole('heading', { level: 1, name: '客户.xlsx' }))).toBeVisible()

  await page.goto(`${workspace.url}/imports/new?object=account`)
  await page.getByLabel('选择文件').setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) })
  await expect(page.getByRole('alert')).toContainText('这个文件没有导入')
  await expect(page.getByRole('alert')).toContainText('文件里没有内容')
  await expect(page.getByRole('alert')).toContainText('系统里什么都没有改动')
  await page.getByLabel('选择文件').setInputFiles({ name: '好.csv', mimeType: 'text/csv', buffer: Buffer.from('客户名称\n许昌曹魏医院\n') })
  await expect(page.getByRole('heading', { level: 1, name: '好.csv' })).toBeVisible()
})

test('whoever may not import is told so, and finds no way in', async ({ browser }) => {
  const { records, call } = workspace.client
  const role = await records('roles').create({ name: '只读', grants: { '*': { read: 'all' } } })
  const reader: TestPerson = { name: '沈一诺', email: 'shen@yuanshan.example', password: 'correct horse battery staple' }
  const { id } = await records('users').create({ name: reader.name, email: reader.email, roles: [role.id] })
  await call('POST', `/users/${id}/password`, { body: { password: reader.password } })
  const context = await browser.newContext()
  const page = await workspace.open(context, '/imports/new', reader)

  await expect(page.getByText('你没有导入任何一类记录的权限。')).toBeVisible()
  await page.goto(`${workspace.url}/accounts`)
  await expect(page.getByRole('complementary').getByRole('link', { name: '导入' })).toHaveCount(0)
  await context.close()
})

test('a long import is held, goes on where it stopped, and is given up with what was written kept', async ({ context }) => {
  test.setTimeout(150_000)
  const rows = Array.from({ length: 20_000 }, (_, at) => `中原试验站 ${String(at).padStart(6, '0')} 号,0371-${String(60_000_000 + at)}`)
  const page = await workspace.open(context, '/imports/new?object=account')
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '试验站.csv', mimeType: 'text/csv', buffer: Buffer.from(['客户名称,电话', ...rows].join('\n')) })
  const next = page.getByRole('button', { name: '下一步：查重' })
  await expect(next).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 })
  await next.click()
  await page.getByRole('button', { name: '下一步：确认' }).click()
  await page.getByRole('button', { name: '导入 20,000 行' }).click()

  await page.getByRole('main').getByRole('button', { name: '暂停' }).click()
  await expect(page.getByRole('heading', { name: '试验站.csv 的导入已暂停' })).toBeVisible({ timeout: 30_000 })
  await page.goto(`${workspace.url}/imports`)
  await expect(page.getByRole('row').filter({ hasText: '试验站.csv' })).toContainText('已暂停')
  const held = await count()
  await page.getByRole('main').getByRole('link', { name: '试验站.csv' }).click()
  await page.getByRole('main').getByRole('button', { name: '继续导入' }).click()
  await expect(page.getByRole('heading', { name: '正在导入 试验站.csv' })).toBeVisible()
  await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(held)

  await page.getByRole('main').getByRole('button', { name: '取消导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消导入' }).click()
  await expect(page.getByRole('heading', { name: '导入已取消' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('已经写入的保留，可以整批撤销。')).toBeVisible()
})
