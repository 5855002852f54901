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

test('rows are known again by an id or a name that stands once; people are not known by their name', () => {
  expect(suggested('account', 'customer,客户编号\nA,1\nA,2').duplicates).toEqual({ matchBy: [['#key']], policy: 'skip', decisions: {} })
  expect(suggested('account', 'customer\nA\nB').duplicates).toEqual({ matchBy: [['name']], policy: 'skip', decisions: {} })
  expect(suggested('account', 'customer\nA\nA').duplicates).toEqual({ matchBy: [], policy: 'create', decisions: {} })
  expect(suggested('contact', '姓名\n林悦').duplicates).toEqual({ matchBy: [], policy: 'create', decisions: {} })
})
