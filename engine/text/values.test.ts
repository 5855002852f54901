import { existsSync, readFileSync } from 'node:fs'
import type { CountryCode } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { dayOrderOf, normalEmail, normalText, parseDate, parseDecimal, parseNaturalDate, parsePercent, parsePhone } from './values.ts'

test.each([
  ['  远山医疗 \u0000\u200b', '远山医疗'],
  ['e\u0301', 'é'],
  ['one\r\ntwo', 'one\ntwo'],
  ['\ufeffname', 'name'],
  ['\ud800x', '\ufffdx'],
])('%j is stored as %j', (text, stored) => {
  expect(normalText(text)).toBe(stored)
})

test.each([
  ['13812345678', '+8613812345678'],
  ['138 1234 5678', '+8613812345678'],
  ['０５１２－５５５０１２３４', '+8651255501234'],
  ['(0512) 5550 1234 转 801', '+8651255501234'],
  ['+86 21 6113 2222', '+862161132222'],
  ['0086-13812345678', '+8613812345678'],
  ['400-820-8820', '+864008208820'],
  ['+1 415 555 2671', '+14155552671'],
  ['+44 20 7946 0958 ext. 3', '+442079460958'],
  ['5550', null],
  ['138123456789012', null],
  ['无', null],
  ['', null],
])('the phone %s is %s', (typed, e164) => {
  expect(parsePhone(typed, 'CN').e164).toBe(e164)
})

test('a phone keeps what was typed', () => {
  expect(parsePhone(' 0512-5550  1234 ', 'CN').typed).toBe('0512-5550 1234')
})

test('the short way for Chinese mobiles answers as the library does', () => {
  const prefixes = Array.from({ length: 70 }, (_, index) => 130 + index)
  const differing = prefixes.filter(
    (prefix) => parsePhone(`${prefix}12345678`, 'CN').e164 !== parsePhone(`+86 ${prefix}12345678`, 'CN').e164,
  )
  expect(differing).toEqual([])
})

const examples = new URL('../../../shared/data/phone/examples.mobile.json', import.meta.url)
if (!existsSync(examples)) process.stdout.write('skipped: one mobile number of every region (../shared/data is not here)\n')

test.runIf(existsSync(examples))('one mobile number of every region is understood', () => {
  const numbers = Object.entries(JSON.parse(readFileSync(examples, 'utf8')) as Record<CountryCode, string>)

  const refused = numbers.filter(([country, number]) => parsePhone(number, country as CountryCode).e164 === null)

  expect(numbers).toHaveLength(245)
  expect(refused).toEqual([])
})

test.each([
  ['Lin.Yue@Example.COM', 'lin.yue@example.com'],
  ['Lin Yue <lin@example.com>', 'lin@example.com'],
  ['mailto:lin@example.com', 'lin@example.com'],
  ['ｌｉｎ＠example.com', 'lin@example.com'],
  ['lin@例子.中国', 'lin@例子.中国'],
  ['lin@example', null],
  ['lin@@example.com', null],
  ['lin example.com', null],
  ['', null],
])('the e-mail %s is %s', (text, email) => {
  expect(normalEmail(text)).toBe(email)
})

test.each([
  ['1,234.50', '1234.5'],
  ['1.234,50', '1234.5'],
  ['1.234.567', '1234567'],
  ['1,234,567', '1234567'],
  ['12,34,567.00', '1234567'],
  ['1 234,50', '1234.5'],
  ["1'234.50", '1234.5'],
  ['1,234', '1234'],
  ['1.234', '1.234'],
  ['12,5', '12.5'],
  ['0,125', '0.125'],
  ['.5', '0.5'],
  ['007', '7'],
  ['(120)', '-120'],
  ['（120.50）', '-120.5'],
  ['−3', '-3'],
  ['－3', '-3'],
  ['120-', '-120'],
  ['¥1,200', '1200'],
  ['￥1,200.5', '1200.5'],
  ['-¥3', '-3'],
  ['¥-3', '-3'],
  ['$ 99', '99'],
  ['99 €', '99'],
  ['RMB 100', '100'],
  ['HK$8', '8'],
  ['100元', '100'],
  ['1.2万', '12000'],
  ['1.2万元', '12000'],
  ['3亿', '300000000'],
  ['1,200万', '12000000'],
  ['5百万', '5000000'],
  ['2.5k', '2500'],
  ['壹佰伍拾', '150'],
  ['壹佰伍拾元整', '150'],
  ['伍元叁角', '5.30'],
  ['一百零五', '105'],
  ['一百五', '150'],
  ['二十三', '23'],
  ['十二', '12'],
  ['三点五', '3.5'],
  ['一万二', '12000'],
  ['一亿二千万', '120000000'],
  ['12%', '0.12'],
  ['１２．５％', '0.125'],
  ['１，２３４', '1234'],
  ['1E+05', '100000'],
  ['0.1', '0.1'],
  ['12345678901234567890.12', '12345678901234567890.12'],
  ['1,2345', null],
  ['1,23,45', null],
  ['1.2.3', null],
  ['--3', null],
  ['(-3)', null],
  ['12 apples', null],
  ['abc', null],
  ['', null],
  ['-', null],
])('the number %s is %s', (text, value) => {
  const parsed = parseDecimal(text)
  expect(parsed === null ? null : Number(parsed)).toBe(value === null ? null : Number(value))
  expect(parsed?.length ?? 0).toBeLessThanOrEqual(value?.length ?? 0)
})

