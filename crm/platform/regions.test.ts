import { expect, test } from 'vitest'
import { regionNames, regions } from './regions.ts'

const meaning = (text: string) =>
  regionNames()
    .filter(({ names }) => names.includes(text))
    .map(({ value }) => value)

test.each([
  ['江苏', '32'],
  ['江苏省', '32'],
  ['广西', '45'],
  ['香港', '81'],
  ['苏州', '3205'],
  ['江苏苏州', '3205'],
  ['江苏省苏州市', '3205'],
  ['苏州昆山', '320583'],
])('%s is %s', (text, code) => {
  expect(meaning(text)).toContain(code)
})

test('no code stands twice, and every one but a province has the one above it', () => {
  const codes = new Set(regions.map((region) => region.code))

  expect(codes.size).toBe(regions.length)
  expect(regions.filter(({ code }) => code.length > 2 && !codes.has(code.slice(0, -2)))).toEqual([])
})
