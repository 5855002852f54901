import { describe, expect, test } from 'vitest'
import { movedColumn } from './column-order.ts'

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
