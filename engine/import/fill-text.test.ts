import { expect, test } from 'vitest'
import { fillKnowing, fillText, namedColumns } from './fill-text.ts'

const names = ['First', 'Last', 'Mail', 'Mail 2', 'Phone 1 - Type', 'Phone 1 - Value', 'Phone 2 - Type', 'Phone 2 - Value']

function filled(template: string, cells: string[]) {
  return fillText(template, names, (row, column) => row.cells[column] ?? '')({ number: 2, cells })
}

test.each([
  ['{First} {Last}', ['Lin', 'Yue'], 'Lin Yue'],
  ['{First} · {Last}', ['', 'Yue'], 'Yue'],
  ['{Mail|Mail 2}', ['', '', '', 'b@example.com'], 'b@example.com'],
  ['{First} {Last} || {Mail}', ['', '', 'a@example.com'], 'a@example.com'],
  ['{First}\nMail 2: {Mail 2}', ['Lin', '', '', ''], 'Lin'],
  ['{First}\nMail 2: {Mail 2}', ['Lin', '', '', 'b@example.com'], 'Lin\nMail 2: b@example.com'],
  ['{Phone 1 - Value@mobile|Phone 2 - Value@mobile}', ['', '', '', '', 'Work', '1', 'Mobile', '2'], '2'],
  ['{Phone 1 - Type}: {Phone 1 - Value}', ['', '', '', '', 'Work', ''], ''],
  ['Mail: {Mail≠Mail|Mail 2}\nMail 2: {Mail 2≠Mail|Mail 2}', ['', '', 'a@example.com', 'b@example.com'], 'Mail 2: b@example.com'],
  ['Mail: {Mail≠Mail|Mail 2}', ['', '', 'unknown'], 'Mail: unknown'],
  ['a fixed text', [], 'a fixed text'],
  ['{Unknown}', [], '{Unknown}'],
])('%j of %j is %j', (template, cells, text) => {
  expect(filled(template, cells)).toBe(text)
})

test('what a file does not have is left out of a template', () => {
  expect(fillKnowing('{First} {Middle} {Last}\nFax: {Fax}\npostcode: {Zip|Mail}', names)).toBe('{First}  {Last}\npostcode: {Zip|Mail}')
  expect(fillKnowing('|| {Mail|E-mail}', names)).toBe('|| {Mail|E-mail}')
  expect(fillKnowing('{Fax}', names)).toBe('')
})

test('the columns of a template are told', () => {
  expect(namedColumns('{First} {Mail 2|Mail}', names)).toEqual([0, 3, 2])
})
