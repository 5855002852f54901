import { readFileSync } from 'node:fs'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import type { Meta, MySettings } from '../client/index.ts'
import { fillWorkspace, namesIn } from './every-screen-records.ts'
import { foreignWords, unseenStops, violations, wider } from './screen-checks.ts'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

// Every address that the router knows, in both languages, both themes and three widths. One page for each language: its width and its
// colours change where it stands, and rules that ask for neither are asked once.

const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const narrow = { width: 320, height: 640 }
type Language = 'zh-CN' | 'en'

let workspace: TestWorkspace
let meta: Meta
let filled: Awaited<ReturnType<typeof fillWorkspace>>
let names: string[]
let found: string[]

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  filled = await fillWorkspace(workspace)
  meta = await workspace.client.meta()
  names = await namesIn(workspace, meta)
})

test.afterAll(async () => {
  await workspace.stop()
})

test.beforeEach(() => {
  found = []
})

/** Each path of the router, with the addresses that are looked at; a new path without one fails the first test. */
const addresses: Record<string, (page: Page) => string[] | Promise<string[]>> = {
  '/': () => ['/'],
  '/analysis': () => ['/analysis'],
  '/exports': () => ['/exports'],
  '/imports': () => ['/imports'],
  '/imports/new': () => ['/imports/new?object=account'],
  '/imports/projects': () => ['/imports/projects'],
  '/imports/projects/$id': () => [`/imports/projects/${filled.project}`],
  '/imports/$id': () => ['', '?step=duplicates', '?step=confirm'].map((step) => `/imports/${filled.upload}${step}`),
  '/duplicates': () => ['/duplicates?object=account'],
  '/recycle-bin': () => ['/recycle-bin'],
  '/notifications': () => ['/notifications'],
  '/calendar': () => ['day', 'week', 'month', 'agenda'].map((view) => `/calendar?view=${view}`),
  '/nearby': () => [`/nearby?of=${filled.account}`],
  '/settings': () => ['/settings'],
  '/settings/$section': linksOfSettings,
  '/$route': () => [...screenObjects().map(({ route }) => `/${route}`), `/accounts?open=${filled.account}`],
  '/$route/board': () => meta.objects.filter(({ board }) => board).map(({ route }) => `/${route}/board`),
  '/$route/new': () =>
    screenObjects()
      .filter(({ may }) => may.create)
      .map(({ route }) => `/${route}/new`),
  '/$route/$id': pagesOfRecords,
}
/** Outside the frame: seen by whoever is not signed in yet. */
const outside = ['/sign-in', '/forgotten', '/welcome', '/second-factor', '/set-up']

const screenObjects = () => meta.objects.filter(({ internal }) => !internal)

async function linksOfSettings(page: Page): Promise<string[]> {
  await show(page, '/settings')
  const links = page.locator('#content a[href^="/settings/"]')
  await expect(links.first()).toBeVisible()
  return links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
}

async function pagesOfRecords(): Promise<string[]> {
  const pages = await Promise.all(
    screenObjects().map(async ({ route }) => {
      const [record] = (await workspace.client.records(route).list({ limit: 1 })).records
      return record ? [`/${route}/${record.id}`] : []
    }),
  )
  return pages.flat()
}

test('every path of the router has an address that is looked at', () => {
  const router = readFileSync(new URL('../web/src/router.tsx', import.meta.url), 'utf8')
  const paths = [...router.matchAll(/^ {2}path: '([^']+)'|createRoute\(\{.*path: '([^']+)'/gm)].map(([, own, inLine]) => own ?? inLine)

  expect([...Object.keys(addresses), ...outside].toSorted()).toEqual(paths.toSorted())
})

for (const language of ['zh-CN', 'en'] as const)
  test(`every screen is for everybody and in one language: ${language}`, async ({ context }) => {
    test.setTimeout(300_000)
    const page = await signedIn(context, language)
    for (const [path, find] of Object.entries(addresses))
      for (const address of await find(page)) {
        await show(page, address)
        await words(page, address)
        if (language === 'en') await widths(page, address)
        // Lists, forms and pages are drawn from declarations: three objects stand for all of them.
        if (!path.startsWith('/$route') || /^\/(accounts|opportunities|activities)\b/.test(address))
          await access(page, address, language === 'en' ? phone : desktop)
      }
    expect(found).toEqual([])
  })

/** Screens on which everything is opened that says it opens something: menus, choices, drawers, dialogs. */
const opened = () => [
  '/',
  '/analysis',
  '/accounts',
  `/accounts?open=${filled.account}`,
  `/accounts/${filled.account}`,
  '/opportunities/board',
  `/imports/${filled.upload}`,
  '/calendar?view=week',
  '/settings/base-data',
  '/settings/organisation',
]
const opener = 'button:is([aria-haspopup], [aria-expanded="false"]):not([disabled], [aria-disabled="true"], [role="combobox"])'
/** What opens by a key, from the list of customers or from the page of one. */
const keys = ['Control+k', '?', 'f', 'n', 'l']

