import { beforeEach, expect, test } from 'vitest'
import { cachedRecord, dropRecord, patchRecord, recordKeys } from './cache.ts'
import { queryClient } from './query-client.ts'

const list = recordKeys.of('account', 'list', { sort: ['name'] })
const board = recordKeys.of('account', 'board', { by: 'status' })
const page = recordKeys.of('account', 'record', 'a1', {})
const related = recordKeys.of('contact', 'related', 'c1')

beforeEach(() => {
  queryClient.clear()
  queryClient.setQueryData(list, {
    pages: [
      { records: [{ id: 'a1', revision: 1, name: '苏州同川医院' }], next: 'x' },
      { records: [{ id: 'a2', revision: 4, name: '南京钟灵医院' }], next: null },
    ],
    pageParams: [undefined, 'x'],
  })
  queryClient.setQueryData(board, { lanes: [{ key: 'won', records: [{ id: 'a1', revision: 1, level: 'a' }], next: null }] })
  queryClient.setQueryData(page, { id: 'a1', revision: 1, name: '苏州同川医院', level: 'a', phone: '0512' })
  queryClient.setQueryData(related, {
    related: [
      { object: 'account', field: 'contact', count: { count: 1, exact: true }, records: [{ id: 'a1', revision: 1, name: '苏州同川医院' }] },
    ],
  })
})

test('a change reaches the record wherever it is shown, and nothing else', () => {
  const untouched = queryClient.getQueryData<{ pages: { records: unknown[] }[] }>(list)?.pages[1]

  patchRecord('account', 'a1', (record) => ({ ...record, level: 'vip' }))

  const after = queryClient.getQueryData<{ pages: { records: unknown[] }[] }>(list)
  expect(after?.pages[0]?.records).toEqual([{ id: 'a1', revision: 1, name: '苏州同川医院', level: 'vip' }])
  expect(after?.pages[1]).toBe(untouched)
  expect(queryClient.getQueryData(board)).toMatchObject({ lanes: [{ records: [{ level: 'vip' }] }] })
  expect(queryClient.getQueryData(page)).toMatchObject({ level: 'vip', phone: '0512' })
  expect(queryClient.getQueryData(related)).toMatchObject({ related: [{ records: [{ level: 'vip' }] }] })
})

test('what several screens know of a record is put together', () => {
  queryClient.removeQueries({ queryKey: page })

  expect(cachedRecord('account', 'a1')).toMatchObject({ name: '苏州同川医院', level: 'a' })
  expect(cachedRecord('account', 'unknown')).toBeUndefined()
})

test('a record that is dropped comes back where it was when the server refuses', () => {
  const before = queryClient.getQueryData(list)

  const putBack = dropRecord('account', 'a1')
  expect(queryClient.getQueryData(list)).toMatchObject({ pages: [{ records: [] }, { records: [{ id: 'a2' }] }] })
  expect(queryClient.getQueryData(board)).toMatchObject({ lanes: [{ records: [] }] })

  putBack()
  expect(queryClient.getQueryData(list)).toEqual(before)
})
