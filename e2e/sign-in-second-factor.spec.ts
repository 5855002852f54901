import { expect, type Page, test } from '@playwright/test'
import { authenticatorCode, nextAuthenticatorCode } from '../testing/authenticator.ts'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
})

test.afterAll(async () => {
  await workspace.stop()
})

const newcomer = { name: '林悦', email: 'lin@example.com', password: 'long enough for lin' }

async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto(`${workspace.url}/sign-in`)
  await page.getByLabel('邮箱').fill(person.email)
  await page.getByLabel('密码', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Goes from the password to the recovery codes as a person with a phone does. */
async function enrol(page: Page, password: string): Promise<{ uri: string; recoveryCodes: string[] }> {
  await page.getByLabel('现在的密码').last().fill(password)
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('img', { name: '供验证器应用扫描的二维码' })).toBeVisible()
  const secret = ((await page.locator('.key code').textContent()) ?? '').replaceAll(' ', '')
  const uri = `otpauth://totp/Guanxi?secret=${secret}`
  await page.getByLabel('应用显示的验证码').fill('000000')
  await page.getByRole('button', { name: '开启', exact: true }).click()
  await expect(page.getByText('验证码不正确')).toBeVisible()
  await page.getByLabel('应用显示的验证码').fill(authenticatorCode(uri))
  await page.getByRole('button', { name: '开启', exact: true }).click()
  const codes = page.getByRole('list', { name: '保存恢复码' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recoveryCodes = await codes.allTextContents()
  await page.getByRole('button', { name: '已保存，继续' }).click()
  return { uri, recoveryCodes }
}

test('somebody turns it on, signs in with a code, with a recovery code, and in a trusted browser without', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await workspace.open(context, '/settings/me')
  await page.getByRole('button', { name: '开启两步验证' }).click()
  const { uri, recoveryCodes } = await enrol(page, administrator.password)
  await expect(page.getByText('已开启。恢复码还剩 10 个。')).toBeVisible()
  await context.close()

  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await signIn(other, administrator)
  await other.getByLabel('验证码').fill('000000')
  await other.getByRole('button', { name: '登录', exact: true }).click()
  await expect(other.getByText('验证码不正确')).toBeVisible()
  await other.getByRole('button', { name: '手机不在身边？用恢复码' }).click()
  await other.getByLabel('恢复码').fill(recoveryCodes[0] ?? '')
  await other.getByLabel('30 天内在此浏览器不再询问').check()
  await other.getByRole('button', { name: '登录', exact: true }).click()
  await expect(other.getByRole('navigation', { name: '业务区' })).toBeVisible()

  await other.request.post(`${workspace.url}/api/v1/sign-out`, { headers: { 'x-guanxi': '1' } })
  await signIn(other, administrator)
  await expect(other.getByRole('navigation', { name: '业务区' })).toBeVisible()
  await elsewhere.close()

  const third = await browser.newContext()
  const last = await third.newPage()
  await signIn(last, administrator)
  await last.getByLabel('验证码').fill(nextAuthenticatorCode(uri))
  await last.getByRole('button', { name: '登录', exact: true }).click()
  await expect(last.getByRole('navigation', { name: '业务区' })).toBeVisible()

  await last.goto(`${workspace.url}/settings/me`)
  await last.getByRole('button', { name: '关闭两步验证' }).click()
  await last.getByRole('dialog').getByLabel('现在的密码').fill(administrator.password)
  await last.getByRole('dialog').getByRole('button', { name: '关闭两步验证' }).click()
  await expect(last.getByText('两步验证已关闭')).toBeVisible()
  await third.close()
})

test('where everyone must have it, a colleague is led there, and an administrator can reset it', async ({ browser }) => {
  const { id } = await workspace.client.records('users').create({ name: newcomer.name, email: newcomer.email })
  await workspace.client.call('POST', `/users/${id}/password`, { body: { password: newcomer.password } })
  const admins = await browser.newContext()
  const page = await workspace.open(admins, '/settings/sign-in')
  await page.getByRole('radio', { name: '所有人' }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page).toHaveURL(/\/second-factor$/)
  const own = await enrol(page, administrator.password)
  await expect(page.getByRole('navigation', { name: '业务区' })).toBeVisible()
  expect(own.recoveryCodes).toHaveLength(10)

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' })
  const lin = await phone.newPage()
  await signIn(lin, newcomer)
  await expect(lin).toHaveURL(/\/second-factor$/)
  await enrol(lin, newcomer.password)
  await expect(lin.getByRole('navigation', { name: '业务区' })).toBeVisible()

  await page.goto(`${workspace.url}/users/${id}`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('menuitem', { name: '重置两步验证' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '重置两步验证' }).click()
  await expect(page.getByText('已重置「林悦」的两步验证')).toBeVisible()
  await lin.reload()
  await expect(lin).toHaveURL(/\/sign-in/)
  await phone.close()
  await admins.close()
})
