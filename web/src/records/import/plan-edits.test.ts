import { expect, test } from 'vitest'
import type { CellProblem, ImportPlan } from './import-view.ts'
import { nextStep, stepsOf, withEdit, withReplaced, withTarget } from './plan-edits.ts'

const plan: ImportPlan = {
  columns: [{ target: 'name' }, { target: 'level', replace: { A级: 'a' } }, { target: null }],
  fill: {},
  duplicates: { matchBy: [['name', 'level'], ['level']], policy: 'skip' },
  edits: {},
  source: 'import',
}

test('a field is filled by one column: the other one gives it up, and with it what duplicates are found by', () => {
  const next = withTarget(plan, 2, 'level')

  expect(next.columns.map(({ target }) => target)).toEqual(['name', null, 'level'])
  expect(withTarget(plan, 0, null).duplicates).toEqual({ matchBy: [['level']], policy: 'skip' })
})

test('a replaced value holds for the whole column, an edit for one cell', () => {
  expect(withReplaced(plan, 1, '三级', 'b').columns[1]?.replace).toEqual({ A级: 'a', 三级: 'b' })
  expect(withEdit(withEdit(plan, 5, 1, 'B'), 5, 2, 'x').edits).toEqual({ 5: { 1: 'B', 2: 'x' } })
})

test('F8 walks the problems in reading order and goes round', () => {
  const problem = (column: number): CellProblem => ({
    code: 'cell_not_date',
    severity: 'error',
    field: 'x',
    fieldLabel: null,
    column,
    text: '',
    detail: '',
  })
  const steps = stepsOf([
    { number: 4, problems: [problem(7), problem(2)] },
    { number: 9, problems: [problem(0)] },
  ])

  expect(steps.map(({ row, column }) => [row, column])).toEqual([
    [4, 2],
    [4, 7],
    [9, 0],
  ])
  expect(nextStep(steps, { row: 4, column: 2 }, 1)).toMatchObject({ row: 4, column: 7 })
  expect(nextStep(steps, { row: 9, column: 0 }, 1)).toMatchObject({ row: 4, column: 2 })
  expect(nextStep(steps, { row: 4, column: 2 }, -1)).toMatchObject({ row: 9, column: 0 })
  expect(nextStep([], null, 1)).toBeUndefined()
})
