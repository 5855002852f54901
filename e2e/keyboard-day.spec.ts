import { expect, type Page, test } from '@playwright/test'
import { addColleague } from './colleague.ts'
import { administrator, startWorkspace, type TestWorkspace } from './workspace.ts'

// A day's work without a mouse: no click, no hover, no focus() by the test. What has the focus is seen after every step.

let workspace: TestWorkspace
let account: string

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString()

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  await addColleague(workspace, '沈一诺', '管理员')
  account = (await records('accounts').create({ name: '苏州同川医院', level: 'a' })).id
  await records('accounts').bulk({
    create: ['南京钟灵医院', '宁波甬和医院', '无锡太清医院'].map((name, at) => ({ name, level: at === 2 ? 'c' : 'b' })),
  })
  const pipeline = (await records('pipelines').list()).records[0]?.id
  const stages = (await records('stages').list({ sort: ['position'] })).records
  const deal = { name: '监护仪 30 台', account, pipeline, stage: stages[0]?.id, amount: '1085000', closeDate: '2099-05-18' }
  await records('opportunities').create(deal)
  await records('activities').create({ subject: '寄送样册', type: 'task', status: 'planned', account, dueAt: day(0) })
})

test.afterAll(async () => {
  await workspace.stop()
})

/** What has the focus, and whether a person sees it: a ring on it or around it, or the caret of a field; in a grid the pointed cell. */
async function focus(page: Page): Promise<{ what: string; isSeen: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement
    if (!(at instanceof HTMLElement) || at === document.body) return { what: 'nothing', isSeen: false }
    const pointed = document.getElementById(at.getAttribute('aria-activedescendant') ?? '') ?? at
    const box = pointed.getBoundingClientRect()
    const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const isField = at.matches('input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable="true"]')
    const marks = (element: Element, pseudo?: string) => {
      const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(element, pseudo)
      return boxShadow !== 'none' || (outlineStyle !== 'none' && outlineWidth !== '0px')
    }
    const isMarked = [pointed, pointed.parentElement].some((one) => one && (marks(one) || marks(one, '::after') || marks(one, '::before')))
    const name = at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 30) ?? ''
    return { what: `${at.tagName.toLowerCase()} ${name}`, isSeen: isInside && (isField || isMarked || at.id === 'content') }
  })
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Walks on by Tab until what is wanted has the focus: as far as a person would. */
async function tabTo(page: Page, name: RegExp, most = 40): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const { what, isSeen } = await focus(page)
    expect(isSeen, `the focus on “${what}” is seen`).toBe(true)
    if (name.test(what)) return
  }
  throw new Error(`${name} was not reached in ${most} steps`)
}

const isSeen = async (page: Page) => expect(await focus(page)).toMatchObject({ isSeen: true })
const palette = async (page: Page, text: string, option: string | RegExp) => {
  await press(page, 'Control+k')
  await expect(page.getByRole('combobox', { name: '搜索或执行命令' })).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('option', { name: option, selected: true })).toBeVisible()
  await press(page, 'Enter')
}
const grid = (page: Page) => page.getByRole('grid')
/** The head over the cell that the grid points at. */
const pointedColumn = (page: Page) =>
  page.evaluate(() => {
    const cell = document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')
    const head = document.querySelector(`[role="columnheader"][aria-colindex="${cell?.getAttribute('aria-colindex')}"]`)
    return head?.textContent ?? ''
  })

