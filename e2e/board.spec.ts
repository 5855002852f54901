import { expect, type Page, test } from '@playwright/test'
import { startWorkspace, type TestWorkspace } from './workspace.ts'

let workspace: TestWorkspace
let pipeline: string | undefined
let stages: { id: string; name: string }[]

test.beforeAll(async () => {
  test.setTimeout(120_000)
  workspace = await startWorkspace()
  const { records } = workspace.client
  pipeline = (await records('pipelines').list()).records[0]?.id
  stages = (await records('stages').list({ sort: ['position'], fields: ['name'] })).records.map(({ id, name }) => ({
    id,
    name: String(name),
  }))
  const accounts = await records('accounts').bulk({ create: ['苏州同川医院', '金华婺宁医院', '湖州苕清医院'].map((name) => ({ name })) })
  const [tongchuan, wuning, tiaoqing] = accounts.results.map((result) => ('id' in result ? result.id : ''))
  const deal = (name: string, account: string | undefined, stage: number, amount: number, closeDate: string) => ({
    name,
    account,
    pipeline,
    stage: stages[stage]?.id,
    probability: [10, 30, 60][stage],
    amount: String(amount),
    closeDate,
  })
  await records('opportunities').bulk({
    create: [
      deal('ICU 监护升级 48 床', tongchuan, 0, 2_180_000, '2099-04-28'),
      deal('监护仪 30 台', wuning, 1, 1_085_000, '2099-05-18'),
      deal('心电图机年度更新', tiaoqing, 0, 388_000, '2020-05-29'),
      ...Array.from({ length: 26 }, (_, at) =>
        deal(`超声探头维保 ${at + 1}`, tongchuan, 2, 10_000, `2099-06-${String((at % 28) + 1).padStart(2, '0')}`),
      ),
    ],
  })
})

test.afterAll(async () => {
  await workspace.stop()
})

const lane = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
const card = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true })

test('each lane tells how many and how much; a late card says so in words', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')

  await expect(lane(page, '初步接触')).toContainText('256.8 万')
  await expect(lane(page, '需求确认')).toContainText('加权 32.6 万')
  await expect(card(page, '心电图机年度更新')).toContainText(/预计成交日已过 \d+ 天/)
  await expect(page.getByText('管线总额')).toBeVisible()
})

test('a card is dragged: dropping says first what it will change, the sums follow, and it goes back', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')
  const from = await card(page, '监护仪 30 台').boundingBox()
  const to = await lane(page, '方案论证').boundingBox()
  if (!from || !to) throw new Error('The board is not drawn')

  await page.mouse.move(from.x + 40, from.y + 30)
  await page.mouse.down()
  await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 })
  await page.mouse.move(to.x + 100, to.y + 260, { steps: 8 })
  await expect(page.getByText('松开后：阶段改为方案论证，赢率 60%')).toBeVisible()
  await page.mouse.up()

  await expect(lane(page, '方案论证').getByRole('group', { name: '监护仪 30 台', exact: true })).toBeVisible()
  await expect(page.getByText('「监护仪 30 台」移到「方案论证」').first()).toBeVisible()
  await expect(lane(page, '方案论证')).toContainText('合计 134.5 万')

  await page.keyboard.press('Control+z')
  await expect(lane(page, '需求确认').getByRole('group', { name: '监护仪 30 台', exact: true })).toBeVisible()
})

test('the keyboard does what dragging does, and the focus stays with the card', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')
  await card(page, '心电图机年度更新').focus()
  await page.keyboard.press('ArrowDown')
  await expect(card(page, 'ICU 监护升级 48 床')).toBeFocused()

  await page.keyboard.press('Control+ArrowRight')

  await expect(lane(page, '需求确认').getByRole('group', { name: 'ICU 监护升级 48 床', exact: true })).toBeFocused()
  await page.keyboard.press('Control+ArrowLeft')
  await expect(lane(page, '初步接触').getByRole('group', { name: 'ICU 监护升级 48 床', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}/)
})

test('losing from the card asks why; the closed lane counts it and opens', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')
  await card(page, '心电图机年度更新').hover()
  await page.getByRole('button', { name: '「心电图机年度更新」的操作' }).click()
  await page.getByRole('menuitemradio', { name: '输单' }).click()
  await page.getByRole('dialog').getByRole('radio', { name: '没有预算' }).check()
  await page.getByRole('dialog').getByRole('button', { name: '关闭为输单' }).click()

  const lost = page.getByRole('button', { name: '展开「输单」，1 个' })
  await expect(lost).toContainText('38.8 万')
  await lost.click()
  await expect(lane(page, '输单').getByRole('group', { name: '心电图机年度更新', exact: true })).toBeVisible()
})

test('a long lane reads on as it is scrolled', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')
  const cards = lane(page, '方案论证').getByRole('listitem')
  await expect(cards).toHaveCount(20)

  await cards.last().scrollIntoViewIfNeeded()

  await expect(cards).toHaveCount(26)
})

test('a card made in a lane starts there, in the pipeline that is shown', async ({ context }) => {
  const page = await workspace.open(context, '/opportunities/board')
  await page.getByRole('button', { name: '在「投标议价」新建商机' }).click()
  const form = page.getByRole('dialog', { name: '新建商机' })
  await expect(form.getByLabel('阶段')).toHaveValue('投标议价')
  await expect(form.getByLabel('赢率')).toHaveValue(/80/)
  await form.getByLabel('名称').fill('除颤仪年度更新')
  await form.getByLabel('金额').fill('24.6万')
  await page.keyboard.press('Control+s')

  await expect(lane(page, '投标议价').getByRole('group', { name: '除颤仪年度更新', exact: true })).toBeVisible()
  await expect(lane(page, '投标议价')).toContainText('合计 24.6 万')
})

test('conditions and the pipeline stand in the address; another pipeline has its own lanes', async ({ context }) => {
  const { records } = workspace.client
  const other = (await records('pipelines').create({ name: '渠道管线' })).id
  await records('stages').create({ name: '伙伴报备', pipeline: other, position: 0, probability: 20, outcome: 'open' })
  const page = await workspace.open(context, '/opportunities/board')
  await expect(lane(page, '初步接触')).toBeVisible()

  await page.getByRole('button', { name: '选择管线' }).click()
  await page.getByRole('menuitemradio', { name: '渠道管线' }).click()

  await expect(lane(page, '伙伴报备')).toBeVisible()
  await expect(lane(page, '初步接触')).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`pipeline=${other}`))
})

test('a move by somebody else shows without doing anything', async ({ context }) => {
  const { records } = workspace.client
  const page = await workspace.open(context, '/opportunities/board')
  await expect(lane(page, '需求确认').getByRole('group', { name: '监护仪 30 台', exact: true })).toBeVisible()
  const [found] = (await records('opportunities').list({ filter: { field: 'name', op: 'is', value: '监护仪 30 台' } })).records

  await workspace.client.action('opportunity.changeStage', { opportunity: found?.id, stage: stages[3]?.id })

  await expect(lane(page, '投标议价').getByRole('group', { name: '监护仪 30 台', exact: true })).toBeVisible()
})
