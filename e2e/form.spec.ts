import { expect, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const account = await workspace.client.records('accounts').create({ name: '苏州同川医院' })
  await workspace.client.records('contacts').create({ name: '陆承志', account: account.id })
  await workspace.client.records('contacts').create({ name: '顾怀谦' })
  await workspace.client.records('products').create({ name: 'GX-M12 重症监护仪', code: 'GX-M12' })
})

test.afterAll(async () => {
  await workspace.stop()
})

test('what is wrong stands at its field, the first of it gets the focus, and ⌘S saves when all is right', async ({ context }) => {
  const page = await workspace.open(context, '/accounts/new')
  await expect(page.getByLabel('客户名称')).toBeFocused()

  await page.getByLabel('邮箱').fill('shebei')
  await page.getByLabel('网站').focus()
  await expect(page.locator('[data-field=email]').getByRole('alert')).toHaveText('邮箱缺少 @')
  await page.keyboard.press('Control+s')
  await expect(page.getByLabel('客户名称')).toBeFocused()
  await expect(page.getByText('还没有保存：2 处要改')).toBeVisible()

  await page.getByLabel('客户名称').fill('远山医疗器械有限公司')
  await page.getByLabel('邮箱').fill('shebei@yuanshan.example')
  await page.getByLabel('级别').click()
  await page.getByRole('option', { name: 'A', exact: true }).click()
  await page.keyboard.press('Control+s')

  await expect(page).toHaveURL(/\/accounts\/[0-9a-f-]{36}/)
  await expect(page.getByText(/已新建客户「远山医疗器械有限公司」/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toContainText('A')
})

test('what only the server knows is said at the field too', async ({ context }) => {
  const page = await workspace.open(context, '/products/new')
  await page.getByLabel('产品名称').fill('另一台监护仪')
  await page.getByLabel('产品编码').fill('GX-M12')
  await page.getByRole('button', { name: '保存', exact: true }).click()

  await expect(page.getByLabel('产品编码')).toBeFocused()
  await expect(page.locator('[data-field=code]').getByRole('alert')).toBeVisible()

  await page.getByLabel('产品编码').fill('GX-M13')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page).toHaveURL(/\/products\/[0-9a-f-]{36}/)
})

test('a half filled form waits in this browser, and can be begun anew', async ({ context }) => {
  const page = await workspace.open(context, '/contacts/new')
  await page.getByLabel('姓名').fill('孟晓岚')
  await expect(page.getByText('草稿已自动保存')).toBeVisible()
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('孟晓岚')

  await page.reload()
  await expect(page.getByText(/已恢复今天 .*没保存的内容/)).toBeVisible()
  await expect(page.getByLabel('姓名')).toHaveValue('孟晓岚')

  await page.getByRole('button', { name: '清空重填' }).click()
  await expect(page.getByLabel('姓名')).toHaveValue('')
})

test('one after the other: save and new begins an empty form', async ({ context }) => {
  const page = await workspace.open(context, '/contacts/new')
  await page.getByLabel('姓名').fill('方静仪')
  await page.getByRole('button', { name: '保存并新建' }).click()

  await expect(page.getByText('已新建联系人「方静仪」')).toBeVisible()
  await expect(page.getByLabel('姓名')).toHaveValue('')
  await expect(page.getByLabel('姓名')).toBeFocused()
})

test('a new opportunity starts in the first stage, offers contacts of its customer first, and carries the chance of its stage', async ({
  context,
}) => {
  const page = await workspace.open(context, '/opportunities/new')
  await expect(page.getByLabel('阶段')).toHaveValue('初步接触')

  await page.getByLabel('名称').fill('ICU 监护升级 48 床')
  await page.getByLabel('客户').click()
  await page.keyboard.type('sztc')
  await page.getByRole('option', { name: '苏州同川医院' }).click()
  await page.getByLabel('联系人').click()
  await expect(page.getByRole('option', { name: /陆承志/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /顾怀谦/ })).toHaveCount(0)
  await page.keyboard.press('Enter')
  await page.getByLabel('阶段').click()
  await page.getByRole('option', { name: '方案论证' }).click()
  await expect(page.getByLabel('赢率')).toHaveValue(/60/)
  await page.keyboard.press('Control+s')

  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}/)
  await expect(page.getByRole('navigation', { name: '阶段' }).locator('[aria-current=step]')).toContainText('方案论证')
  await expect(page.locator('dt', { hasText: '联系人' }).locator('+ dd')).toHaveText('陆承志')
})

test('whoever may not create is told so instead of a form', async ({ browser }) => {
  const { records, call } = workspace.client
  const role = await records('roles').create({ name: '只读', grants: { '*': { read: 'all' } } })
  const reader = await records('users').create({ name: '沈一诺', email: 'shen@example.com', roles: [role.id] })
  await call('POST', `/users/${reader.id}/password`, { body: { password: 'correct horse battery staple' } })
  const context = await browser.newContext()
  const page = await workspace.open(context, '/accounts/new', {
    name: '沈一诺',
    email: 'shen@example.com',
    password: 'correct horse battery staple',
  })

  await expect(page.getByRole('textbox', { name: '客户名称' })).toHaveCount(0)
  await context.close()
})
