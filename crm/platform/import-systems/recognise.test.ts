import { expect, test } from 'vitest'
import { recognise } from '../../../engine/index.ts'
import { importKnowledge } from './index.ts'

function recognised(header: string) {
  const found = recognise(header.split(','), importKnowledge.systems)
  return found && [found.system.key, found.table.label.en, found.table.object]
}

test.each([
  ['Record ID,Company name,Company owner,Create Date,Phone Number,City,Country/Region,Industry', ['hubspot', 'Companies', 'account']],
  ['Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Create Date', ['hubspot', 'Contacts', 'contact']],
  ['Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline', ['hubspot', 'Deals', 'opportunity']],
  ['id,_fivetran_synced,category,status,response', ['hubspot', 'E-mail bounces', null]],
  ['company_id,deal_id,type_id,category', ['hubspot', 'Deals and companies', null]],
  ['ID,NAME,BILLINGSTREET,BILLINGCITY,OWNERID', ['salesforce', 'Accounts', 'account']],
  ['Opportunity Name,Stage,Amount,Close Date,Account Name', ['salesforce', 'Opportunities', 'opportunity']],
  ['First Name,Last Name,Title,Account Name,Phone,Email,Contact Owner', ['salesforce', 'Contacts', 'contact']],
  ['First Name,Last Name,Company,Lead Status,Email', ['salesforce', 'Leads', 'lead']],
  ['(Do Not Modify) Account,Account Name,Main Phone', ['dynamics', 'Accounts', 'account']],
  ['incidentid,title', ['dynamics', 'Cases', null]],
  ['External ID,Name,Company Name,Contact Name,Email,Job Position', ['odoo', 'Leads', 'lead']],
  ['External ID,Name,Product Type,Internal Reference,Sales Price,Cost', ['odoo', 'Products', 'product']],
  ['First Name,Middle Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value', ['google', 'Contacts', 'contact']],
  ['First Name,Last Name,Company,E-mail Address,Business Phone,Mobile Phone', ['outlook', 'Contacts', 'contact']],
  ['客户名称,联系电话,负责人', null],
  ['name,phone,email', null],
  ['code,name', null],
  ['', null],
])('%s is %j', (header, expected) => {
  expect(recognised(header)).toEqual(expected)
})

test('every table names fields by columns that are told apart', () => {
  const doubled = importKnowledge.systems.flatMap(({ key, tables }) =>
    tables.flatMap(({ label, object, columns, instead }) =>
      (object === null) === (instead === undefined) || (object !== null && columns === undefined) ? [`${key} ${label.en}`] : [],
    ),
  )
  expect(doubled).toEqual([])
})
