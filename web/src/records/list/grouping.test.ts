import { expect, test } from 'vitest'
import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { groupFilter, groupingFromText, groupingText, inGroupOrder, periodsBetween } from './grouping.ts'

const field = (key: string, kind: FieldMeta['kind'], more: Partial<FieldMeta> = {}) =>
  ({ key, kind, filterable: true, ...more }) as FieldMeta
const object = {
  fields: [field('level', 'choice', { list: 'account-level' }), field('closeDate', 'date'), field('name', 'text')],
} as ObjectMeta
const group = (key: string | null, count: number) => ({ key, count })

test('a grouping goes into an address and comes back; fields that nobody shares are none', () => {
  expect(groupingFromText('level', object)).toEqual({ by: 'level' })
  expect(groupingFromText('closeDate', object)).toEqual({ by: 'closeDate', period: 'month' })
  expect(groupingText(groupingFromText('closeDate:quarter', object))).toBe('closeDate:quarter')
  expect(groupingFromText('name', object)).toBeNull()
})

test('choices keep the order of their list, days begin with the latest, and what has no value comes last', () => {
  const choices = ['vip', 'a', 'b'].map((key) => ({ key, label: { zh: key, en: key }, active: true, color: null, position: 0 }))
  const levels = [group(null, 90), group('b', 50), group('vip', 2), group('a', 8)]
  const days = [group('2026-03-01', 1), group(null, 5), group('2026-11-01', 2)]

  expect(inGroupOrder(levels, field('level', 'choice', { list: 'account-level' }), choices).map(({ key }) => key)).toEqual([
    'vip',
    'a',
    'b',
    null,
  ])
  expect(inGroupOrder(days, field('closeDate', 'date'), []).map(({ key }) => key)).toEqual(['2026-11-01', '2026-03-01', null])
})

test.each([
  ['week', '2026-11-22', '2026-11-16', 0],
  ['week', '2026-11-23', '2026-11-16', -1],
  ['week', '2026-12-31', '2027-01-04', 1],
  ['month', '2026-11-22', '2027-02-01', 3],
  ['quarter', '2026-11-22', '2026-07-01', -1],
  ['year', '2026-11-22', '2024-01-01', -2],
] as const)('the %s of %s and the one that begins on %s lie %d apart', (period, from, start, apart) => {
  expect(periodsBetween(period, from, start)).toBe(apart)
})

test('a group is a condition', () => {
  expect(groupFilter({ by: 'level' }, field('level', 'choice'), 'vip')).toEqual({ field: 'level', op: 'is', value: 'vip' })
  expect(groupFilter({ by: 'owner' }, field('owner', 'user'), { id: 'u1', title: '林若溪' })).toEqual({
    field: 'owner',
    op: 'is',
    value: 'u1',
  })
  expect(groupFilter({ by: 'level' }, field('level', 'choice'), null)).toEqual({ field: 'level', op: 'isEmpty' })
})
