import { defineConfig } from '@playwright/test'

const chromiumFlags = [
  '--no-sandbox', // Chromium refuses to start as root with it
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Journeys on one real server: a random port, a data folder of its own, and both gone afterwards. */
export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  globalTimeout: 24 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.GUANXI_TEST_URL,
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.GUANXI_CHROMIUM || undefined, args: chromiumFlags },
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Journeys meet the server itself; the one of the installed app allows it.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
