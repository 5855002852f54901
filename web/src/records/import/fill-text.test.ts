import { expect, test } from 'vitest'
import { fieldsFilledFrom, filledText } from './fill-text.ts'

const cells: Readonly<Record<string, string>> = { First: '悦', Last: '林', Mobile: '', Phone: '0371-5550 1820' }
const cell = (column: string) => cells[column] ?? ''

test.each([
  ['{Last}{First}', '林悦'],
  ['{Mobile|Phone}', '0371-5550 1820'],
  ['{Nick} || {Last}', '林'],
  ['客户', '客户'],
  ['{Nick}', ''],
])('%s says %j', (template, text) => {
  expect(filledText(template, cell)).toBe(text)
})

test('a column tells which fields it helps to fill', () => {
  const plan = { fill: { name: '{First} {Last}', phone: '{Mobile|Phone@work}', description: 'Fax: {Fax}' } }

  expect(fieldsFilledFrom(plan, 'Last')).toEqual(['name'])
  expect(fieldsFilledFrom(plan, 'Phone')).toEqual(['phone'])
  expect(fieldsFilledFrom(plan, 'Other')).toEqual([])
})
