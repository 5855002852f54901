import type { ImportSystem } from '../../../engine/index.ts'
import { from, ifKnown, notKept, orAdd, others } from './rules.ts'

const own = {
  ...from('#key', 'Id', 'Account ID', 'Contact ID', 'Lead ID', 'Opportunity ID'),
  ...from(ifKnown('#createdAt'), 'CreatedDate', 'Created Date'),
  ...from(ifKnown('#changedAt'), 'LastModifiedDate', 'Last Modified Date'),
  ...from(ifKnown('#createdBy'), 'CreatedById', 'Created By'),
  ...from(ifKnown('#changedBy'), 'LastModifiedById', 'Last Modified By'),
  ...from(ifKnown('owner'), 'Account Owner', 'Contact Owner', 'Lead Owner', 'Opportunity Owner', 'Owner:User-username', 'OwnerId'),
}

/** Salesforce: Data Loader files and weekly exports by API name, reports by label. */
export const salesforce: ImportSystem = {
  key: 'salesforce',
  label: { zh: 'Salesforce', en: 'Salesforce' },
  tables: [
    {
      label: { zh: '客户', en: 'Accounts' },
      has: [
        'Name|Account Name',
        'AnnualRevenue|Annual Revenue|BillingCity|Billing City|TickerSymbol',
        'OwnerId|Account Owner|Id|Oracle_Id__c|AccountNumber__c|Owner:User-username',
      ],
      object: 'account',
      columns: {
        ...own,
        ...from('name', 'Account Name', 'Name'),
        ...from(orAdd('type'), 'Type'),
        ...from('phone', 'Phone'),
        ...from(ifKnown('website'), 'Website'),
        ...from(orAdd('industry'), 'Industry'),
        ...from(ifKnown('annualRevenue'), 'AnnualRevenue', 'Annual Revenue'),
        ...from(ifKnown('employees'), 'NumberOfEmployees', 'Employees'),
        ...from(orAdd('level'), 'Rating'),
        ...from(orAdd('source'), 'AccountSource', 'Account Source'),
        ...from('code', 'TickerSymbol', 'Ticker Symbol'),
        ...from('country', 'BillingCountry', 'Billing Country'),
        ...from(ifKnown('parent'), 'Parent Account', 'ParentId'),
        ...from('description', 'Description'),
      },
      fill: {
        address:
          '{BILLINGSTREET|BillingStreet|Billing Street} {BILLINGCITY|BillingCity|Billing City} {BILLINGSTATE|BillingState|Billing State/Province}\npostcode: {BILLINGPOSTALCODE|BillingPostalCode|Billing Zip/Postal Code}\ncountry: {BILLINGCOUNTRY|BillingCountry|Billing Country}',
      },
    },
    {
      label: { zh: '联系人', en: 'Contacts' },
      has: ['FirstName|First Name', 'LastName|Last Name', 'AccountId|Account Name', 'OwnerId|Contact Owner|Contact ID|Id'],
      object: 'contact',
      columns: {
        ...own,
        ...from(orAdd('account'), 'Account Name'),
        ...from(ifKnown('account'), 'AccountId'),
        ...from('jobTitle', 'Title'),
        ...from('department', 'Department'),
        ...from('phone', 'Phone'),
        ...from('mobile', 'MobilePhone', 'Mobile'),
        ...from(ifKnown('email'), 'Email'),
        ...from(ifKnown('birthday'), 'Birthdate'),
        ...from(ifKnown('reportsTo'), 'ReportsToId', 'Reports To'),
        ...from('description', 'Description'),
      },
    },
    {
      label: { zh: '潜在客户', en: 'Leads' },
      has: ['FirstName|First Name', 'LastName|Last Name', 'Company|Company / Account', 'LeadSource|Lead Source|Lead Status|IsConverted'],
      object: 'lead',
      columns: {
        ...own,
        ...from('companyName', 'Company', 'Company / Account'),
        ...from('jobTitle', 'Title'),
        ...from('phone', 'Phone'),
        ...from('mobile', 'MobilePhone', 'Mobile'),
        ...from(ifKnown('email'), 'Email'),
        ...from(orAdd('status'), 'Status', 'Lead Status'),
        ...from(orAdd('source'), 'LeadSource', 'Lead Source'),
        ...from(orAdd('industry'), 'Industry'),
        ...from(ifKnown('website'), 'Website'),
        ...from('description', 'Description'),
      },
    },
    {
      label: { zh: '业务机会', en: 'Opportunities' },
      has: ['Name|Opportunity Name', 'StageName|Stage', 'CloseDate|Close Date', 'Amount'],
      object: 'opportunity',
      columns: {
        ...own,
        ...from('name', 'Opportunity Name', 'Name'),
        ...from(orAdd('stage'), 'StageName', 'Stage'),
        ...from('amount', 'Amount'),
        ...from(ifKnown('probability'), 'Probability', 'Probability (%)'),
        ...from(ifKnown('closeDate'), 'CloseDate', 'Close Date'),
        ...from(ifKnown('account'), 'Account Name', 'AccountId'),
        ...from('nextStep', 'NextStep', 'Next Step'),
        ...from(orAdd('source'), 'LeadSource', 'Lead Source'),
        ...from(
          { target: 'forecastCategory', whenMissing: 'empty', replace: { Closed: 'commit', 'Best Case': 'best-case', Omitted: 'omitted' } },
          'ForecastCategory',
          'Forecast Category',
        ),
        ...from('description', 'Description'),
      },
    },
    ...others(notKept, [
      { zh: '附件', en: 'Attachments', has: ['Name', 'Body', 'ParentId'], alone: true },
      { zh: '要删除的编号', en: 'Ids to delete', has: ['Id'], alone: true },
    ]),
  ],
}
