import { expect, test } from 'vitest'
import { addWorkdays, isWorkday, workdaysBetween } from '../../engine/index.ts'
import { holidaysOfChina } from './holidays.ts'

const days = holidaysOfChina()
const china = {
  off: new Set(days.filter(({ isWorkday: works }) => !works).map(({ date }) => date)),
  work: new Set(days.filter(({ isWorkday: works }) => works).map(({ date }) => date)),
}

test.each([
  ['2026-02-13', 1, '2026-02-14'], // 调休: the Saturday before the Spring Festival is worked
  ['2026-02-14', 1, '2026-02-24'],
  ['2026-02-27', 1, '2026-02-28'],
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-09-30', 3, '2026-10-10'],
  ['2026-10-08', -1, '2026-09-30'],
  ['2026-10-03', 0, '2026-10-08'],
  ['2025-12-31', 1, '2026-01-04'],
  ['2025-09-28', 3, '2025-10-09'],
])('%s and %i working days is %s', (day, count, expected) => {
  expect(addWorkdays(day, count, china)).toBe(expected)
})

test('going and counting agree over three years', () => {
  for (let count = 1; count < 700; count += 7) {
    const end = addWorkdays('2024-01-02', count, china)

    expect([workdaysBetween('2024-01-02', end, china), isWorkday(end, china)]).toEqual([count, true])
    expect(addWorkdays(end, -count, china)).toBe('2024-01-02')
  }
})

test('the years are whole: as many days as the State Council named', () => {
  const inYear = (year: string) => days.filter(({ date }) => date.startsWith(year))
  expect(['2024', '2025', '2026'].map((year) => inYear(year).filter((day) => day.isWorkday).length)).toEqual([8, 5, 6])
  expect(['2024', '2025', '2026'].map((year) => inYear(year).filter((day) => !day.isWorkday).length)).toEqual([28, 28, 33])
})
