import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let account: string

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  serviceWorkers: 'allow' as const,
}
const door = { latitude: 31.298912345678904, longitude: 120.58531234567891, accuracy: 12 }
const acrossTown = { latitude: 31.3189, longitude: 120.5853, accuracy: 20 }
const photo = {
  name: '门口.png',
  mimeType: 'image/png',
  buffer: readFileSync(join(import.meta.dirname, 'photo.png')),
}

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  account = (await records('accounts').create({ name: '苏州同川医院' })).id
  await records('accounts').create({ name: '南京钟灵医院', latitude: 31.3179, longitude: 120.5853 })
  await records('accounts').create({ name: '远在北京', latitude: 39.9, longitude: 116.4 })
  await records('activities').create({
    subject: 'ICU 监护升级论证',
    type: 'visit',
    status: 'planned',
    account,
    occurAt: new Date(Date.now() - 600_000).toISOString(),
  })
})

test.afterAll(async () => {
  await workspace.stop()
})

test('at the door: in, the place of the customer, a photo, out; the desk sees it', async ({ browser }) => {
  const road = await browser.newContext({ ...phone, geolocation: door, permissions: ['geolocation'] })
  const page = await workspace.open(road, '/')

  await page.getByRole('article').getByRole('button', { name: '签到' }).tap()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('status')).toContainText('±12 米')
  await dialog.getByRole('button', { name: '签到' }).tap()
  await expect(dialog.getByRole('button', { name: '签退' })).toBeVisible()
  await dialog.getByRole('button', { name: '用这里作为客户位置' }).tap()
  await expect(dialog).toContainText('距客户 0 m')

  await dialog.getByLabel('拍照').last().setInputFiles(photo)
  await expect(dialog.getByRole('img', { name: photo.name })).toBeVisible()
  await dialog.getByRole('textbox', { name: '结果' }).fill('预算已列入 4 月院长办公会')
  await dialog.getByRole('button', { name: '签退' }).tap()
  await expect(dialog).toBeHidden()
  await road.close()

  const desk = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
  const wide = await workspace.open(desk, `/accounts/${account}`)
  const entry = wide.getByRole('listitem').filter({ hasText: 'ICU 监护升级论证' }).first()
  await expect(entry).toContainText('距客户 0 m')
  await expect(entry).toContainText('预算已列入 4 月院长办公会')
  await expect(entry).toContainText(photo.name)
  await wide.getByRole('link', { name: '附近' }).click()
  await expect(wide.getByRole('link', { name: /南京钟灵医院.*2\.1 km/ })).toBeVisible()
  await expect(wide.getByRole('button', { name: '南京钟灵医院' })).toBeVisible()
  await desk.close()
})

test('far away is marked; a position that is not allowed is said, and the visit still counts; without the network it is kept', async ({
  browser,
}) => {
  await workspace.client.records('accounts').update(account, { latitude: 31.2989, longitude: 120.5853 })
  const context = await browser.newContext({ ...phone, geolocation: acrossTown, permissions: ['geolocation'] })
  const page = await workspace.open(context, `/accounts/${account}`)

  await page.getByRole('button', { name: '签到' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '签到' }).tap()
  await expect(page.getByRole('dialog')).toContainText('远离客户')
  await page.getByRole('dialog').getByRole('button', { name: '签退' }).tap()
  await expect(page.getByRole('dialog')).toBeHidden()
  await context.close()

  const refusing = await browser.newContext({ ...phone, permissions: [] })
  const other = await workspace.open(refusing, `/accounts/${account}`)
  await other.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await expect(other.getByRole('button', { name: '签到' })).toBeVisible()
  await refusing.setOffline(true)
  await other.getByRole('button', { name: '签到' }).tap()
  await expect(other.getByRole('dialog').getByRole('status')).toContainText('没有定位权限')
  await other.getByRole('dialog').getByRole('button', { name: '签到' }).tap()
  await expect(other.getByRole('dialog')).toBeHidden()
  await expect(other.getByRole('button', { name: '签到' })).toHaveAttribute('aria-disabled', 'true')
  await refusing.setOffline(false)
  await expect(other.getByRole('button', { name: '签退' })).toBeVisible({ timeout: 20_000 })
  await refusing.close()

  const filter = { field: 'checkInLocation', op: 'is', value: 'refused' } as const
  const { records } = await workspace.client.records('activities').list({ filter, fields: ['checkInAt'] })
  expect(records).toHaveLength(1)
})
