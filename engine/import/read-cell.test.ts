import { expect, test } from 'vitest'
import { type Field, field } from '../declare/field.ts'
import { type CellContext, createCellReader } from './read-cell.ts'

const label = { zh: '', en: '' }
const levels = [
  { key: 'a', names: ['A', 'A'] },
  { key: 'tertiary', names: ['三甲', 'Tertiary A'] },
]
const context: CellContext = {
  seal: (text) => text,
  currency: 'CNY',
  inactiveChoices: true,
  choices: () => new Map(levels.map(({ key }) => [key, { active: true }])),
  choiceNames: () => levels,
  timeZone: 'Asia/Shanghai',
  now: new Date('2026-11-22T03:00:00Z'),
  locale: 'zh-CN',
  regions: undefined,
}

function read(kind: Field, text: string, plan: Parameters<typeof createCellReader>[3] = {}) {
  const { value, problem } = createCellReader('x', kind, context, plan)(text)
  return problem === undefined ? value : [value, problem.code, problem.fix?.label]
}

test.each([
  ['2026-03-17', '2026-03-17'],
  ['2026/3/17 9:42', '2026-03-17'],
  ['2026年3月17日 星期二', '2026-03-17'],
  ['2026年3月17日 下午3点05分', '2026-03-17'],
  ['Tue, 17 Mar 2026 09:42:00 +0800', '2026-03-17'],
  ['Mar 17, 2026, 9:42 AM', '2026-03-17'],
  ['20260317', '2026-03-17'],
  ['46098', '2026-03-17'],
  ['46098.404', '2026-03-17'],
  // Half past midnight in Shanghai, still the 16th in London.
  ['1773678600000', '2026-03-17'],
  ['1773678600', '2026-03-17'],
  ['2023-11-11 08:18:16.519000 UTC', '2023-11-11'],
  ['2026/2/30', [undefined, 'cell_not_date', undefined]],
  ['3/4/2026', [undefined, 'cell_date_ambiguous', undefined]],
  ['460', [undefined, 'cell_not_date', undefined]],
])('the day %s is %j', (text, day) => {
  expect(read(field.date({ label }), text)).toEqual(day)
})

test.each([
  ['2026-03-17 09:42', '2026-03-17T01:42:00.000Z'],
  ['2026-03-17T09:42:00Z', '2026-03-17T09:42:00.000Z'],
  ['07/15/2009 02:14:45+0800', '2009-07-14T18:14:45.000Z'],
  ['07/13/2009 22:14:45-0800', '2009-07-14T06:14:45.000Z'],
  ['2026-03-17 09:42 GMT+8', '2026-03-17T01:42:00.000Z'],
  ['2026-03-17 09:42:00+08', '2026-03-17T01:42:00.000Z'],
  ['2026年3月17日 下午3点05分', '2026-03-17T07:05:00.000Z'],
  ['2026/3/17 上午9:42', '2026-03-17T01:42:00.000Z'],
  ['3/17/2026 9:42 PM', '2026-03-17T13:42:00.000Z'],
  // A spreadsheet's count is a clock on the wall, a program's an instant.
  ['46098.5', '2026-03-17T04:00:00.000Z'],
  ['1773678600000', '2026-03-16T16:30:00.000Z'],
])('the moment %s is %s', (text, instant) => {
  expect(read(field.dateTime({ label }), text)).toEqual(instant)
})

test.each([
  ['壹佰伍拾', {}, '150'],
  ['1.2万', {}, '12000'],
  ['3亿', {}, '300000000'],
  ['1,234.50', {}, '1234.5'],
  ['1.234,50', {}, '1234.5'],
  ['1.234', { decimals: 'comma' as const }, '1234'],
  ['1.234.567', { decimals: 'comma' as const }, '1234567'],
  ['12,5 €', { decimals: 'comma' as const }, '12.5'],
  ['(120)', {}, '-120'],
  ['￥１，２３４', {}, '1234'],
  ['12', { times: '10000' }, '120000'],
  ['1.2亿', { times: '10000' }, '120000000'],
])('the amount %s with %j is %s', (text, plan, amount) => {
  const value = read(field.money({ label }), text, plan)
  expect(value).toMatchObject({ amount: expect.stringMatching(new RegExp(`^${amount}(?:\\.0*)?$`)) })
})

test.each([
  ['12.5%', 12.5],
  ['12,5', 12.5],
  ['百分之十二', 12],
])('the share %s is %s', (text, share) => {
  expect(read(field.percent({ label }), text)).toBe(share)
})

test.each([
  ['138 0013 8000', '138 0013 8000'],
  ['13800138000.0', '13800138000'],
  ['1.3812345678E+10', '13812345678'],
  ['1.38E+10', ['1.38E+10', 'cell_phone_odd', undefined]],
])('the phone %s is kept as %j', (text, phone) => {
  expect(read(field.phone({ label }), text)).toEqual(phone)
})

test.each([
  ['Lin@Example.com', 'lin@example.com'],
  ['a@example.com; b@example.com', ['a@example.com', 'cell_read_as', undefined]],
  ['nobody', [undefined, 'invalid_email', undefined]],
])('the e-mail %s is %j', (text, email) => {
  expect(read(field.email({ label }), text)).toEqual(email)
})

test.each([
  ['A', 'a'],
  ['A级', ['a', 'cell_read_as', undefined]],
  ['三级甲等', [undefined, 'cell_not_in_list', '三甲']],
])('the choice %s is %j', (text, choice) => {
  expect(read(field.choice('level', { label }), text)).toEqual(choice)
})

test('an address holds its parts where they are told', () => {
  expect(read(field.address({ label }), '150 Palmer Drive FORT COLLINS CO\npostcode: 80525\ncountry: US')).toEqual({
    street: '150 Palmer Drive FORT COLLINS CO',
    postcode: '80525',
    country: 'US',
  })
  expect(read(field.address({ label }), '郑州市金水区 1 号')).toEqual({ street: '郑州市金水区 1 号' })
})

test('a link of an old database is the address in it', () => {
  expect(read(field.url({ label }), 'Formaggi#http://www.example.com#')).toBe('http://www.example.com')
})
