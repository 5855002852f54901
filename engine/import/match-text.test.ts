import { expect, test } from 'vitest'
import { createMatcher, editDistance } from './match-text.ts'

const products = createMatcher([
  { value: 1, names: ['GTX Basic'] },
  { value: 2, names: ['GTX Pro'] },
  { value: 3, names: ['MG Special'] },
  { value: 4, names: ['GTX 500'] },
])
const industries = createMatcher([
  { value: 'technology', names: ['technology', '科技', 'Technology'] },
  { value: 'medical', names: ['medical', '医疗', 'Health care'] },
  { value: 'a', names: ['a', 'A'] },
  { value: 'tertiary', names: ['三甲'] },
])
const people = createMatcher([
  { value: 'p1', names: ['周雨桐'] },
  { value: 'p2', names: ['王强'] },
  { value: 'p3', names: ['王强'] },
])

test.each([
  ['GTX Pro', 2, 'same'],
  ['gtx pro ', 2, 'same'],
  ['ＧＴＸ Pro', 2, 'same'],
  ['GTXPro', 2, 'spelling'],
  ['gtx-pro', 2, 'spelling'],
  ['MG Specail', 3, 'similar'],
])('the product %s is found', (text, value, how) => {
  expect(products.match(text)).toMatchObject({ value, how })
})

test.each([
  ['technolgy', 'technology', 'similar'],
  ['医疗行业', 'medical', 'spelling'],
  ['A级', 'a', 'spelling'],
  ['HEALTH CARE', 'medical', 'same'],
])('the choice %s is found', (text, value, how) => {
  expect(industries.match(text)).toMatchObject({ value, how })
})

test('another number is another product, and another character another word', () => {
  expect(products.match('GTX 501')).toBeNull()
  expect(industries.match('医药')).toBeNull()
  expect(people.match('周雨彤')).toBeNull()
})

test('a name that two people share matches neither', () => {
  expect(people.match('王强')).toBeNull()
})

test('where nothing matches, the nearest is offered', () => {
  expect(industries.nearest('三级甲等')).toMatchObject({ value: 'tertiary' })
  expect(people.nearest('周雨彤')).toMatchObject({ value: 'p1' })
  expect(industries.nearest('餐饮')).toBeNull()
})

test.each([
  ['abcd', 'abcd', 0],
  ['abcd', 'abdc', 1],
  ['abcd', 'abxd', 1],
  ['abcd', 'abcde', 1],
  ['abcd', 'wxyz', 3],
])('from %s to %s it is %i steps', (left, right, distance) => {
  expect(editDistance(left, right, 2)).toBe(distance)
})
