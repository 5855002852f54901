import { expect, test } from 'vitest'
import { field } from '../declare/field.ts'
import { defineObject } from '../declare/object.ts'
import { buildRegistry } from '../declare/registry.ts'
import { objectModels } from '../model/workspace-model.ts'
import type { TableRow } from './read-table.ts'
import { suggestPlan } from './suggest-plan.ts'
import { collectColumns } from './summarize-columns.ts'

const label = (zh: string, en: string) => ({ zh, en })
const company = defineObject({
  key: 'account',
  label: label('客户', 'Customer'),
  area: 'test',
  icon: 'test',
  title: 'name',
  fields: {
    number: field.autoNumber({ label: label('客户编号', 'Number') }),
    name: field.text({ label: label('客户名称', 'Customer'), required: true, aliases: ['单位名称'] }),
    status: field.choice('status', { label: label('状态', 'Status') }),
    phone: field.phone({ label: label('电话', 'Phone') }),
    email: field.email({ label: label('邮箱', 'E-mail') }),
    taxNumber: field.text({ label: label('税号', 'Tax number'), searched: 'code' }),
    address: field.address({ label: label('地址', 'Address') }),
    creditLimit: field.money({ label: label('信用额度', 'Credit limit') }),
    listedOn: field.date({ label: label('上市日期', 'Listed on') }),
    parent: field.reference('account', { label: label('所属集团', 'Parent') }),
  },
})
const person = defineObject({
  key: 'contact',
  label: label('联系人', 'Contact'),
  area: 'test',
  icon: 'test',
  title: 'name',
  fields: {
    name: field.text({ label: label('姓名', 'Name'), required: true, personal: true }),
    jobTitle: field.text({ label: label('职务', 'Job title'), aliases: ['title'] }),
    account: field.reference('account', { label: label('客户', 'Customer'), aliases: ['company'] }),
    email: field.email({ label: label('邮箱', 'E-mail') }),
    mobile: field.phone({ label: label('手机', 'Mobile') }),
  },
})
const models = objectModels(buildRegistry({ objects: [company, person] }), [])

function suggested(object: string, text: string) {
  const [names = [], ...rows] = text.split('\n').map((line) => line.split(','))
  const collected = collectColumns(names)
  collected.add(rows.map((cells, index): TableRow => ({ number: index + 2, cells })))
  const model = models.get(object)
  if (!model) throw new Error(object)
  const { plan } = suggestPlan(collected.summaries(), model, (_list, value) => ['潜在', '成交'].includes(value))
  return { ...plan, targets: plan.columns.map(({ target }) => target) }
}

test.each([
  ['客户名称,电话\nA,010-66426500', ['name', 'phone']],
  ['单位名称,联系电话,授信\nA,010-66426500,1', ['name', 'phone', null]],
  ['Company,Customer name\nX,A', [null, 'name']],
  ['account,home phone\nA,13812345678', ['name', 'phone']],
  ['客户名称,客户编号\nA,C-1\nB,C-2', ['name', '#key']],
  ['customer,上级所属集团\nA,B', ['name', 'parent']],
  ['customer,status\nA,x', ['name', 'status']],
  ['customer,上市状态\nA,L', ['name', null]],
  ['customer,客户状态\nA,成交', ['name', 'status']],
  ['customer,Fax\nA,010-66426500', ['name', null]],
  ['customer,E-mail 2 Address\nA,b@example.com', ['name', 'email']],
  ['customer,什么\nA,b@example.com', ['name', 'email']],
  ['customer,什么\nA,2026-03-17', ['name', null]],
  ['customer,什么\nA,13812345678', ['name', 'phone']],
])('of %j the columns go to %j', (text, targets) => {
  expect(suggested('account', text).targets).toEqual(targets)
})

test('a column that counts in ten thousands is read so', () => {
  expect(suggested('account', '客户名称,信用额度（万元）\nA,12').columns[1]).toEqual({ target: 'creditLimit', times: '10000' })
  expect(suggested('account', '客户名称,信用额度(元)\nA,12').columns[1]).toEqual({ target: 'creditLimit' })
})

test('the order of day and month is told by the column', () => {
  expect(suggested('account', 'customer,上市日期\nA,3/4/2026\nB,17/4/2026').columns[1]).toEqual({ target: 'listedOn', order: 'day-first' })
})

test('a person is called by first and last name where no column holds the whole', () => {
  expect(suggested('contact', 'First Name,Last Name,Title\nLin,Yue,CEO')).toMatchObject({
    fill: { name: '{First Name} {Last Name}' },
    targets: [null, null, 'jobTitle'],
  })
  expect(suggested('contact', '姓,名\n林,悦').fill).toEqual({ name: '{姓}{名}' })
  expect(suggested('contact', '姓名,姓,名\n林悦,林,悦').fill).toEqual({})
})

test('what has no name is called by what it is about', () => {
  expect(suggested('contact', 'company,email\nA,a@example.com').fill).toEqual({ name: '{company}' })
})

const rows = (head: string, count: number, row: (index: number) => string) =>
  [head, ...Array.from({ length: count }, (_, index) => row(index))].join('\n')

test.each([
  ['an id, whatever is called alike', 'account', 'customer,客户编号\nA,1\nA,2', [['#key']]],
  ['a name that stands once', 'account', 'customer\nA\nB', [['name']]],
  ['a name, though a few stand twice', 'account', rows('customer', 100, (index) => `A${index % 92}`), [['name']]],
  ['a code where names stand twice', 'account', rows('customer,税号', 100, (index) => `A${index % 95},T${index}`), [['taxNumber']]],
  ['nothing, where the names are few', 'account', rows('customer', 100, (index) => `A${index % 60}`), []],
  [
    'name and telephone, where the names are few',
    'account',
    rows('customer,电话', 20, (i) => `A${i % 9},138123456${10 + i}`),
    [['name', 'phone']],
  ],
  ['nothing, where people have but names', 'contact', '姓名\n林悦', []],
  ['an e-mail of their own', 'contact', rows('姓名,邮箱', 20, (index) => `林悦,a${index}@example.com`), [['email']]],
  [
    'name and e-mail, where some share one',
    'contact',
    rows('姓名,邮箱', 20, (index) => `林${index},a${index % 9}@example.com`),
    [['name', 'email']],
  ],
  ['name and telephone', 'contact', rows('姓名,手机', 20, (index) => `林${index},138123456${10 + index}`), [['name', 'mobile']]],
  [
    'an e-mail that most do not have does not do',
    'contact',
    rows('姓名,邮箱', 20, (i) => `林${i},${i < 5 ? `a${i}@example.com` : ''}`),
    [],
  ],
])('rows are known again by %s', (_, object, text, matchBy) => {
  expect(suggested(object, text).duplicates).toEqual({ matchBy, policy: matchBy.length === 0 ? 'create' : 'skip', decisions: {} })
})

test('how far the values of a column differ is told from all of them, and a column that names nothing is not kept in mind', () => {
  const collected = collectColumns(['name', 'city', 'note'])
  for (let row = 0; row < 20_000; row++) collected.add([{ number: row, cells: [`A${row % 19_000}`, `C${row % 10}`, ''] }])

  const [name, city, note] = collected.summaries()
  expect(name).toMatchObject({ repeats: true, distinctShare: 0.95 })
  expect(city?.distinctShare).toBeLessThan(0.01)
  expect(note).not.toHaveProperty('distinctShare')
})
