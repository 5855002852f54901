import { afterEach, describe, expect, test } from 'vitest'
import { readDateWords } from './date-words.ts'
import { nextMonday, type Reference, readTypedDate } from './natural-date.ts'

const read = (text: string, reference: Reference) => readTypedDate(text, reference, readDateWords)

const tuesday = { today: '2026-03-17', now: '09:00' }

const cases: [typed: string, date: string | null, time?: string][] = [
  ['今天', '2026-03-17'],
  ['明天', '2026-03-18'],
  ['后天', '2026-03-19'],
  ['大后天', '2026-03-20'],
  ['周五', '2026-03-20'],
  ['下周一', '2026-03-23'],
  ['下周', '2026-03-23'],
  ['明天 3 点', '2026-03-18', '15:00'],
  ['明天上午 9 点半', '2026-03-18', '09:30'],
  ['明天下午3点', '2026-03-18', '15:00'],
  ['周五 10:00', '2026-03-20', '10:00'],
  ['3月20日', '2026-03-20'],
  ['3月10日', '2026-03-10'],
  ['2026年3月17日', '2026-03-17'],
  ['３月２０日', '2026-03-20'],
  ['月底', '2026-03-31'],
  ['季末', '2026-03-31'],
  ['年底', '2026-12-31'],
  ['下个月', '2026-04-17'],
  ['两周后', '2026-03-31'],
  ['3天后', '2026-03-20'],
  ['today', '2026-03-17'],
  ['tomorrow 3pm', '2026-03-18', '15:00'],
  ['fri', '2026-03-20'],
  ['Friday', '2026-03-20'],
  ['next monday', '2026-03-23'],
  ['+2w', '2026-03-31'],
  ['+3d', '2026-03-20'],
  ['-1d', '2026-03-16'],
  ['+1m', '2026-04-17'],
  ['in 3 days', '2026-03-20'],
  ['20 mar', '2026-03-20'],
  ['mar 10', '2026-03-10'],
  ['eom', '2026-03-31'],
  ['2026-03-20', '2026-03-20'],
  ['2026-03-20 14:30', '2026-03-20', '14:30'],
  ['2026/3/20', '2026-03-20'],
  ['20260320', '2026-03-20'],
  ['03-20', '2026-03-20'],
  ['3/20', '2026-03-20'],
  ['20/3', '2026-03-20'],
  ['2026-02-30', null],
  ['1234', null],
  ['医院', null],
  ['see you friday maybe', null],
  ['', null],
]

describe('what people type for a date', () => {
  test.each(cases)('%s', (typed, date, time) => {
    expect(read(typed, tuesday)).toEqual(date === null ? null : { date, time: time ?? null })
  })

  test('the day of a month that is too short becomes its last day', () => {
    expect(read('+1m', { today: '2026-01-31' })?.date).toBe('2026-02-28')
  })

  test('next Monday is never today', () => {
    expect(nextMonday('2026-03-16')).toBe('2026-03-23')
    expect(nextMonday('2026-03-22')).toBe('2026-03-23')
  })
})

describe('wherever the browser is, and at any hour', () => {
  const zone = process.env.TZ
  afterEach(() => {
    process.env.TZ = zone
  })

  test.each(['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])('%s', (name) => {
    process.env.TZ = name
    for (const now of ['00:10', '09:00', '23:30']) {
      expect(read('明天', { today: '2026-03-17', now })?.date).toBe('2026-03-18')
      expect(read('tomorrow', { today: '2026-03-17', now })?.date).toBe('2026-03-18')
      expect(read('周五', { today: '2026-03-17', now })?.date).toBe('2026-03-20')
      expect(read('fri', { today: '2026-03-17', now })?.date).toBe('2026-03-20')
    }
  })
})
