import { expect, test } from 'vitest'
import { createTextSet } from './promised.ts'

test('a set of many texts knows those that were put in, and no others', () => {
  const set = createTextSet()
  for (let number = 0; number < 50_000; number++) set.add(`医院${number}`)
  set.add('')

  expect(Array.from({ length: 50_000 }, (_, number) => set.has(`医院${number}`)).every(Boolean)).toBe(true)
  expect(Array.from({ length: 50_000 }, (_, number) => set.has(`诊所${number}`)).some(Boolean)).toBe(false)
  expect(set.has('')).toBe(false)
})
