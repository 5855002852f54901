import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { countedWalls, endOfSeries, occurrencesBetween } from './expand.ts'
import { basicOfWall, readRule, wallOfBasic } from './rule.ts'

type Case = { rule: string; start: string; expected: string[] }

/** The answers of libical: rules with their start and all instances. `START-AT` says where its own iterator is set; the instances begin at the start all the same. */
function cases(): Case[] {
  const text = readFileSync(new URL('../../../shared/data/icalendar/rrule-expected/icalrecur_test.txt', import.meta.url), 'utf8')
  return (
    text
      .split(/\n(?=RRULE:)/)
      .slice(1)
      .map((block) => {
        const line = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1]?.trim() ?? ''
        return { rule: line('RRULE'), start: line('DTSTART'), expected: line('INSTANCES').split(',') }
      })
      // libical says "unimplemented" of one rule, so there is no answer to compare with.
      .filter(({ expected }) => !expected[0]?.includes('UNIMPLEMENTED'))
  )
}

test('every rule gives the instances that libical gives', () => {
  const known = cases()
  const got = known.map(({ rule, start, expected }) => {
    const isDay = !start.includes('T')
    // Times of the day mean nothing to a rule of whole days.
    const parts = Object.entries(readRule(rule)).filter(([name]) => !isDay || !['BYHOUR', 'BYMINUTE', 'BYSECOND'].includes(name))
    const wall = isDay ? `${wallOfBasic(start).slice(0, 10)}T00:00:00` : wallOfBasic(start)
    const walls = countedWalls(wall, 'UTC', Object.fromEntries(parts)).slice(0, expected.length + 1)
    return { rule, start, walls: walls.map((one) => basicOfWall(one).slice(0, isDay ? 8 : 15)).join() }
  })

  expect(known.length).toBe(145)
  expect(got).toEqual(known.map(({ rule, start, expected }) => ({ rule, start, walls: expected.join().replaceAll('Z', '') })))
})

test('ten o’clock stays ten o’clock when the clocks of its zone change', () => {
  const berlin = { start: '2026-03-27T10:00:00', zone: 'Europe/Berlin', rule: 'FREQ=DAILY' }

  const found = occurrencesBetween(berlin, '2026-03-28T00:00:00.000Z', '2026-03-30T23:00:00.000Z')

  expect(found).toEqual([
    { wall: '2026-03-28T10:00:00', at: '2026-03-28T09:00:00.000Z' },
    { wall: '2026-03-29T10:00:00', at: '2026-03-29T08:00:00.000Z' },
    { wall: '2026-03-30T10:00:00', at: '2026-03-30T08:00:00.000Z' },
  ])
})

test('a series without an end costs no more, years later, than the days that are looked at', () => {
  const daily = {
    start: '2001-01-01T09:00:00',
    zone: 'Asia/Shanghai',
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    extra: ['2026-11-28T09:00:00'],
  }

  const found = occurrencesBetween(daily, '2026-11-22T16:00:00.000Z', '2026-11-29T16:00:00.000Z')

  expect(found.map(({ wall }) => wall.slice(8, 10))).toEqual(['23', '24', '25', '26', '27', '28'])
  expect(endOfSeries(daily)).toBeNull()
  expect(endOfSeries({ ...daily, rule: 'FREQ=DAILY;COUNT=3', extra: [] })).toBe('2001-01-03T01:00:00.000Z')
})

test.each(['', 'FREQ=SOMETIMES', 'FREQ=DAILY;COUNT=0', 'FREQ=DAILY;COUNT=2;UNTIL=20270101', 'FREQ=DAILY;BYMONTH=13', 'FREQ=DAILY;X=1'])(
  'what is no rule is refused: %s',
  (rule) => {
    expect(() => readRule(rule)).toThrow(expect.objectContaining({ code: 'invalid_recurrence', field: 'recurrence' }))
  },
)
