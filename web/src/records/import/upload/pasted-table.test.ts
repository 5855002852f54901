import { expect, test } from 'vitest'
import { fileOfText, isTable } from './pasted-table.ts'

test.each([
  ['单位名称\t级别\n郑州嵩清医院\tA', true],
  ['name,phone\r\nA,1', true],
  ['郑州嵩清医院\n洛阳伊川康复医院', true],
  ['郑州嵩清医院', false],
  ['one line, with a comma', false],
  ['', false],
])('%j is a table: %s', (text, expected) => {
  expect(isTable(text)).toBe(expected)
})

test('cells between tabs become a file whose ending says so', () => {
  expect(fileOfText('a\tb\n1\t2', '粘贴的表格').name).toBe('粘贴的表格.tsv')
  expect(fileOfText('a,b\n1,2', 'Pasted table').name).toBe('Pasted table.csv')
})
