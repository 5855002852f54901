import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestPerson, type TestWorkspace } from './workspace.ts'

// An administrator sets up a department with three roles and brings three people in; each of them then sees and may do something else.

test.describe.configure({ mode: 'serial' })

let workspace: TestWorkspace
const seller: TestPerson = { name: '林若溪', email: 'lin@tongchuan.example', password: 'river stone lantern' }
const lead: TestPerson = { name: '周行', email: 'zhou@tongchuan.example', password: 'window apple harbour' }
const clerk: TestPerson = { name: '沈一诺', email: 'shen@tongchuan.example', password: 'paper violin meadow' }

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
})

test.afterAll(async () => {
  await workspace.stop()
})

const tree = (page: Page) => page.getByRole('tree', { name: '部门' })
const department = (page: Page, name: string) => tree(page).getByRole('treeitem', { name: new RegExp(`^${name}，`) })

async function addDepartment(page: Page, name: string, parent = '（无，最上级）'): Promise<void> {
  await page.getByRole('button', { name: '新建部门' }).click()
  const dialog = page.getByRole('dialog', { name: '新建部门' })
  await dialog.getByRole('textbox', { name: '部门名称' }).fill(name)
  await dialog.getByRole('combobox', { name: '上级部门' }).selectOption({ label: parent })
  await dialog.getByRole('button', { name: '新建部门' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(department(page, name)).toBeVisible()
}

async function addRole(
  page: Page,
  name: string,
  rights: readonly (readonly [object: string, action: string, scope: string])[],
): Promise<void> {
  await page.getByRole('textbox', { name: '新建角色' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: '角色', exact: true })).toHaveValue(name)
  for (const [object, action, scope] of rights) {
    const cell = page.getByRole('combobox', { name: `${object} · ${action}`, exact: true })
    await cell.selectOption(scope)
    await expect(cell).toHaveValue(scope)
  }
}

/** Invited by the administrator on the screen; the link that is handed over is opened in a browser of their own. */
async function join(page: Page, browser: Browser, person: TestPerson, to: { department: string; role: string }): Promise<void> {
  await department(page, to.department).click()
  await page.getByRole('button', { name: '邀请同事' }).click()
  const dialog = page.getByRole('dialog', { name: '邀请同事' })
  await dialog.getByRole('textbox', { name: '姓名' }).fill(person.name)
  await dialog.getByRole('textbox', { name: '邮箱' }).fill(person.email)
  await expect(dialog.getByRole('combobox', { name: '部门' })).toHaveValue(/.+/)
  await dialog.getByRole('combobox', { name: '角色' }).selectOption({ label: to.role })
  await dialog.getByRole('button', { name: '发出邀请' }).click()
  const link = await page.getByRole('dialog').locator('code').textContent()
  await page.keyboard.press('Escape')
  const theirs = await browser.newContext({ locale: 'zh-CN' })
  const welcome = await theirs.newPage()
  await welcome.goto(`${workspace.url}${new URL(String(link)).pathname}${new URL(String(link)).hash}`)
  await welcome.locator('input[type="password"]').first().fill(person.password)
  await welcome.keyboard.press('Enter')
  await expect(welcome.getByText('密码已设置，请登录')).toBeVisible()
  await theirs.close()
}

async function add({ name, email, password }: TestPerson, to: { department: string; role: string }): Promise<void> {
  const { client } = workspace
  const idOf = async (route: string, called: string) =>
    (await client.records(route).list({ fields: ['name'], limit: 100 })).records.find((one) => one['name'] === called)?.id
  const values = { name, email, department: await idOf('departments', to.department), roles: [await idOf('roles', to.role)] }
  const { id } = await client.records('users').create(values)
  await client.call('POST', `/users/${id}/password`, { body: { password } })
}

async function customers(page: Page): Promise<string[]> {
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText('医院')
  const names = await page.getByRole('row').filter({ hasText: '医院' }).allTextContents()
  return ['苏南医院', '浙江医院', '总部医院'].filter((name) => names.some((text) => text.includes(name)))
}

test('departments, roles and people are set up', async ({ context, browser }) => {
  test.setTimeout(180_000)
  const page = await workspace.open(context, '/settings/organisation')
  await addDepartment(page, '华东大区')
  await addDepartment(page, '苏南组', '华东大区')
  await addDepartment(page, '浙江组')

  await test.step('a department is moved by drag, and back by undo; F2 moves it for the keyboard', async () => {
    await department(page, '浙江组').dragTo(department(page, '华东大区'))
    await expect(department(page, '浙江组')).toHaveAttribute('aria-level', '3')
    await page.keyboard.press('Control+z')
    await expect(department(page, '浙江组')).toHaveAttribute('aria-level', '2')
    await department(page, '浙江组').focus()
    await page.keyboard.press('F2')
    await page.getByRole('dialog').getByRole('combobox', { name: '上级部门' }).selectOption({ label: '华东大区' })
    await page.getByRole('dialog').getByRole('button', { name: '保存部门' }).click()
    await expect(department(page, '浙江组')).toHaveAttribute('aria-level', '3')
  })

  await test.step('arrows walk the tree', async () => {
    await department(page, '华东大区').focus()
    await page.keyboard.press('ArrowLeft')
    await expect(department(page, '苏南组')).toHaveCount(0)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(department(page, '苏南组')).toBeFocused()
  })

  await test.step('three roles', async () => {
    await page.goto(`${workspace.url}/settings/rights`)
    await addRole(page, '跑片', [
      ['客户', '查看', 'own'],
      ['客户', '新建', 'own'],
      ['客户', '编辑', 'own'],
      ['用户', '查看', 'all'],
    ])
    await addRole(page, '组长', [
      ['客户', '查看', 'teamAndBelow'],
      ['客户', '编辑', 'teamAndBelow'],
      ['客户', '导出', 'teamAndBelow'],
      ['客户', '批量改', 'teamAndBelow'],
      ['用户', '查看', 'all'],
      ['部门', '查看', 'all'],
    ])
    await addRole(page, '内勤', [['客户', '查看', 'all']])
    await page.getByRole('radio', { name: '用文字说明' }).click()
    await expect(page.getByText('导出任何对象')).toBeVisible()
  })

  await page.goto(`${workspace.url}/settings/organisation`)
  await join(page, browser, seller, { department: '苏南组', role: '跑片' })
  await add(lead, { department: '华东大区', role: '组长' })
  await add(clerk, { department: '浙江组', role: '内勤' })
  await page.reload()
  await department(page, '华东大区').click()
  await expect(department(page, '华东大区')).toHaveAccessibleName('华东大区，3 人')
  await expect(page.getByRole('row').filter({ hasText: seller.name })).toContainText('跑片')

  await test.step('a department with people is not deleted; the reason is said', async () => {
    await department(page, '浙江组').hover()
    await page.getByRole('button', { name: '「浙江组」的操作' }).click()
    const item = page.getByRole('menuitem', { name: '删除部门' })
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toHaveAttribute('title', /还有 1 人/)
  })
})

async function opened(context: BrowserContext, person: TestPerson, path: string): Promise<Page> {
  return workspace.open(context, path, person)
}

test('each of them sees other customers and other buttons', async ({ browser }) => {
  test.setTimeout(120_000)
  const users = await workspace.client.records('users').list({ fields: ['name'] })
  const idOf = (name: string) => users.records.find((user) => user['name'] === name)?.id
  const { me } = await workspace.client.meta()
  for (const [name, owner] of [
    ['苏南医院', idOf(seller.name)],
    ['浙江医院', idOf(clerk.name)],
    ['总部医院', me.principalId],
  ])
    await workspace.client.records('accounts').create({ name, owner })

  await test.step('the seller: own customers, no export, no mass edit', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await opened(context, seller, '/accounts')
    expect(await customers(page)).toEqual(['苏南医院'])
    await expect(page.getByRole('button', { name: /导出/ })).toHaveCount(0)
    await context.close()
  })

  await test.step('the lead: those of the department and below, exported and changed together', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await opened(context, lead, '/accounts')
    expect(await customers(page)).toEqual(['苏南医院', '浙江医院'])
    await expect(page.getByRole('button', { name: /导出/ }).first()).toBeVisible()
    await page.getByRole('grid').getByRole('checkbox').first().click()
    const dock = page.getByRole('toolbar', { name: /所选|选中|选择/ })
    await expect(dock.getByRole('button', { name: /移交/ })).not.toHaveAttribute('aria-disabled', 'true')
    await context.close()
  })

  await test.step('the clerk: all customers to read, nothing to take out or to change', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    const page = await opened(context, clerk, '/accounts')
    expect(await customers(page)).toEqual(['苏南医院', '浙江医院', '总部医院'])
    await expect(page.getByRole('button', { name: /导出/ })).toHaveCount(0)
    await expect(page.getByRole('grid').getByRole('checkbox')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /新建客户/ })).toHaveCount(0)
    await context.close()
  })
})

