import { expect, test } from 'vitest'
import { roleWords } from './role-words.ts'

test('rights are told by action, the widest scope first, and what is never allowed by itself', () => {
  const { may, never } = roleWords({ account: { read: 'team', update: 'own' }, lead: { read: 'team' }, '*': { read: 'all' } }, [
    'account',
    'lead',
    'product',
  ])

  expect(may).toEqual([
    {
      action: 'read',
      parts: [
        { scope: 'all', objects: ['*'] },
        { scope: 'team', objects: ['account', 'lead'] },
      ],
    },
    { action: 'update', parts: [{ scope: 'own', objects: ['account'] }] },
  ])
  expect(never).toEqual(['create', 'delete', 'export', 'import', 'massUpdate', 'privacy'])
})

test('a role without rights is told as such', () => {
  expect(roleWords({}, ['account'])).toEqual({ may: [], never: [] })
})
