import { expect, test } from '@playwright/test'

test.describe('a fresh installation, opened for the first time', () => {
  test.describe('by a Chinese browser', () => {
    test.use({ locale: 'zh-CN' })

    test('asks for a workspace in Chinese', async ({ page }) => {
      await page.goto('/')

      await expect(page.getByRole('heading', { level: 1 })).toHaveText('开始使用')
    })
  })

  test.describe('by an English browser', () => {
    test.use({ locale: 'en-GB' })

    test('asks for a workspace in English', async ({ page }) => {
      await page.goto('/')

      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up your workspace')
    })
  })

  test('tells what watches it that it is up and ready', async ({ request }) => {
    expect((await request.get('/health')).status()).toBe(200)
    expect((await request.get('/ready')).status()).toBe(200)
  })
})
