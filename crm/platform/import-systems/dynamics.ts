import type { ImportSystem } from '../../../engine/index.ts'
import { from, ifKnown, notKept, orAdd, others, settings } from './rules.ts'

const made = {
  ...from(ifKnown('#createdAt'), 'createdon', 'Created On'),
  ...from(ifKnown('#changedAt'), 'modifiedon', '(Do Not Modify) Modified On', 'Modified On'),
  ...from(ifKnown('#createdBy'), 'createdbyname', 'Created By'),
}
const owner = from(ifKnown('owner'), 'owneridname', 'Owner', 'ownerid')

/** Dynamics 365: its tables by their logical names, and the workbooks that it exports. */
export const dynamics: ImportSystem = {
  key: 'dynamics',
  label: { zh: 'Dynamics 365', en: 'Dynamics 365' },
  tables: [
    {
      label: { zh: '客户', en: 'Accounts' },
      has: ['accountid|(Do Not Modify) Account'],
      object: 'account',
      columns: {
        ...from('#key', 'accountid', '(Do Not Modify) Account'),
        ...made,
        ...owner,
        ...from('name', 'name', 'Account Name'),
        ...from('phone', 'telephone1', 'Main Phone'),
        ...from(ifKnown('email'), 'emailaddress1', 'Email'),
        ...from(ifKnown('website'), 'websiteurl', 'Website'),
        ...from(orAdd('industry'), 'industrycodename', 'Industry'),
        ...from(ifKnown('employees'), 'numberofemployees', 'Number of Employees'),
        ...from(ifKnown('annualRevenue'), 'revenue', 'Annual Revenue'),
        ...from(ifKnown('parent'), 'parentaccountidname', 'Parent Account', 'parentaccountid'),
        ...from('country', 'address1_country', 'Address 1: Country/Region'),
        ...from('description', 'description', 'Description'),
      },
      fill: {
        address:
          '{address1_line1|Address 1: Street 1} {address1_city|Address 1: City} {address1_stateorprovince|Address 1: State/Province}\npostcode: {address1_postalcode|Address 1: ZIP/Postal Code}\ncountry: {address1_country|Address 1: Country/Region}',
      },
    },
    {
      label: { zh: '联系人', en: 'Contacts' },
      has: ['contactid|(Do Not Modify) Contact'],
      object: 'contact',
      columns: {
        ...from('#key', 'contactid', '(Do Not Modify) Contact'),
        ...made,
        ...owner,
        ...from('name', 'fullname', 'Full Name'),
        ...from(ifKnown('email'), 'emailaddress1', 'Email'),
        ...from('phone', 'telephone1', 'Business Phone'),
        ...from('mobile', 'mobilephone', 'Mobile Phone'),
        ...from('jobTitle', 'jobtitle', 'Job Title'),
        ...from(orAdd('account'), 'parentcustomeridname', 'Company Name'),
        ...from(ifKnown('account'), 'parentcustomerid'),
      },
    },
    {
      label: { zh: '商机', en: 'Opportunities' },
      has: ['opportunityid|(Do Not Modify) Opportunity'],
      object: 'opportunity',
      columns: {
        ...from('#key', 'opportunityid', '(Do Not Modify) Opportunity'),
        ...made,
        ...owner,
        ...from('name', 'name', 'Topic'),
        ...from(orAdd('stage'), 'stepname', 'Pipeline Phase'),
        ...from('amount', 'estimatedvalue', 'Est. Revenue'),
        ...from(ifKnown('closeDate'), 'estimatedclosedate', 'Est. Close Date'),
        ...from(ifKnown('probability'), 'closeprobability', 'Probability'),
        ...from(ifKnown('account'), 'customeridname', 'parentaccountidname', 'Account', 'Potential Customer', 'customerid'),
      },
    },
    {
      label: { zh: '潜在客户', en: 'Leads' },
      has: ['leadid|(Do Not Modify) Lead'],
      object: 'lead',
      columns: {
        ...from('#key', 'leadid', '(Do Not Modify) Lead'),
        ...made,
        ...owner,
        ...from('name', 'fullname', 'Name'),
        ...from('companyName', 'companyname', 'Company Name'),
        ...from(ifKnown('email'), 'emailaddress1', 'Email'),
        ...from('phone', 'telephone1', 'Business Phone'),
        ...from('mobile', 'mobilephone', 'Mobile Phone'),
        ...from('jobTitle', 'jobtitle', 'Job Title'),
        ...from('intent', 'subject', 'Topic'),
      },
    },
    {
      label: { zh: '活动', en: 'Activities' },
      has: ['activityid|(Do Not Modify) Activity'],
      object: 'activity',
      columns: {
        ...from('#key', 'activityid', '(Do Not Modify) Activity'),
        ...made,
        ...owner,
        ...from('subject', 'subject', 'Subject'),
        ...from('content', 'description', 'Description'),
        ...from(ifKnown('occurAt'), 'actualstart', 'scheduledstart', 'Start Date', 'Start Time'),
        ...from(ifKnown('dueAt'), 'scheduledend', 'Due Date'),
      },
      fill: { subject: 'Dynamics {activityid}' },
    },
    {
      label: { zh: '用户', en: 'Users' },
      has: ['systemuserid|(Do Not Modify) User'],
      object: 'user',
      columns: {
        ...from('#key', 'systemuserid', '(Do Not Modify) User'),
        ...from('name', 'fullname', 'Full Name'),
        ...from(ifKnown('email'), 'internalemailaddress', 'Primary Email'),
      },
    },
    {
      label: { zh: '产品', en: 'Products' },
      has: ['productid|(Do Not Modify) Product', 'productnumber|defaultuomidname|Unit Group'],
      object: 'product',
      columns: {
        ...from('#key', 'productid', '(Do Not Modify) Product'),
        ...made,
        ...from('name', 'name', 'Name'),
        ...from('code', 'productnumber', 'Product ID'),
        ...from('price', 'price', 'List Price'),
        ...from('cost', 'standardcost', 'Standard Cost'),
      },
    },
    ...others(settings, [{ zh: '选项集', en: 'Option sets', has: ['stringmapid', 'attributename', 'attributevalue'] }]),
    ...others(notKept, [
      { zh: '服务案例', en: 'Cases', has: ['incidentid|(Do Not Modify) Case'] },
      { zh: '客户资产', en: 'Customer assets', has: ['msdyn_customerassetid'] },
      { zh: '工作订单', en: 'Work orders', has: ['msdyn_workorderid'] },
      { zh: '工作订单产品', en: 'Work order products', has: ['msdyn_workorderproductid'] },
    ]),
  ],
}
