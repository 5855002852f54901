import type { ImportSystem } from '../../../engine/index.ts'
import { from, ifKnown, orAdd } from './rules.ts'

const key = from('#key', 'id', 'External ID')

/** Odoo's import templates and exports, by technical name and by label. */
export const odoo: ImportSystem = {
  key: 'odoo',
  label: { zh: 'Odoo', en: 'Odoo' },
  tables: [
    {
      // Companies and people stand in one list there; here both are customers, and people belong to their company.
      label: { zh: '联系人', en: 'Contacts' },
      has: ['name', 'is_company', 'country_id|state_id|company_name'],
      object: 'account',
      columns: {
        ...key,
        ...from('name', 'name'),
        ...from(
          { target: 'kind', replace: { '1': 'organisation', '0': 'individual', TRUE: 'organisation', FALSE: 'individual' } },
          'is_company',
        ),
        ...from(ifKnown('parent'), 'company_name', 'parent_id'),
        ...from('phone', 'phone', 'mobile'),
        ...from(ifKnown('email'), 'email'),
        ...from(ifKnown('website'), 'website'),
        ...from('taxNumber', 'vat'),
        ...from('country', 'country_id'),
        ...from('bankName', 'bank_ids/bank', 'bank_ids/name'),
        ...from('bankAccount', 'bank_ids/acc_number'),
        ...from('description', 'comment'),
      },
      fill: {
        phone: '{phone|mobile}',
        address: '{street} {street2} {city} {state_id}\npostcode: {zip}\ncountry: {country_id}',
      },
    },
    {
      label: { zh: '线索', en: 'Leads' },
      has: ['name|Opportunity', 'contact_name|Contact Name', 'partner_name|Company Name|email_from|Email'],
      object: 'lead',
      columns: {
        ...key,
        ...from('name', 'contact_name', 'Contact Name'),
        ...from('companyName', 'partner_name', 'Company Name', 'partner_id'),
        ...from('intent', 'name', 'Opportunity'),
        ...from(ifKnown('email'), 'email_from', 'Email'),
        ...from('phone', 'phone', 'Phone'),
        ...from('mobile', 'mobile', 'Mobile'),
        ...from('jobTitle', 'function', 'Job Position'),
        ...from(ifKnown('owner'), 'user_id', 'Salesperson'),
        ...from('description', 'description', 'Notes', 'Internal Notes'),
      },
      fill: { name: '{contact_name|Contact Name|partner_name|Company Name|name|Opportunity}' },
    },
    {
      label: { zh: '产品', en: 'Products' },
      has: ['name|Name', 'list_price|Sales Price', 'default_code|Internal Reference|type|Product Type'],
      object: 'product',
      columns: {
        ...key,
        ...from('name', 'name', 'Name'),
        ...from('code', 'default_code', 'Internal Reference'),
        ...from('price', 'list_price', 'Sales Price', 'lst_price'),
        ...from('cost', 'standard_price', 'Cost'),
        ...from(orAdd('category'), 'categ_id', 'Product Category'),
        ...from(orAdd('unit'), 'uom_id', 'Unit of Measure'),
        ...from('description', 'description_sale', 'Sales Description', 'description'),
      },
    },
  ],
}
