import { expect, test } from 'vitest'
import { localeOf } from './locale.ts'

test.each([
  [undefined, 'zh-CN'],
  ['', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr,en;q=0.8,zh;q=0.9', 'zh-CN'],
  ['en;q=0,zh;q=0.1', 'zh-CN'],
  ['de', 'zh-CN'],
  ['en;q=banana', 'en'],
])('%j asks for %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})
