import { expect, type Page, test } from '@playwright/test'
import { startMailServer } from '../testing/mail-server.ts'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

let mails: Awaited<ReturnType<typeof startMailServer>>
let workspace: TestWorkspace
let silent: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(180_000)
  mails = await startMailServer()
  workspace = await startWorkspace({ GUANXI_SMTP_URL: mails.url, GUANXI_MAIL_FROM: 'Guanxi <crm@example.com>' })
  silent = await startWorkspace()
})

test.afterAll(async () => {
  await workspace.stop()
  await silent.stop()
  await mails.stop()
})

const email = 'zhou@example.com'

/** Fills in the invitation as an administrator does. */
async function invite(page: Page): Promise<void> {
  await page.getByRole('button', { name: '邀请同事' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('周宁')
  await dialog.getByLabel('邮箱').fill(email)
  await dialog.getByLabel('角色').selectOption({ label: '销售' })
  await dialog.getByRole('button', { name: '发出邀请' }).click()
}

async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('新密码').fill(password)
  await page.getByRole('button', { name: '保存密码' }).click()
  await expect(page.getByText('密码已设置，请登录')).toBeVisible()
  await expect(page.getByLabel('邮箱')).toHaveValue(email)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation', { name: '业务区' })).toBeVisible()
}

/** The mail names the address that people use; here the server stands elsewhere. */
const here = (link: string, { url }: TestWorkspace) => `${url}/welcome${new URL(link).hash}`

test('an invited colleague chooses a password by the link in the mail, and a new one when it is forgotten', async ({ browser }) => {
  const admins = await browser.newContext()
  const page = await workspace.open(admins, '/settings/sign-in')
  await invite(page)
  await expect(page.getByText(`链接正发往 ${email}`)).toBeVisible()
  await admins.close()

  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' })
  const zhou = await context.newPage()
  const invitation = await mails.next(email)
  expect(invitation.subject).toBe('陈思远 邀请你加入「同川设备」')
  await zhou.goto(here(invitation.link, workspace))
  await expect(zhou.getByRole('heading', { name: '欢迎加入' })).toBeVisible()
  await choosePassword(zhou, 'first long password')
  await context.close()

  const elsewhere = await browser.newContext()
  const again = await elsewhere.newPage()
  await again.goto(`${workspace.url}/sign-in`)
  await again.getByRole('link', { name: '忘记密码' }).click()
  // The page that is left has a field of this name too.
  await expect(again.getByRole('button', { name: '发送链接' })).toBeVisible()
  await again.getByLabel('邮箱').fill(email)
  await again.getByRole('button', { name: '发送链接' }).click()
  await expect(again.getByRole('heading', { name: '请查收邮件' })).toBeVisible()
  await expect.poll(() => mails.to(email).length).toBe(2)
  const link = here(mails.to(email)[1]?.link ?? '', workspace)
  await again.goto(link)
  await choosePassword(again, 'second long password')

  await again.goto('about:blank')
  await again.goto(link)
  await expect(again.getByRole('heading', { name: '链接不能用了' })).toBeVisible()
  await elsewhere.close()
})

test('without a mail server the administrator hands the link over', async ({ browser }) => {
  const admins = await browser.newContext()
  const page = await silent.open(admins, '/settings/sign-in', administrator)
  await invite(page)
  const link = (await page.locator('.shown-once code').textContent()) ?? ''
  await admins.close()

  const context = await browser.newContext()
  const zhou = await context.newPage()
  await zhou.goto(`${silent.url}/forgotten`)
  await expect(zhou.getByText('这里没有设置发送邮件')).toBeVisible()
  await zhou.goto(here(link, silent))
  await choosePassword(zhou, 'first long password')
  await context.close()
})

test('a department is found by what one types of its name, however many there are', async ({ browser }) => {
  await workspace.client.records('departments').create({ name: '华东大区' })
  const { id } = await workspace.client.records('departments').create({ name: '苏州办事处' })
  const context = await browser.newContext()
  const page = await workspace.open(context, '/settings/sign-in')
  await page.getByRole('button', { name: '邀请同事' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('何苗')
  await dialog.getByLabel('邮箱').fill('he@example.com')
  await dialog.getByRole('combobox', { name: '部门' }).fill('suzhou')
  await page.getByRole('option', { name: '苏州办事处' }).click()
  await dialog.getByLabel('角色').selectOption({ label: '销售' })
  await dialog.getByRole('button', { name: '发出邀请' }).click()
  await expect(page.getByText('链接正发往 he@example.com')).toBeVisible()

  const { records } = await workspace.client
    .records('users')
    .list({ filter: { field: 'email', op: 'is', value: 'he@example.com' }, fields: ['department'] })
  expect(records[0]).toMatchObject({ department: { id } })
  await context.close()
})