test('whoever opens an address without the right to it is told which right is missing and whom to ask', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await opened(context, clerk, '/opportunities')

  await expect(page.getByText('你没有查看「商机」的权限，需要时向管理员申请。')).toBeVisible()
  await expect(page.getByText('你的角色：内勤。')).toBeVisible()
  await expect(page.getByRole('link', { name: '向陈思远申请' })).toHaveAttribute('href', /^mailto:chen@example\.com/)
  for (const path of ['/opportunities/board', '/leads/new', '/settings/rights', '/settings/access-list', '/accounts/new']) {
    await page.goto(`${workspace.url}${path}`)
    await expect(page.getByText('你的角色：内勤。')).toBeVisible()
  }
  await page.goto(`${workspace.url}/nothing-here`)
  await expect(page.getByRole('heading', { name: '这里没有内容' })).toBeVisible()
  await context.close()
})

test('the access list answers from both sides, and a leaver hands over', async ({ context, browser }) => {
  const page = await workspace.open(context, '/settings/access-list?of=account')
  const line = page.getByRole('table', { name: '有权限的人' }).getByRole('row').filter({ hasText: lead.name })
  await expect(line).toContainText('本部门及下级')
  await line.getByRole('link', { name: `打开「${lead.name}」` }).click()
  await expect(page.getByRole('table', { name: '对象' }).getByRole('row').filter({ hasText: '客户' }).first()).toContainText('组长')

  await page.goto(`${workspace.url}/settings/organisation`)
  await page.getByRole('button', { name: seller.name }).click()
  await page.getByRole('button', { name: '停用并移交…' }).click()
  const dialog = page.getByRole('dialog', { name: `停用「${seller.name}」` })
  await dialog.getByRole('combobox', { name: '移交给' }).fill(lead.name)
  await page.getByRole('option', { name: new RegExp(`^${lead.name}`) }).click()
  await dialog.getByRole('button', { name: '停用并移交 1 条' }).click()
  await expect(page.getByText('已移交 1 条记录')).toBeVisible()

  const accounts = await workspace.client.records('accounts').list({ fields: ['name', 'owner'] })
  expect(accounts.records.find((one) => one['name'] === '苏南医院')?.['owner']).toMatchObject({ title: lead.name })
  const theirs = await browser.newContext({ locale: 'zh-CN' })
  await expect(opened(theirs, seller, '/accounts')).rejects.toThrow('Sign-in answered')
  await theirs.close()
})

test('an object is called as the company calls it, everywhere, and as before again', async ({ context }) => {
  const page = await workspace.open(context, '/settings/objects')
  await page.getByRole('button', { name: '线索' }).click()
  const drawer = page.getByRole('dialog', { name: '设置「线索」' })
  await drawer.getByRole('textbox', { name: '中文名称' }).fill('询盘')
  await drawer.getByRole('radio', { name: 'megaphone' }).check({ force: true })
  await drawer.getByRole('button', { name: '去掉「来源」' }).click()
  await drawer.getByRole('button', { name: '保存对象' }).click()
  await expect(page.getByText('已修改「询盘」的设置')).toBeVisible()

  await page.goto(`${workspace.url}/leads`)
  await expect(page.getByRole('heading', { name: '询盘' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: '来源' })).toHaveCount(0)

  await page.goto(`${workspace.url}/settings/objects?open=lead`)
  await page.getByRole('button', { name: '恢复自带设置' }).click()
  await expect(page.getByText('「线索」已恢复自带设置')).toBeVisible()
  await page.goto(`${workspace.url}/leads`)
  await expect(page.getByRole('heading', { name: '线索' })).toBeVisible()
})