test("a day's work by the keyboard alone", async ({ context }) => {
  test.setTimeout(120_000)
  const page = await context.newPage()

  await test.step('sign in', async () => {
    await page.goto(`${workspace.url}/sign-in`)
    await expect(page.getByRole('textbox').first()).toBeFocused()
    await page.keyboard.type(administrator.email)
    await press(page, 'Tab')
    await page.keyboard.type(administrator.password)
    await press(page, 'Enter')
    await expect(page.getByRole('heading', { name: /好，陈思远/ })).toBeVisible()
  })

  await test.step('⌘K by initials opens the customer; a follow-up with a mention is written there', async () => {
    await palette(page, 'sztc', /苏州同川医院/)
    await expect(page).toHaveURL(new RegExp(account))
    await expect(page.getByRole('button', { name: /记跟进/ })).toBeVisible()
    await press(page, 'l')
    await page.keyboard.type('参数论证会定在周五；@syn')
    await page.getByRole('option', { name: '沈一诺' }).waitFor()
    await press(page, 'Enter')
    await page.keyboard.type('请准备演示')
    await press(page, 'Control+Enter')
    await expect(page.getByRole('link', { name: '@沈一诺' })).toBeVisible()
    await isSeen(page)
  })

  await test.step('the list: filtered, walked, a date typed as one says it, taken back', async () => {
    await press(page, 'Escape', 'g', 'c')
    await expect(grid(page)).toBeFocused()
    await press(page, 'f')
    await expect(page.getByRole('combobox', { name: '找字段' })).toBeFocused()
    await page.keyboard.type('级别')
    await press(page, 'Enter')
    await expect(page.getByRole('checkbox', { name: 'VIP' })).toBeFocused()
    await press(page, 'Tab', 'Space', 'Tab', 'Space')
    await expect(page.getByRole('checkbox', { name: 'B', exact: true })).toBeFocused()
    await press(page, 'Escape')
    await expect(grid(page)).toBeFocused()
    await expect(page.getByRole('row').filter({ hasText: '医院' })).toHaveCount(3)

    await press(page, 'j', 'j')
    await isSeen(page)
    for (let column = 0; column < 20 && !/下次跟进/.test(await pointedColumn(page)); column++) await press(page, 'ArrowRight')
    await press(page, 'Enter')
    await expect(page.getByRole('combobox', { name: '下次跟进' })).toBeFocused()
    await page.keyboard.type('明天')
    await expect(page.getByRole('option').first()).toContainText('按输入')
    await press(page, 'Enter')
    await expect(page.getByText(/已改「.*」的下次跟进/)).toBeVisible()
    await expect(grid(page)).toBeFocused()
    await press(page, 'Control+z')
    await expect(page.getByText('已撤销')).toBeVisible()
  })

  await test.step('a look at a record, and a new one by its form: the hands come back to the list', async () => {
    await press(page, 'Home', 'Space')
    await expect(page.getByRole('dialog')).toBeVisible()
    await isSeen(page)
    await press(page, 'Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(grid(page)).toBeFocused()

    await press(page, 'n')
    await expect(page.getByRole('dialog', { name: '新建客户' })).toBeVisible()
    await isSeen(page)
    await page.keyboard.type('嘉兴南湖医院')
    await press(page, 'Control+s')
    await expect(page.getByText('已新建客户「嘉兴南湖医院」')).toBeVisible()
    await expect(grid(page)).toBeFocused()

    await press(page, '?')
    const keys = page.getByRole('dialog', { name: '本页的快捷键' })
    for (const said of ['下一行', '筛选', '预览', '离开输入框']) await expect(keys).toContainText(said)
    await press(page, 'Escape')
    await expect(grid(page)).toBeFocused()
  })

  await test.step('a letter is moved to another, and put back', async () => {
    const keys = page.getByRole('dialog', { name: '本页的快捷键' })
    await press(page, '?')
    await tabTo(page, /换一个键：新建客户/)
    await press(page, 'Enter', '5')
    await expect(keys.getByText('只能用 A 到 Z 的一个字母')).toBeVisible()
    await press(page, 'y')
    await expect(keys.getByRole('button', { name: '换一个键：新建客户' })).toHaveText('Y')
    await press(page, 'Escape')
    await press(page, 'n')
    await expect(page.getByRole('dialog', { name: '新建客户' })).toBeHidden()
    await press(page, 'y')
    await expect(page.getByRole('dialog', { name: '新建客户' })).toBeVisible()
    await press(page, 'Escape')
    await press(page, '?')
    await tabTo(page, /恢复默认按键/)
    await press(page, 'Enter', 'Escape')
    await press(page, 'n')
    await expect(page.getByRole('dialog', { name: '新建客户' })).toBeVisible()
    await press(page, 'Escape')
    await expect(grid(page)).toBeFocused()
  })

  await test.step('a task is ticked on the home page, and taken back', async () => {
    await press(page, 'g', 'h')
    await expect(page.getByRole('button', { name: '完成「寄送样册」' })).toBeVisible()
    await tabTo(page, /完成「寄送样册」/)
    await press(page, 'Enter')
    await expect(page.getByText('「寄送样册」已完成')).toBeVisible()
    await press(page, 'Control+z')
    await expect(page.getByRole('button', { name: '完成「寄送样册」' })).toBeVisible()
  })

  await test.step('a card goes to the next lane and back, and keeps the focus', async () => {
    await palette(page, '商机看板', '商机看板')
    const card = (lane: string) => page.getByRole('region', { name: new RegExp(`^${lane}`) }).getByRole('group', { name: '监护仪 30 台' })
    await expect(card('初步接触')).toBeFocused()
    await isSeen(page)
    await press(page, 'Control+ArrowRight')
    await expect(card('需求确认')).toBeFocused()
    await expect(page.locator('.toast', { hasText: '「监护仪 30 台」移到「需求确认」' })).toBeVisible()
    await press(page, 'Control+z')
    await expect(card('初步接触')).toBeFocused()
  })

  await test.step('an appointment in the calendar', async () => {
    await palette(page, '日历', '日历')
    await expect(page.getByRole('heading', { name: /–/ })).toBeVisible()
    await press(page, 'n')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.type('产品演示')
    await press(page, 'Control+s')
    await expect(page.getByText('产品演示').first()).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await isSeen(page)
  })

  await test.step('sign out', async () => {
    await palette(page, '退出', '退出登录')
    await expect(page).toHaveURL(/\/sign-in/)
  })
})
