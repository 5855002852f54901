import { expect, type Page, test } from '@playwright/test'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace

test.beforeAll(async () => {
  test.setTimeout(120_000)
  // A browser hands out passkeys to host names, never to addresses.
  workspace = await startWorkspace({ HOST: 'localhost' })
})

test.afterAll(async () => {
  await workspace.stop()
})

/** A laptop with a finger on its sensor: it answers as soon as it is asked. */
async function withDevice(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

const menu = (page: Page) => page.getByRole('navigation', { name: '业务区' })

async function addPasskey(page: Page, password: string, name: string): Promise<void> {
  await page.getByLabel('现在的密码').last().fill(password)
  await page.getByLabel('名称').fill(name)
  await page.getByRole('button', { name: '添加通行密钥' }).last().click()
}

test('somebody adds a passkey, names it, signs in with it alone, and removes it', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await workspace.open(context, '/settings/me')
  await withDevice(page)
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await addPasskey(page, 'not my password', '我的电脑')
  await expect(page.getByText('当前密码不正确')).toBeVisible()
  await addPasskey(page, administrator.password, '我的电脑')
  await expect(page.getByText('已添加通行密钥「我的电脑」')).toBeVisible()
  await page.getByRole('button', { name: '给「我的电脑」改名' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('办公室电脑')
  await page.getByRole('dialog').getByRole('button', { name: '改名' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '办公室电脑' })).toContainText('尚未使用')

  // A browser that offers no passkeys by itself: the person has to ask for it.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false
  })
  await page.request.post(`${workspace.url}/api/v1/sign-out`, { headers: { 'x-guanxi': '1' } })
  await page.goto(`${workspace.url}/sign-in?to=%2Fsettings%2Fme`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(menu(page)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '办公室电脑' })).toContainText('最近使用')

  await page.getByRole('button', { name: '移除通行密钥「办公室电脑」' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '移除' }).click()
  await expect(page.getByText('已移除通行密钥「办公室电脑」')).toBeVisible()
  await page.request.post(`${workspace.url}/api/v1/sign-out`, { headers: { 'x-guanxi': '1' } })
  await page.goto(`${workspace.url}/sign-in`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(page.getByRole('alert')).toContainText('这个通行密钥不能登录')
  await context.close()
})

test('where everyone must have a second factor, a passkey is both, and the browser offers it at the e-mail', async ({ browser }) => {
  const newcomer = { name: '林悦', email: 'lin@example.com', password: 'long enough for lin' }
  const { id } = await workspace.client.records('users').create({ name: newcomer.name, email: newcomer.email })
  await workspace.client.call('POST', `/users/${id}/password`, { body: { password: newcomer.password } })
  await workspace.client.call('PUT', '/access/policy', { body: { secondFactor: 'everyone' } })
  const context = await browser.newContext()
  const page = await workspace.open(context, '/', newcomer)
  await withDevice(page)
  await expect(page).toHaveURL(/\/second-factor$/)
  await page.getByRole('button', { name: '不用手机验证码？用通行密钥' }).click()
  await addPasskey(page, newcomer.password, '手机')
  await expect(menu(page)).toBeVisible()

  // The password alone leads no further than to the passkey.
  await page.request.post(`${workspace.url}/api/v1/sign-out`, { headers: { 'x-guanxi': '1' } })
  await page.request.post(`${workspace.url}/api/v1/sign-in`, { headers: { 'x-guanxi': '1' }, data: newcomer })
  await page.goto(`${workspace.url}/`)
  await expect(page.getByRole('heading', { name: '用通行密钥继续' })).toBeVisible()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(menu(page)).toBeVisible()

  await page.request.post(`${workspace.url}/api/v1/sign-out`, { headers: { 'x-guanxi': '1' } })
  await page.goto(`${workspace.url}/sign-in`)
  await expect(menu(page)).toBeVisible()
  await context.close()
})