test.each([
  ['12', '12'],
  ['12%', '12'],
  ['12.5 %', '12.5'],
  ['百分之十二', '12'],
  ['x', null],
])('the percentage %s is %s', (text, points) => {
  expect(parsePercent(text)).toBe(points)
})

test.each([
  ['2026-03-17', '2026-03-17'],
  ['2026/3/17', '2026-03-17'],
  ['2026.3.17', '2026-03-17'],
  ['17.03.2026', '2026-03-17'],
  ['3.4.2026', '2026-04-03'],
  ['3/17/2026', '2026-03-17'],
  ['17/3/2026', '2026-03-17'],
  ['17-03-2026', '2026-03-17'],
  ['3/3/2026', '2026-03-03'],
  ['3/4/2026', null],
  ['2026年3月17日', '2026-03-17'],
  ['2026 年 3 月 17 日', '2026-03-17'],
  ['26年3月17日', '2026-03-17'],
  ['3月17日', '2026-03-17'],
  ['二〇二六年三月十七日', '2026-03-17'],
  ['20260317', '2026-03-17'],
  ['２０２６－０３－１７', '2026-03-17'],
  ['1991-04-03 00:00:00', '1991-04-03'],
  ['2026-03-17T08:30:00Z', '2026-03-17'],
  ['3/17/2026 8:30 PM', '2026-03-17'],
  ['17 Mar 2026', '2026-03-17'],
  ['17-Mar-26', '2026-03-17'],
  ['March 17, 2026', '2026-03-17'],
  ['17/3/98', '1998-03-17'],
  ['2024-02-29', '2024-02-29'],
  ['2026/2/30', null],
  ['2026-13-01', null],
  ['29.02.2026', null],
  ['2026-03', null],
  ['46098', null],
  ['soon', null],
  ['', null],
])('the date %s is %s', (text, date) => {
  expect(parseDate(text, { today: '2026-11-22' })).toBe(date)
})

test('a column of dates shows which number is the day', () => {
  expect(dayOrderOf(['3/4/2026', '17/4/2026'])).toBe('day-first')
  expect(dayOrderOf(['3/4/2026', '4/17/2026'])).toBe('month-first')
  expect(dayOrderOf(['3/4/2026', '2026-01-02'])).toBeUndefined()
  expect(dayOrderOf(['13/4/2026', '4/13/2026'])).toBeUndefined()
  expect(parseDate('3/4/2026', { today: '2026-11-22', order: 'day-first' })).toBe('2026-04-03')
  expect(parseDate('3/4/2026', { today: '2026-11-22', order: 'month-first' })).toBe('2026-03-04')
})

// A Sunday evening in Shanghai; still Sunday noon in London.
const sunday = { now: new Date('2026-11-22T12:30:00Z'), timeZone: 'Asia/Shanghai' }

test.each([
  ['今天', '2026-11-22'],
  ['明天', '2026-11-23'],
  ['后天', '2026-11-24'],
  ['大后天', '2026-11-25'],
  ['昨天', '2026-11-21'],
  ['周五', '2026-11-27'],
  ['星期天', '2026-11-29'],
  ['下周一', '2026-11-23'],
  ['下下周一', '2026-11-30'],
  ['本周五', '2026-11-20'],
  ['上周五', '2026-11-13'],
  ['下周', '2026-11-23'],
  ['3天后', '2026-11-25'],
  ['两周后', '2026-12-06'],
  ['一个月后', '2026-12-22'],
  ['2个星期后', '2026-12-06'],
  ['三天前', '2026-11-19'],
  ['半年后', '2027-05-22'],
  ['月底', '2026-11-30'],
  ['下个月', '2026-12-01'],
  ['下个月5号', '2026-12-05'],
  ['年底', '2026-12-31'],
  ['5号', '2026-12-05'],
  ['30号', '2026-11-30'],
  ['today', '2026-11-22'],
  ['Tomorrow', '2026-11-23'],
  ['fri', '2026-11-27'],
  ['sunday', '2026-11-29'],
  ['next monday', '2026-11-23'],
  ['next week', '2026-11-23'],
  ['+2w', '2026-12-06'],
  ['+3d', '2026-11-25'],
  ['-1d', '2026-11-21'],
  ['+1m', '2026-12-22'],
  ['in 3 days', '2026-11-25'],
  ['in two weeks', '2026-12-06'],
  ['dec 24', '2026-12-24'],
  ['end of month', '2026-11-30'],
  ['2026/12/1', '2026-12-01'],
  ['12月1日', '2026-12-01'],
  ['friday the client called', null],
  ['远山医疗', null],
  ['', null],
])('%s is %s', (text, date) => {
  expect(parseNaturalDate(text, sunday)).toBe(date)
})

test('today is the day of the user', () => {
  const now = new Date('2026-11-22T20:00:00Z')
  expect(parseNaturalDate('today', { now, timeZone: 'Asia/Shanghai' })).toBe('2026-11-23')
  expect(parseNaturalDate('today', { now, timeZone: 'America/New_York' })).toBe('2026-11-22')
})

test('a month after the last of January is the last of February', () => {
  expect(parseNaturalDate('+1m', { now: new Date('2027-01-31T03:00:00Z'), timeZone: 'Asia/Shanghai' })).toBe('2027-02-28')
})
