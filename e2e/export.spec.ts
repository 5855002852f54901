import { readFile } from 'node:fs/promises'
import { type Download, expect, type Page, test } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

const rep: TestPerson = { name: '林若溪', email: 'lin@example.com', password: 'correct horse battery staple' }
const names = ['苏州同川医院', '南京钟灵医院', '=HYPERLINK("http://example.com")']
let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { client } = workspace
  await client
    .records('accounts')
    .bulk({ create: names.map((name) => ({ name, level: 'vip', phone: '+86 512-6800 1234', region: '3205' })) })
  for (let from = 0; from < 10_200; from += 400)
    await client.records('tags').bulk({ create: Array.from({ length: 400 }, (_, at) => ({ name: `标签 ${from + at}` })) })
  const role = (await client.records('roles').list({ filter: { field: 'name', op: 'is', value: '销售' } })).records[0]
  const user = await client.records('users').create({ name: rep.name, email: rep.email, roles: [role?.id] })
  await client.call('POST', `/users/${user.id}/password`, { body: { password: rep.password } })
})

test.afterAll(async () => {
  await workspace.stop()
})

async function rowsOf(download: Download): Promise<Record<string, string>[]> {
  return parse(await readFile(await download.path()), { columns: true, bom: true })
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

test('a list becomes a file with its columns and order, safe to open', async ({ context }) => {
  const page = await workspace.open(context, '/accounts?sort=name&columns=name,level,phone,region')
  await page.getByRole('button', { name: '导出客户' }).click()
  const form = dialog(page, '导出客户')
  await expect(form.getByText('文件含 3 个客户。')).toBeVisible()
  await expect(form.getByText('4 列：客户名称、级别、电话、区域')).toBeVisible()

  const begun = page.waitForEvent('download')
  await form.getByRole('button', { name: '导出', exact: true }).click()
  const download = await begun

  expect(download.suggestedFilename()).toMatch(/^客户 \d{4}-\d\d-\d\d\.csv$/)
  expect(await rowsOf(download)).toEqual([
    { 客户名称: '\'=HYPERLINK("http://example.com")', 级别: 'VIP', 电话: '+86 512 6800 1234', 区域: '江苏 苏州' },
    { 客户名称: '南京钟灵医院', 级别: 'VIP', 电话: '+86 512 6800 1234', 区域: '江苏 苏州' },
    { 客户名称: '苏州同川医院', 级别: 'VIP', 电话: '+86 512 6800 1234', 区域: '江苏 苏州' },
  ])
  await expect(page.getByText('已导出 3 个客户')).toBeVisible()
})

test('chosen rows and chosen columns', async ({ context }) => {
  const page = await workspace.open(context, '/accounts?sort=name')
  await page
    .getByRole('row', { name: /南京钟灵医院/ })
    .getByRole('checkbox')
    .check()
  await page.getByRole('toolbar', { name: '对所选的操作' }).getByRole('button', { name: '导出' }).click()
  const form = dialog(page, '导出客户')
  await expect(form.getByText('文件含 1 个客户。')).toBeVisible()
  await form.getByRole('radio', { name: '自选' }).click()
  for (const column of ['区域', '负责人', '健康度', '最近跟进', '下次跟进', '在途商机'])
    await form.getByRole('checkbox', { name: column, exact: true }).uncheck()

  const begun = page.waitForEvent('download')
  await form.getByRole('button', { name: '导出', exact: true }).click()

  expect(await rowsOf(await begun)).toEqual([{ 客户名称: '南京钟灵医院', 级别: 'VIP' }])
})

test('a long list is made in the background: its card leads to the file, and the list of exports keeps it', async ({ context }) => {
  const page = await workspace.open(context, '/tags')
  await page.getByRole('button', { name: '导出标签' }).click()
  const form = dialog(page, '导出标签')
  await expect(form.getByText('超过 10,000 行：在后台生成')).toBeVisible()
  await form.getByRole('button', { name: '导出', exact: true }).click()
  await expect(form).toHaveCount(0)

  const link = page.getByRole('link', { name: '下载文件' })
  await expect(link).toBeVisible()
  const begun = page.waitForEvent('download')
  await link.click()
  expect(await rowsOf(await begun)).toHaveLength(10_400)

  await page.goto(`${workspace.url}/exports`)
  await expect(page.getByRole('row', { name: /标签.*10,400.*可下载/ })).toBeVisible()
})

test('who may not export finds no way to, and administrators read who did', async ({ context, browser }) => {
  const page = await workspace.open(context, '/accounts', rep)
  await expect(page.getByText('还没有客户')).toBeVisible()
  await expect(page.getByRole('button', { name: '导出客户' })).toHaveCount(0)

  const other = await browser.newContext({ locale: 'en-GB' })
  const log = await workspace.open(other, '/settings/audit')
  await expect(log.getByRole('row', { name: /客户.*4 列|级别|name, level, phone, region/ }).first()).toBeVisible()
  await expect(log.getByRole('cell', { name: '10,400' }).first()).toBeVisible()
  await other.close()
})
