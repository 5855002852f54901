import { expect, test } from 'vitest'
import type { ObjectMeta } from '../../data/client.ts'
import { askedAt, fillTemplate, putIn, templateValues } from './writing.ts'

test.each([
  ['请 @', { sign: '@', query: '' }],
  ['床位数为 48 床；@沈', { sign: '@', query: '沈' }],
  ['确认了@syn', { sign: '@', query: 'syn' }],
  ['＠沈', { sign: '@', query: '沈' }],
  ['/', { sign: '/', query: '' }],
  ['写完了\n/电话', { sign: '/', query: '电话' }],
])('%j asks for something', (text, expected) => {
  expect(askedAt(text, text.length)).toMatchObject(expected)
})

test.each(['shebei@tongchuan', '3/17', '@沈一诺 请', '没有'])('%j asks for nothing', (text) => {
  expect(askedAt(text, text.length)).toBeNull()
})

test('what is chosen stands where it was asked for, and the caret behind it', () => {
  const asked = askedAt('请 @沈 准备', 4)

  expect(asked && putIn('请 @沈 准备', asked, '@沈一诺 ')).toEqual({ text: '请 @沈一诺  准备', caret: 7 })
})

test('a template knows the customer, in both languages, and leaves open what nobody knows', () => {
  const known = templateValues({
    object: { key: 'opportunity', title: 'name' } as ObjectMeta,
    record: { id: 'o1', revision: 1, name: 'ICU 监护升级', account: { id: 'a1', title: '苏州同川医院' } },
    contact: null,
    opportunity: null,
    me: '陈思远',
    today: '2026-03-17',
  })

  expect(fillTemplate('拜访{{客户}}，谈 {{ Opportunity }}，{{me}}，参加人：{{联系人}}', known)).toBe(
    '拜访苏州同川医院，谈 ICU 监护升级，陈思远，参加人：{{联系人}}',
  )
})
