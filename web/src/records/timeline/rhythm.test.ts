import { expect, test } from 'vitest'
import { rhythmOf } from './rhythm.ts'

const week = (start: string, byKind: Record<string, number>) => ({
  start,
  byKind,
  total: Object.values(byKind).reduce((sum, n) => sum + n, 0),
})

test('a bar stacks its channels in the given order, unknown ones last', () => {
  const rhythm = rhythmOf([week('2026-03-16', { call: 2, visit: 1, fax: 1 })], ['visit', 'call', 'mail'])

  expect(rhythm.kinds).toEqual(['visit', 'call', 'fax'])
  expect(rhythm.bars[0]?.blocks).toEqual([
    { kind: 'visit', from: 0, size: 1 },
    { kind: 'call', from: 1, size: 2 },
    { kind: 'fax', from: 3, size: 1 },
  ])
  expect(rhythm.highest).toBe(4)
})

test('weeks before the first touch and a single empty week are no silence', () => {
  const rhythm = rhythmOf([week('1', {}), week('2', {}), week('3', { call: 1 }), week('4', {}), week('5', { call: 1 })], [])

  expect(rhythm.silences).toEqual([])
})

test('two empty weeks are a silence, also when they last until now', () => {
  const rhythm = rhythmOf(
    [week('1', { call: 1 }), week('2', {}), week('3', {}), week('4', { call: 1 }), week('5', {}), week('6', {}), week('7', {})],
    [],
  )

  expect(rhythm.silences).toEqual([
    { first: 1, weeks: 2 },
    { first: 4, weeks: 3 },
  ])
})
