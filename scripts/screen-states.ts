import type { Page } from '@playwright/test'

/** The states of a screen, as `design/k-states.png` draws them: how to reach each on the demo company. */
export type State = { name: string; path: string; prepare?: (page: Page) => Promise<void>; before?: (page: Page) => Promise<void> }

const api = '**/api/v1/accounts?**'
const where = (filter: unknown) => `filter=${encodeURIComponent(JSON.stringify(filter))}`
const nobody = where({
  all: [
    { field: 'level', op: 'in', value: ['vip', 'a'] },
    { field: 'status', op: 'is', value: 'won' },
    { field: 'name', op: 'contains', value: '远山' },
  ],
})

export const states: readonly State[] = [
  // The answer takes longer than the picture.
  {
    name: 'state-loading',
    path: '/accounts',
    before: (page) => page.route(api, (route) => setTimeout(() => void route.continue(), 8_000)),
  },
  { name: 'state-empty', path: '/exchange-rates' },
  { name: 'state-filtered', path: `/accounts?${nobody}` },
  { name: 'state-failing', path: '/accounts', prepare: loseServer },
  { name: 'state-forbidden', path: '/settings/rights', before: withoutRights },
  { name: 'state-form', path: '/accounts/new', prepare: leaveFieldsWrong },
  { name: 'state-notices', path: '/accounts', prepare: changeSome },
  { name: 'state-conflict', path: '/accounts?columns=name,level,employees', before: withoutNews, prepare: editTogether },
  { name: 'state-job', path: '/activities', prepare: changeAll },
]

/** The list was read; then the server stops answering, and the list is read anew. */
async function loseServer(page: Page): Promise<void> {
  await page.route(api, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"unavailable"}' }))
  await page.getByRole('columnheader', { name: '级别' }).click()
  await page.getByRole('alert').first().waitFor()
}

/** What the server answers to somebody without this right. */
async function withoutRights(page: Page): Promise<void> {
  await page.route('**/api/v1/meta', async (route) => {
    const answer = await route.fetch()
    const meta = await answer.json()
    const objects = meta.objects.map((one: { key: string; may: object }) =>
      one.key === 'role' ? { ...one, may: { ...one.may, update: false } } : one,
    )
    await route.fulfill({ response: answer, json: { ...meta, objects, me: { ...meta.me, roles: [{ id: '', name: '销售' }] } } })
  })
}

async function leaveFieldsWrong(page: Page): Promise<void> {
  await page.getByLabel('客户名称').fill('苏州同川医院')
  await page.getByLabel('电话', { exact: true }).fill('问林若溪')
  await page.getByLabel('邮箱', { exact: true }).fill('chen@yuanshan')
  await page.keyboard.press('Tab')
}

async function changeSome(page: Page): Promise<void> {
  for (const at of [1, 2, 3]) await page.getByRole('row').nth(at).getByRole('checkbox').check()
  await changeField(page, '级别', 'A')
  await page.getByText(/^已改/).first().waitFor()
}

async function changeField(page: Page, field: string, value: string): Promise<void> {
  await page.keyboard.press('e')
  await page.getByRole('combobox', { name: '改哪个字段' }).selectOption({ label: field })
  await page.getByRole('combobox', { name: '改成' }).fill(value)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^改 / }).click()
}

/** The page hears of nothing before it writes. */
async function withoutNews(page: Page): Promise<void> {
  await page.route('**/api/v1/live', (route) => route.abort())
}

/** A figure is changed here while somebody else, who has read the same, has already written another. */
async function editTogether(page: Page): Promise<void> {
  const first = page.getByRole('row').nth(1)
  const title = await first.getByRole('link').first().textContent()
  const answer = await page.request.get(`/api/v1/accounts?limit=1&fields=name&${where({ field: 'name', op: 'is', value: title })}`)
  const { records } = (await answer.json()) as { records: { id: string }[] }
  await page.request.patch(`/api/v1/accounts/${records[0]?.id}`, { headers: { 'x-guanxi': '1' }, data: { employees: 900 } })
  await first.getByRole('gridcell').last().dblclick()
  await page.keyboard.type('850')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
}

/** Every activity gets a priority: more than one request takes, so that it goes on in the background. */
async function changeAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: '选择已读出的全部行' }).check()
  await page.getByRole('button', { name: /^选择全部/ }).click()
  await changeField(page, '优先级', '高')
  await page.locator('.job').first().waitFor()
}
