import { expect, test } from 'vitest'
import type { FieldMeta } from '../../../data/client.ts'
import { translate } from '../../../text/index.ts'
import type { Cause, ImportPlan } from '../import-view.ts'
import { messages } from '../messages.ts'
import { causeActions } from './cause-actions.ts'

const plan: ImportPlan = {
  columns: [{ target: 'name' }, { target: 'type' }],
  fill: {},
  duplicates: { matchBy: [], policy: 'create' },
  edits: {},
  source: 'import',
}
const field = { key: 'type', kind: 'choice', list: 'account-type', required: false } as FieldMeta
const cause = (given: Partial<Cause>): Cause => ({
  code: 'cell_not_in_list',
  severity: 'error',
  field: 'type',
  fieldLabel: null,
  column: 1,
  count: 38,
  title: '值不在选项里',
  values: [{ text: '三级甲等', count: 38, fix: { value: 'grade-3a', label: '三甲' } }],
  ...given,
})
const actionsOf = (given: Partial<Cause>, of: FieldMeta = field) =>
  causeActions({ cause: cause(given), field: of, plan, t: (key, ...values) => translate(messages, key, ...values) })

test('where all texts mean one value, one click takes it for the whole column', () => {
  const [first] = actionsOf({})

  expect(first?.label).toBe('全部改为「三甲」')
  expect(first?.plan?.columns[1]?.replace).toEqual({ 三级甲等: 'grade-3a' })
})

test('several suggestions are taken together, and what has none is left to be looked at', () => {
  const values = [
    { text: '三级甲等', count: 3, fix: { value: 'grade-3a', label: '三甲' } },
    { text: '二级甲等', count: 2, fix: { value: 'grade-2a', label: '二甲' } },
    { text: '其它', count: 1 },
  ]
  const [first] = actionsOf({ values })

  expect(first?.label).toBe('采用 2 个建议')
  expect(first?.plan?.columns[1]?.replace).toEqual({ 三级甲等: 'grade-3a', 二级甲等: 'grade-2a' })
})

test('people are never made on the way, and a required field is never left empty', () => {
  const labels = actionsOf(
    { code: 'cell_record_unknown', values: [{ text: '周某', count: 1 }] },
    { ...field, kind: 'user', required: true },
  ).map(({ label }) => label)

  expect(labels).toEqual(['逐格修改'])
})

test('duplicates are decided in the next step', () => {
  expect(actionsOf({ code: 'row_already_there', severity: 'warning', column: null })).toEqual([
    { label: '下一步在查重中决定', go: 'duplicates' },
  ])
})

test('what was read as a similar value can be accepted, and becomes a rule of the column', () => {
  const [accept] = actionsOf({
    code: 'cell_read_as',
    severity: 'warning',
    parameters: { text: 'A级', meant: 'A' },
    values: [{ text: 'A级', count: 36 }],
  })

  expect(accept?.plan?.columns[1]?.replace).toEqual({ A级: 'A' })
})