for (const language of ['zh-CN', 'en'] as const)
  test(`what opens on a screen is for everybody and in one language: ${language}`, async ({ context }) => {
    test.setTimeout(300_000)
    const page = await signedIn(context, language)
    await page.setViewportSize(desktop)
    const seen = new Set<string>()
    for (const address of opened()) {
      await show(page, address)
      const openers = page.locator(opener)
      for (let at = 0; at < (await openers.count()); at++) {
        const label = (await openers.nth(at).getAttribute('aria-label')) ?? (await openers.nth(at).textContent()) ?? ''
        // One of a kind: the colour of each value, the menu of each row are the same but for whose they are.
        const name = label.split(/[:：「]/)[0] ?? ''
        if (seen.has(name) || !(await openers.nth(at).isVisible())) continue
        seen.add(name)
        await openers.nth(at).click()
        await checkOpened(page, `${address}: ${name}`, language)
        // What stays open, such as a drawer that is part of the address, is left by leaving the screen.
        await show(page, '/settings')
        await show(page, address)
      }
    }
    for (const address of ['/accounts', `/accounts/${filled.account}`])
      for (const key of keys) {
        await show(page, address)
        await page.keyboard.press(key)
        await checkOpened(page, `${address}: ${key}`, language)
        await show(page, '/settings')
      }
    expect(found).toEqual([])
  })

/** The words in both languages; what is built of them is the same, and looked at in one. */
async function checkOpened(page: Page, where: string, language: Language): Promise<void> {
  await settled(page)
  await words(page, where)
  if (language === 'zh-CN') await access(page, where, desktop)
  for (let times = 0; times < 2; times++) await page.keyboard.press('Escape')
}

test('whoever is not signed in is asked in one language', async ({ browser }) => {
  for (const language of ['zh-CN', 'en'] as const) {
    const context = await browser.newContext({ locale: language, viewport: phone })
    const page = await context.newPage()
    listen(page)
    for (const path of outside) {
      await page.goto(`${workspace.url}${path}`)
      // Some lead on to the sign-in by loading it anew.
      await page.waitForLoadState('networkidle')
      await expect(page.getByRole('heading').first()).toBeVisible()
      await words(page, `${language} ${path}`)
      await widths(page, `${language} ${path}`)
      await access(page, `${language} ${path}`, phone)
    }
    await context.close()
  }
  expect(found).toEqual([])
})

test('every stop of the Tab key shows where it is', async ({ context }) => {
  test.setTimeout(120_000)
  const page = await signedIn(context, 'zh-CN')
  for (const address of ['/', '/accounts', `/accounts/${filled.account}`, '/opportunities/board', '/calendar?view=week', '/settings/me']) {
    await show(page, address)
    note(address, 'focus', await unseenStops(page, 45))
  }
  expect(found).toEqual([])
})

for (const [density, height] of [
  ['compact', 28],
  ['default', 34],
  ['comfortable', 44],
] as const)
  test(`rows are ${height} pixels high where the density is ${density}, and all can be hit`, async ({ context }) => {
    const page = await signedIn(context, 'en', { density })
    for (const address of ['/accounts', `/accounts/${filled.account}`, '/opportunities/board']) {
      await show(page, address)
      await widths(page, address)
      await access(page, address, desktop)
    }
    await show(page, '/accounts')
    expect((await page.getByRole('row', { name: '8801' }).boundingBox())?.height).toBe(height)
    await workspace.client.updateMe({ density: 'default' })
    expect(found).toEqual([])
  })

async function signedIn(context: BrowserContext, locale: Language, more: MySettings = {}): Promise<Page> {
  await workspace.client.updateMe({ locale, theme: 'system', ...more })
  const page = await workspace.open(context, '/')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  listen(page)
  return page
}

function listen(page: Page): void {
  const where = () => new URL(page.url()).pathname
  page.on('console', (message) => {
    // Who is not signed in, or comes with a link that is used up, is refused.
    if (message.type() === 'error' && !(outside.includes(where()) && /status of 4\d\d/.test(message.text())))
      found.push(`${where()}: console: ${message.text()}`)
  })
  page.on('pageerror', (error) => found.push(`${where()}: thrown: ${error.message}`))
}

/** Goes there as a link does, without reading the page anew. */
async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))))
  await expect(page.locator('#content')).toBeVisible()
  await expect(page.locator('.sk')).toHaveCount(0)
}

const note = (where: string, what: string, problems: readonly string[]) =>
  found.push(...problems.map((problem) => `${where}: ${what}: ${problem}`))

async function words(page: Page, where: string): Promise<void> {
  note(where, 'words', await foreignWords(page, names))
}

async function widths(page: Page, where: string): Promise<void> {
  for (const size of [desktop, phone, narrow]) {
    await page.setViewportSize(size)
    note(where, `at ${size.width}`, await wider(page))
  }
}

async function access(page: Page, where: string, size: typeof desktop): Promise<void> {
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme: 'light' })
  note(where, 'light', await violations(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  note(where, 'dark', await violations(page, 'contrast'))
}
