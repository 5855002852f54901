import { describe, expect, test } from 'vitest'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { builtInViews, columnsFromText, columnsText, savedView } from './view.ts'

const account = {
  key: 'account',
  fields: [{ key: 'owner', kind: 'user' }],
  list: { columns: ['name', 'level'], sort: ['name'] },
} as unknown as ObjectMeta
const record = (values: Partial<RecordJson>): RecordJson => ({ id: 'v1', revision: 3, name: '华东三甲', ...values })

test('what counts as one’s own is what the workspace says, and without a rule what one owns', () => {
  const names = { all: '全部', mine: '我的' }
  const mine = {
    any: [
      { field: 'owner', op: 'me' as const },
      { field: 'parent.owner', op: 'me' as const },
    ],
  }

  expect(builtInViews(account, names)[1]?.filter).toEqual({ field: 'owner', op: 'me' })
  expect(builtInViews({ ...account, mine }, names)[1]?.filter).toEqual(mine)
})

describe('a saved view', () => {
  test('is read as it was saved', () => {
    const view = savedView(
      record({
        filter: { field: 'level', op: 'in', value: ['A'] },
        sort: ['-amount'],
        columns: [{ key: 'name', width: 240 }],
        audience: 'team',
        owner: { id: 'me', title: '陈思远' },
      }),
      account,
      'me',
    )
    expect(view).toMatchObject({
      key: 'v1',
      name: '华东三甲',
      sort: ['-amount'],
      columns: [{ key: 'name', width: 240 }],
      saved: { audience: 'team', favourite: false, isMine: true },
    })
  })

  test('falls back to the object where it says nothing, or nonsense', () => {
    const view = savedView(record({ filter: 'x', sort: null, columns: [], owner: { id: 'other', title: '林若溪' } }), account, 'me')
    expect(view).toMatchObject({
      filter: undefined,
      sort: ['name'],
      columns: [{ key: 'name' }, { key: 'level' }],
      saved: { audience: 'personal', isMine: false },
    })
  })
})

test('"mine" is offered only where records have an owner', () => {
  const names = { all: '全部', mine: '我负责的' }
  expect(builtInViews(account, names).map(({ key }) => key)).toEqual(['all', 'mine'])
  expect(builtInViews({ ...account, fields: [] }, names).map(({ key }) => key)).toEqual(['all'])
})

test('columns go into an address and come back', () => {
  const columns = [{ key: 'name', width: 228 }, { key: 'level' }, { key: 'annualRevenue', total: 'average' as const }]
  expect(columnsText(columns)).toBe('name:228,level,annualRevenue::average')
  expect(columnsFromText('name:228,level,annualRevenue::average')).toEqual(columns)
  expect(columnsFromText(',level:x')).toEqual([{ key: 'level' }])
})
