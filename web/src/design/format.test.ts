import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setLanguage } from '../text/language.ts'
import {
  formatAgo,
  formatCompact,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  initialsOf,
  setTimeZone,
} from './format.ts'

beforeEach(() => {
  vi.useFakeTimers()
  // Tuesday noon in Shanghai, still early morning in London.
  vi.setSystemTime('2026-03-17T04:00:00Z')
  setTimeZone('Asia/Shanghai')
})

afterEach(() => {
  vi.useRealTimers()
  setLanguage('zh-CN')
})

describe('figures', () => {
  test.each([
    [1_240_000, '1,240,000'],
    [-1200, '−1,200'],
    ['12345678901234567.89', '12,345,678,901,234,567.89'],
  ])('%s is written %s, exact and with separators', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  test.each([
    [2_180_000, '218 万', '2.2M'],
    [1_085_000, '108.5 万', '1.1M'],
    [120_000_000, '1.2 亿', '120M'],
    [99_999, '10 万', '100K'],
    [950, '950', '950'],
    [-36_000, '−3.6 万', '−36K'],
  ])('on a card %s is %s, and %s in English', (value, zh, en) => {
    expect(formatCompact(value)).toBe(zh)
    setLanguage('en')
    expect(formatCompact(value)).toBe(en)
  })

  test('money carries its symbol, its code, or neither, and never loses its cents', () => {
    expect(formatMoney({ amount: '1240000', currency: 'CNY' })).toBe('¥1,240,000')
    expect(formatMoney({ amount: '1240000.5', currency: 'USD' })).toBe('$1,240,000.50')
    expect(formatMoney({ amount: '-1200', currency: 'EUR' })).toBe('−€1,200')
    expect(formatMoney({ amount: '1240000', currency: 'CNY' }, { style: 'figure' })).toBe('1,240,000')
    expect(formatMoney({ amount: '1240000', currency: 'USD' }, { style: 'code' })).toBe('USD 1,240,000')
    expect(formatMoney({ amount: '7', currency: 'XTS' })).toBe('XTS 7')
  })

  test('a count that stopped says so; a percentage keeps one decimal', () => {
    expect(formatCount({ count: 10_000, exact: false })).toBe('10,000+')
    expect(formatPercent(62.55)).toBe('62.6%')
  })
})

describe('dates', () => {
  test.each([
    ['2026-03-17', '今天', 'Today'],
    ['2026-03-16', '昨天', 'Yesterday'],
    ['2026-03-18', '明天', 'Tomorrow'],
    ['2026-03-20', '周五', 'Fri'],
    ['2026-04-28', '04-28 周二', 'Tue 28 Apr'],
    ['2026-03-10', '03-10 周二', 'Tue 10 Mar'],
    ['2025-12-31', '2025-12-31', '31 Dec 2025'],
  ])('%s reads %s, and %s in English', (day, zh, en) => {
    expect(formatDate(day)).toBe(zh)
    setLanguage('en')
    expect(formatDate(day)).toBe(en)
  })

  test('an instant belongs to the day of the reader, not of the server', () => {
    expect(formatDateTime('2026-03-16T17:30:00Z')).toBe('今天 01:30')
    setTimeZone('Europe/London')
    expect(formatDateTime('2026-03-16T17:30:00Z')).toBe('昨天 17:30')
  })

  test('what happened is told in days, and beyond two months by its date', () => {
    expect(formatAgo('2026-03-09T02:00:00Z')).toBe('8 天前')
    expect(formatAgo('2026-01-02T02:00:00Z')).toBe('01-02 周五')
  })

  test('durations are as long as they are useful', () => {
    expect([40, 180, 7200].map(formatDuration)).toEqual(['40 秒', '3 分钟', '2 小时'])
  })
})

test.each([
  ['陈思远', '陈'],
  ['欧阳明澈', '欧阳'],
  ['Chen Siyuan', 'CS'],
  ['lin', 'L'],
  ['张 Wei', '张'],
  ['', '?'],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
