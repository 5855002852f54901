import { expect, test } from 'vitest'
import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { narrowing } from './narrowing.ts'

const reference = (key: string, to: string) => ({ key, kind: 'reference', to }) as FieldMeta
const object = (key: string, ...fields: FieldMeta[]) => ({ key, fields }) as ObjectMeta
const contact = object('contact', reference('account', 'account'), reference('reportsTo', 'contact'))
const opportunity = object('opportunity', reference('account', 'account'), reference('contact', 'contact'))

test('contacts of the customer that the form holds are offered first', () => {
  const filter = narrowing(reference('contact', 'contact'), opportunity, { account: { id: 'a1', title: '同川' } }, [contact, opportunity])

  expect(filter).toEqual({ field: 'account', op: 'is', value: 'a1' })
})

test('without a customer every contact is offered', () => {
  expect(narrowing(reference('contact', 'contact'), opportunity, {}, [contact, opportunity])).toBeUndefined()
})

test('a customer is not narrowed by itself', () => {
  const account = object('account', reference('parent', 'account'))

  expect(narrowing(reference('account', 'account'), opportunity, { account: { id: 'a1' } }, [account])).toBeUndefined()
})
