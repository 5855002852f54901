import { describe, expect, test } from 'vitest'
import { movedColumn, shiftedColumn } from './column-order.ts'

describe('columns change places', () => {
  const columns = [{ key: 'a' }, { key: 'b', width: 80 }, { key: 'c' }]

  test('before another, keeping their width', () => {
    expect(movedColumn(columns, 'b', 'a')).toEqual([{ key: 'b', width: 80 }, { key: 'a' }, { key: 'c' }])
  })

  test('to the end', () => {
    expect(movedColumn(columns, 'a', null).map(({ key }) => key)).toEqual(['b', 'c', 'a'])
  })

  test('nowhere that is not there', () => {
    expect(movedColumn(columns, 'a', 'x')).toEqual(columns)
  })
})

test('a column is shifted by one place; the title and the ends stay', () => {
  const given = ['name', 'level', 'owner'].map((key) => ({ key }))
  const keys = (key: string, by: -1 | 1) => shiftedColumn(given, key, by, 'name').map((column) => column.key)

  expect(keys('owner', -1)).toEqual(['name', 'owner', 'level'])
  expect(keys('level', 1)).toEqual(['name', 'owner', 'level'])
  expect(keys('level', -1)).toEqual(['name', 'level', 'owner'])
  expect(keys('name', 1)).toEqual(['name', 'level', 'owner'])
})
