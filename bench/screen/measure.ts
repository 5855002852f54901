import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../../scripts/browser.mjs'
import type { Figure } from '../report.ts'
import type { Setting } from '../setting.ts'

/** How often each figure is taken; the median is kept. */
export type Rounds = { readonly opens: number; readonly changes: number }

// Chromium refuses to start as root with a sandbox.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
const path = '/accounts'

/** What somebody waits for at a list of this many customers, in a real browser: the first rows, and other rows after another filter. */
export async function measureScreen(url: string, { tokens }: Pick<Setting, 'tokens'>, { opens, changes }: Rounds): Promise<Figure[]> {
  const executablePath = await ensureChromium()
  if (executablePath === null) throw new Error('The list is measured in Chromium, and none could be found or installed')
  const browser = await chromium.launch({ args: flags, ...(executablePath ? { executablePath } : {}) })
  try {
    const first: number[] = []
    const painted: number[] = []
    for (let round = 0; round < opens; round++) first.push(await firstScreenKilobytes(browser, url, tokens[round % tokens.length] ?? ''))
    for (const token of tokens.slice(0, 3)) painted.push(...(await filterChanges(browser, url, token, changes)))
    return [
      { name: 'firstScreenKb', value: Math.round(median(first)), unit: 'KB' },
      { name: 'filterToPaintMs', value: Math.round(median(painted)), unit: 'ms' },
    ]
  } finally {
    await browser.close()
  }
}

/** Brotli bytes of script that came before the first rows stood on the screen, with nothing kept from before. */
async function firstScreenKilobytes(browser: Browser, url: string, token: string): Promise<number> {
  const context = await asBearer(browser, token)
  try {
    const page = await context.newPage()
    await page.addInitScript(noteFirstRow)
    await page.goto(`${url}${path}`)
    await firstRow(page).waitFor()
    const bytes = await page.evaluate(scriptBytesBeforeFirstRow)
    return bytes / 1024
  } finally {
    await context.close()
  }
}

/** Runs in the page before anything of its own. */
function noteFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.rg-rows .rg-link')) return
    performance.mark('first-row')
    observer.disconnect()
  })
  observer.observe(document, { childList: true, subtree: true })
}

function scriptBytesBeforeFirstRow(): number {
  const drawn = performance.getEntriesByName('first-row')[0]?.startTime ?? 0
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  return loaded
    .filter(({ name, startTime }) => name.endsWith('.js') && startTime < drawn)
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
}

/** Boxes of a filter are ticked by the mouse; the clock runs from the click until the rows that fit have been painted. */
async function filterChanges(browser: Browser, url: string, token: string, changes: number): Promise<number[]> {
  const context = await asBearer(browser, token)
  try {
    const page = await context.newPage()
    const filter = encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: ['vip'] }))
    await page.goto(`${url}${path}?filter=${filter}`)
    await firstRow(page).waitFor()
    await page.locator('.fb-words').first().click()
    const boxes = page.locator('.fb-pop input[type="checkbox"]')
    await boxes.first().waitFor()
    await page.evaluate(watchPaint)
    const found: number[] = []
    // The second box, then the third, and back: each time other rows stand first.
    for (let change = 0; change < changes + 2; change++) {
      const took = page.evaluate(() => (window as unknown as { nextPaint(): Promise<number> }).nextPaint())
      await boxes.nth(1 + ((change >> 1) % 2)).click()
      // The first two warm up what a person's day warms up once.
      if (change >= 2) found.push(await took)
      else await took
    }
    return found
  } finally {
    await context.close()
  }
}

/** Runs in the page: the time from the next click until other rows have been painted. */
function watchPaint(): void {
  const rows = () => [...document.querySelectorAll('.rg-rows [role="row"] .rg-link')].map((link) => link.getAttribute('href')).join()
  const isStale = () => document.querySelector('.rg')?.getAttribute('aria-busy') === 'true'
  Object.assign(window, {
    nextPaint: () =>
      new Promise<number>((resolve) => {
        const before = rows()
        addEventListener(
          'click',
          ({ timeStamp }) => {
            const look = () => {
              if (isStale() || rows() === before) requestAnimationFrame(look)
              // What was found in this frame is on the screen when the task after it runs.
              else setTimeout(() => resolve(performance.now() - timeStamp), 0)
            }
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      }),
  })
}

function firstRow(page: Page) {
  return page.locator('.rg-rows .rg-link').first()
}

/** A page of the person that the token belongs to. */
function asBearer(browser: Browser, token: string): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
