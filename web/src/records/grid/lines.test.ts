import { expect, test } from 'vitest'
import { beginnings, type GroupHead, pagesWithin, placeOf } from './lines.ts'

const head = (key: string, isOpen: boolean): GroupHead => ({ key, label: key, count: 0, sums: {}, isOpen })

test('a list without groups is one stretch', () => {
  const whole = [{ head: null, rows: 1_000_000 }]
  const begins = beginnings(whole)

  expect(begins).toEqual([0, 1_000_000])
  expect(placeOf(begins, whole, 500_050)).toEqual({ stretch: 0, row: 500_050 })
  expect(placeOf(begins, whole, 1_000_000)).toBeNull()
  expect(pagesWithin(begins, whole, { first: 500_080, last: 500_120, perPage: 100 })).toEqual([
    { stretch: 0, page: 5000 },
    { stretch: 0, page: 5001 },
  ])
})

test('groups have a head each; the rows of closed ones take no line and are not read', () => {
  const groups = [
    { head: head('vip', true), rows: 3 },
    { head: head('a', false), rows: 40 },
    { head: head('b', true), rows: 250 },
  ]
  const begins = beginnings(groups)

  expect(begins).toEqual([0, 4, 5, 256])
  expect([0, 1, 3, 4, 5, 6].map((line) => placeOf(begins, groups, line))).toEqual([
    { stretch: 0, row: -1 },
    { stretch: 0, row: 0 },
    { stretch: 0, row: 2 },
    { stretch: 1, row: -1 },
    { stretch: 2, row: -1 },
    { stretch: 2, row: 0 },
  ])
  expect(pagesWithin(begins, groups, { first: 2, last: 110, perPage: 100 })).toEqual([
    { stretch: 0, page: 0 },
    { stretch: 2, page: 0 },
    { stretch: 2, page: 1 },
  ])
})
