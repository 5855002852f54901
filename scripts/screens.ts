// `npm run screens`, or `npm run screens state` for those whose name begins so: takes the pictures of docs/screens on a demo company of its own, at the sizes of the design. Not a part of the tests.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { pinyin } from 'pinyin-pro'
import { startServerProcess } from '../testing/server-process.ts'
import { ensureInstalled, ensureWebApp, root } from './bootstrap.mjs'
import { ensureChineseFont, ensureChromium } from './browser.mjs'
import { states } from './screen-states.ts'

type Picture = {
  name: string
  path: string
  locale?: 'zh-CN' | 'en'
  theme?: 'light' | 'dark'
  size?: keyof typeof sizes
  /** What is done before the screen is opened, and before the picture is taken. */
  before?: (page: Page) => Promise<void>
  prepare?: (page: Page) => Promise<void>
}

const sizes = {
  desktop: { viewport: { width: 1440, height: 900 } },
  part: { viewport: { width: 1024, height: 600 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>

/** The list of the design: important customers of the east, the largest open pipeline first. */
const east = `/accounts?sort=-openPipeline&filter=${encodeURIComponent(
  JSON.stringify({
    all: [
      { field: 'level', op: 'in', value: ['vip', 'a'] },
      { field: 'region', op: 'under', value: ['31', '32', '33'] },
    ],
  }),
)}`

const pictures: readonly Picture[] = [
  { name: 'accounts', path: east, prepare: workInList },
  { name: 'accounts-en', path: east, locale: 'en', prepare: workInList },
  { name: 'accounts-dark', path: east, theme: 'dark', prepare: workInList },
  { name: 'account', path: '/accounts', prepare: openBusiest },
  { name: 'opportunity', path: '/opportunities', prepare: openLargest },
  { name: 'board', path: '/opportunities/board' },
  { name: 'dashboard', path: '/analysis' },
  { name: 'dashboard-dark', path: '/analysis', theme: 'dark' },
  { name: 'command', path: '/accounts', prepare: findBusiest },
  { name: 'phone-day', path: '/', size: 'phone', prepare: haveADay },
  { name: 'phone-account', path: '/accounts', size: 'phone', prepare: openBusiest },
  ...states.map((state) => ({ ...state, size: 'part' as const })),
]

const folder = await mkdtemp(join(tmpdir(), 'guanxi-screens-'))
const variables = { GUANXI_DATA: folder, DATABASE_URL: '', DATABASE_APP_URL: '', LC_ALL: 'C' }
const node = await ensureInstalled()
ensureWebApp(node)
ensureChineseFont()
const demo = spawnSync(node, [join(root, 'server/cli/main.ts'), 'demo', '--if-new'], {
  cwd: root,
  env: { ...process.env, ...variables },
  encoding: 'utf8',
})
const [, email, password] = /Sign in as (\S+), password[^:]*: (\S+)/.exec(demo.stdout) ?? []
if (!email || !password) throw new Error(`The demo company was not made:\n${demo.stdout}${demo.stderr}`)
const server = await startServerProcess({ dataFolder: folder })
const browser = await chromium.launch({ executablePath: (await ensureChromium()) ?? '', args: ['--no-sandbox', '--disable-gpu'] })
try {
  const [beginning = ''] = process.argv.slice(2)
  for (const picture of pictures) if (picture.name.startsWith(beginning)) await take(picture)
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await server.ended
  await rm(folder, { recursive: true, force: true })
}

async function take({ name, path, locale = 'zh-CN', theme = 'light', size = 'desktop', before, prepare }: Picture): Promise<void> {
  const context = await browser.newContext({ ...sizes[size], baseURL: server.url, locale, timezoneId: 'Asia/Shanghai', colorScheme: theme })
  const page = await context.newPage()
  const headers = { 'x-guanxi': '1' }
  await page.request.post('/api/v1/sign-in', { headers, data: { email, password } })
  await page.request.patch('/api/v1/me', { headers, data: { locale, theme } })
  await before?.(page)
  await page.goto(path)
  if (!before) await settled(page)
  else await page.waitForTimeout(1_500)
  await prepare?.(page)
  if (!before) await settled(page)
  await page.screenshot({ path: join(root, 'docs/screens', `${name}.png`), animations: 'disabled' })
  console.log(`docs/screens/${name}.png`)
  await context.close()
}

/** Live updates keep a connection open, so the network is never idle: what counts is that no skeleton is left. */
async function settled(page: Page): Promise<void> {
  await page.locator('#content').waitFor()
  await page.waitForTimeout(1_500)
  await page.locator('.sk').first().waitFor({ state: 'detached', timeout: 20_000 })
}

/** The customer of the largest open opportunity: there is much to see on its page. */
async function busiest(page: Page): Promise<{ id: string; title: string } | undefined> {
  const open = encodeURIComponent(JSON.stringify({ field: 'stage.outcome', op: 'is', value: 'open' }))
  const answer = await page.request.get(`/api/v1/opportunities?limit=1&sort=-amount&fields=account&filter=${open}`)
  const { records } = (await answer.json()) as { records: { account: { id: string; title: string } }[] }
  return records[0]?.account
}

async function openBusiest(page: Page): Promise<void> {
  await page.goto(`/accounts/${(await busiest(page))?.id}`)
}

/** The demo's administrator sells nothing: a morning and two tasks of their own stand for a salesperson's day. */
async function haveADay(page: Page): Promise<void> {
  const account = await busiest(page)
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const about = { account: account?.id, status: 'planned' }
  for (const activity of [
    { subject: '参数论证会', type: 'visit', occurAt: at(0.5), endAt: at(1.5), place: '门诊楼 6 层示教室' },
    { subject: '合同第 7 条', type: 'visit', occurAt: at(3), endAt: at(4) },
    { subject: '提交接口清单给信息科', type: 'task', dueAt: at(5) },
    { subject: '回电：呼吸机报价', type: 'task', dueAt: at(-20) },
  ])
    await page.request.post('/api/v1/activities', { headers: { 'x-guanxi': '1' }, data: { ...activity, ...about } })
  await page.reload()
}

/** As in the design: three rows chosen, and a date being typed. */
async function workInList(page: Page): Promise<void> {
  for (const at of [2, 5, 8]) await page.getByRole('row').nth(at).getByRole('checkbox').check()
  const head = page.getByRole('columnheader', { name: /下次跟进|Next touch/ })
  const column = await head.getAttribute('aria-colindex')
  await page.getByRole('row').nth(4).locator(`[aria-colindex="${column}"]`).dblclick()
  await page.keyboard.type((await page.locator('html').getAttribute('lang')) === 'en' ? 'fri' : '周五')
}

async function openLargest(page: Page): Promise<void> {
  const open = encodeURIComponent(JSON.stringify({ field: 'stage.outcome', op: 'is', value: 'open' }))
  const answer = await page.request.get(`/api/v1/opportunities?limit=1&sort=-amount&filter=${open}`)
  const { records } = (await answer.json()) as { records: { id: string }[] }
  await page.goto(`/opportunities/${records[0]?.id}`)
}

async function findBusiest(page: Page): Promise<void> {
  const initials = pinyin((await busiest(page))?.title.slice(0, 4) ?? '', { pattern: 'first', toneType: 'none', type: 'array' }).join('')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '搜索或执行命令' }).fill(initials)
  await page.getByRole('option').first().waitFor()
}
