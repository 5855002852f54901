import { expect, test } from 'vitest'
import { timeZoneOptions } from './regional.ts'

const winter = new Date('2026-01-15T00:00:00Z')

test.each([
  ['zh-CN', 'Asia/Shanghai', 'UTC+08:00 中国时间'],
  ['zh-CN', 'America/Los_Angeles', 'UTC−08:00 洛杉矶时间'],
  ['en', 'America/Los_Angeles', 'UTC−08:00 America/Los Angeles'],
] as const)('in %s the zone %s is %s', (language, zone, words) => {
  expect(new Map(timeZoneOptions(winter, language)).get(zone)).toBe(words)
})

test('every zone has a Chinese name of its own', () => {
  const names = timeZoneOptions(winter, 'zh-CN').map(([, words]) => words.replace(/^UTC\S+ /, ''))

  expect(names.filter((name) => /[A-Za-z]/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})
