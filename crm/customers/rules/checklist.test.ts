import { expect, test } from 'vitest'
import { readChecklist } from './checklist.ts'

test('items keep their order; blank ones fall away', () => {
  expect(readChecklist([{ text: ' 确认配置 ', done: true }, { text: ' ' }, { text: '核对价格' }])).toEqual([
    { text: '确认配置', done: true },
    { text: '核对价格', done: false },
  ])
  expect([readChecklist([]), readChecklist(null)]).toEqual([null, null])
})

test.each([['text'], [[{ done: true }]], [[{ text: 'a', done: 'yes' }]], [[{ text: 'a'.repeat(201) }]], [Array(101).fill({ text: 'a' })]])(
  'what is no list of items is refused at the field',
  (value) => {
    expect(() => readChecklist(value)).toThrow(expect.objectContaining({ field: 'checklist' }))
  },
)
