import { expect, test } from 'vitest'
import { withScope } from './rights.ts'

test('a right is given, widened and taken; an object without rights leaves no empty row', () => {
  const given = withScope({}, 'account', 'read', 'own')
  const widened = withScope(withScope(given, 'account', 'read', 'team'), 'lead', 'read', 'all')

  expect(given).toEqual({ account: { read: 'own' } })
  expect(widened).toEqual({ account: { read: 'team' }, lead: { read: 'all' } })
  expect(withScope(widened, 'account', 'read', null)).toEqual({ lead: { read: 'all' } })
})
