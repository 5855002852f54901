import { describe, expect, test } from 'vitest'
import type { FieldMeta } from '../../data/client.ts'
import type { GridColumn } from './columns.ts'
import { nextSort } from './sort-order.ts'

const column = (key: string, kind: FieldMeta['kind']): GridColumn => ({
  key,
  field: {
    key,
    kind,
    label: { zh: key, en: key },
    required: false,
    readOnly: false,
    unique: false,
    searched: false,
    sortable: true,
    filterable: true,
    custom: false,
  },
  label: key,
  width: 100,
  isFigure: kind === 'money',
  isSortable: true,
})
const name = column('name', 'text')
const amount = column('amount', 'money')

describe('a click on a head', () => {
  test('names go up, down, and back to what the view had', () => {
    expect(nextSort([], name, false)).toEqual(['name'])
    expect(nextSort(['name'], name, false)).toEqual(['-name'])
    expect(nextSort(['-name'], name, false)).toEqual([])
  })

  test('figures begin with the largest', () => {
    expect(nextSort(['name'], amount, false)).toEqual(['-amount'])
    expect(nextSort(['-amount'], amount, false)).toEqual(['amount'])
  })

  test('with Shift the column joins the others', () => {
    expect(nextSort(['-amount'], name, true)).toEqual(['-amount', 'name'])
    expect(nextSort(['-amount', 'name'], name, true)).toEqual(['-amount', '-name'])
    expect(nextSort(['-amount', '-name'], name, true)).toEqual(['-amount'])
  })
})
