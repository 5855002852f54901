import type { ImportSystem } from '../../../engine/index.ts'
import { from, history, ifKnown, links, log, notKept, orAdd, others, settings, utc } from './rules.ts'

const key = from(
  '#key',
  'Record ID',
  'Record ID - Company',
  'Record ID - Contact',
  'Record ID - Deal',
  'id',
  'hs_object_id',
  'property_hs_object_id',
)
const made = {
  ...from(ifKnown('#createdAt'), 'Create Date'),
  ...from(utc('#createdAt'), 'property_createdate', 'createdate', 'property_hs_createdate'),
  ...from(ifKnown('#changedAt'), 'Last Modified Date'),
  ...from(utc('#changedAt'), 'property_hs_lastmodifieddate', 'hs_lastmodifieddate'),
}
const activity = {
  ...from('#key', 'engagement_id'),
  ...made,
  ...from(utc('occurAt'), 'property_hs_timestamp', 'start_time'),
  ...from(utc('endAt'), 'end_time'),
  ...from(ifKnown('owner'), 'property_hubspot_owner_id', 'Activity assigned to'),
}
const subject = {
  subject:
    '{property_hs_email_subject|property_hs_task_subject|property_hs_body_preview|title|property_hs_engagement_source|engagement_id}',
}

/** HubSpot's own exports, and its tables as connectors copy them (property_…). */
export const hubspot: ImportSystem = {
  key: 'hubspot',
  label: { zh: 'HubSpot', en: 'HubSpot' },
  tables: [
    {
      label: { zh: '公司', en: 'Companies' },
      has: [
        'property_name|Company name',
        'property_createdate|Create Date',
        'property_country|Country/Region|Company owner|property_industry',
      ],
      object: 'account',
      columns: {
        ...key,
        ...made,
        ...from('name', 'Company name', 'property_name'),
        ...from(ifKnown('owner'), 'Company owner', 'property_hubspot_owner_id'),
        ...from('phone', 'Phone Number', 'property_phone'),
        ...from(ifKnown('website'), 'Website URL', 'Company Domain Name', 'property_website', 'property_domain'),
        ...from(orAdd('industry'), 'Industry', 'property_industry'),
        ...from(ifKnown('employees'), 'Number of Employees', 'property_numberofemployees'),
        ...from(ifKnown('annualRevenue'), 'Annual Revenue', 'property_annualrevenue'),
        ...from('country', 'Country/Region', 'property_country'),
        ...from('description', 'Description', 'property_description'),
      },
      fill: {
        address:
          '{Street Address|property_address} {Street Address 2|property_address_2} {City|property_city} {State/Region|property_state}\npostcode: {Postal Code|property_zip}\ncountry: {Country/Region|property_country}',
      },
    },
    {
      label: { zh: '联系人', en: 'Contacts' },
      has: ['property_firstname|First Name', 'property_lastname|Last Name', 'property_email|Email', 'property_createdate|Create Date'],
      object: 'contact',
      columns: {
        ...key,
        ...made,
        ...from(ifKnown('email'), 'Email', 'property_email'),
        ...from('phone', 'Phone Number', 'property_phone'),
        ...from('mobile', 'Mobile Phone Number', 'property_mobilephone'),
        ...from(orAdd('account'), 'Associated Company', 'Company Name', 'property_company'),
        ...from('jobTitle', 'Job Title', 'property_jobtitle'),
        ...from(ifKnown('owner'), 'Contact owner', 'property_hubspot_owner_id'),
      },
    },
    {
      label: { zh: '交易', en: 'Deals' },
      has: ['property_dealname|Deal Name', 'property_amount|Amount', 'property_closedate|Close Date'],
      object: 'opportunity',
      columns: {
        ...key,
        ...from('#key', 'deal_id'),
        ...made,
        ...from('name', 'Deal Name', 'property_dealname'),
        ...from(orAdd('stage'), 'Deal Stage'),
        ...from(ifKnown('stage'), 'deal_pipeline_stage_id'),
        ...from('amount', 'Amount', 'property_amount'),
        ...from(ifKnown('closeDate'), 'Close Date', 'property_closedate'),
        ...from(ifKnown('owner'), 'Deal owner', 'owner_id'),
        ...from(ifKnown('account'), 'Associated Company'),
        ...from('description', 'Deal Description', 'property_description'),
      },
      // A deal without a name is known by its number.
      fill: { name: 'HubSpot {deal_id|Record ID}' },
    },
    {
      label: { zh: '负责人', en: 'Owners' },
      has: ['owner_id', 'email', 'first_name', 'last_name', 'portal_id'],
      object: 'user',
      columns: { ...from('#key', 'owner_id'), ...from(utc('#createdAt'), 'created_at'), ...from(ifKnown('email'), 'email') },
    },
    {
      label: { zh: '用户', en: 'Users' },
      has: ['primary_team_id', 'email', 'first_name', 'last_name'],
      object: 'user',
      columns: { ...from('#key', 'id'), ...from(ifKnown('email'), 'email'), ...from(ifKnown('department'), 'primary_team_id') },
    },
    {
      label: { zh: '团队', en: 'Teams' },
      has: ['id', 'name', '_fivetran_synced'],
      alone: true,
      object: 'department',
      columns: { ...from('#key', 'id'), ...from('name', 'name') },
    },
    {
      label: { zh: '电话与消息', en: 'Calls and messages' },
      has: ['engagement_id', 'property_hs_timestamp', 'type'],
      object: 'activity',
      columns: { ...activity, ...from({ target: 'type', whenMissing: 'empty', replace: activityTypes() }, 'type') },
      fill: subject,
    },
    {
      label: { zh: '邮件', en: 'E-mails' },
      has: ['engagement_id', 'property_hs_email_subject', 'property_hs_email_text', 'property_hs_timestamp'],
      object: 'activity',
      columns: {
        ...activity,
        ...from({ target: 'type', whenMissing: 'empty', replace: activityTypes() }, 'type'),
        ...from('content', 'property_hs_email_text'),
      },
      fill: { ...subject, method: 'email' },
    },
    {
      label: { zh: '备注', en: 'Notes' },
      has: ['engagement_id', 'property_hs_note_body', 'property_hs_timestamp', 'type'],
      object: 'activity',
      columns: {
        ...activity,
        ...from({ target: 'type', whenMissing: 'empty', replace: activityTypes() }, 'type'),
        ...from('content', 'property_hs_note_body'),
      },
      fill: subject,
    },
    {
      label: { zh: '会议', en: 'Meetings' },
      has: ['engagement_id', 'start_time', 'end_time', 'meeting_outcome'],
      object: 'activity',
      columns: { ...activity, ...from('subject', 'title'), ...from('content', 'body') },
      fill: { type: 'meeting', subject: '{title|engagement_id}' },
    },
    {
      label: { zh: '任务', en: 'Tasks' },
      has: ['engagement_id', 'property_hs_task_type', 'property_hs_timestamp', 'type'],
      object: 'activity',
      columns: { ...activity, ...from(utc('dueAt'), 'property_hs_timestamp') },
      fill: { ...subject, type: 'task' },
    },
    ...others(history, [
      { zh: '公司字段历史', en: 'Company property history', has: ['company_id', 'timestamp', 'source', 'name', 'value'] },
      { zh: '联系人字段历史', en: 'Contact property history', has: ['contact_id', 'timestamp', 'source', 'name', 'value'] },
      { zh: '交易字段历史', en: 'Deal property history', has: ['deal_id', 'timestamp', 'source', 'name', 'value'] },
      { zh: '工单字段历史', en: 'Ticket property history', has: ['ticket_id', 'name', 'source', 'timestamp_instant', 'value'] },
      { zh: '交易阶段历史', en: 'Deal stage history', has: ['deal_id', 'date_entered', 'source', 'value'] },
      { zh: '联系人合并记录', en: 'Contact merges', has: ['canonical_vid', 'vid_to_merge'] },
      { zh: '已合并的交易', en: 'Merged deals', has: ['deal_id', 'merged_deal_id'] },
    ]),
    ...others(links, [
      { zh: '交易与公司', en: 'Deals and companies', has: ['company_id', 'deal_id', 'type_id', 'category'] },
      { zh: '交易与联系人', en: 'Deals and contacts', has: ['contact_id', 'deal_id', 'type_id', 'category'] },
      { zh: '互动与公司', en: 'Engagements and companies', has: ['company_id', 'engagement_id', 'engagement_type'] },
      { zh: '互动与联系人', en: 'Engagements and contacts', has: ['contact_id', 'engagement_id', 'engagement_type'] },
      { zh: '互动与交易', en: 'Engagements and deals', has: ['deal_id', 'engagement_id', 'engagement_type'] },
      { zh: '工单与公司', en: 'Tickets and companies', has: ['ticket_id', 'company_id', 'category'] },
      { zh: '工单与联系人', en: 'Tickets and contacts', has: ['ticket_id', 'contact_id', 'category'] },
      { zh: '工单与交易', en: 'Tickets and deals', has: ['ticket_id', 'deal_id', 'category'] },
      { zh: '工单与互动', en: 'Tickets and engagements', has: ['ticket_id', 'engagement_id', 'category'] },
      { zh: '名单成员', en: 'List members', has: ['contact_id', 'contact_list_id', 'added_at'] },
      { zh: '负责人与团队', en: 'Owners and teams', has: ['owner_id', 'team_id', 'is_team_primary'] },
      { zh: '用户与团队', en: 'Users and teams', has: ['user_id', 'team_id', 'is_secondary_user'] },
      { zh: '互动索引', en: 'Engagement index', has: ['id', 'type', 'portal_id', '_fivetran_synced'], alone: true },
    ]),
    ...others(settings, [
      { zh: '销售管线', en: 'Deal pipelines', has: ['pipeline_id', 'active', 'display_order', 'label'] },
      { zh: '销售阶段', en: 'Deal stages', has: ['stage_id', 'pipeline_id', 'closed_won', 'probability', 'label'] },
      { zh: '工单管线', en: 'Ticket pipelines', has: ['pipeline_id', 'active', 'display_order', 'label', 'object_type_id'] },
      { zh: '工单阶段', en: 'Ticket stages', has: ['stage_id', 'pipeline_id', 'ticket_state', 'label', 'is_closed'] },
      { zh: '字段定义', en: 'Properties', has: ['hubspot_defined', 'hubspot_object', 'field_type', 'label'] },
      { zh: '字段选项', en: 'Property options', has: ['property_id', 'hubspot_object', 'label', 'value'] },
      { zh: '角色', en: 'Roles', has: ['id', 'name', 'requires_billing_write'] },
      { zh: '表单', en: 'Forms', has: ['guid', 'form_type', 'submit_text'] },
      { zh: '名单', en: 'Lists', has: ['created_by_id', 'processing_type', 'list_version', 'name'] },
    ]),
    ...others(notKept, [
      {
        zh: '工单',
        en: 'Tickets',
        has: ['property_hs_pipeline_stage|Ticket name', 'property_subject|Ticket ID|Ticket name', 'property_createdate|Create date'],
      },
      { zh: '营销邮件', en: 'Marketing e-mails', has: ['app_id', 'content_id', 'num_included', 'subject'] },
    ]),
    ...others(log, [
      { zh: '表单提交', en: 'Form submissions', has: ['form_id', 'contact_id', 'conversion_id', 'page_url'] },
      { zh: '邮件事件', en: 'E-mail events', has: ['email_campaign_id', 'sent_by_id', 'recipient'] },
      { zh: '邮件退信', en: 'E-mail bounces', has: ['id', 'category', 'response', 'status', '_fivetran_synced'], alone: true },
      { zh: '邮件点击', en: 'E-mail clicks', has: ['id', 'referer', 'browser', 'user_agent', 'url'] },
      { zh: '邮件延迟', en: 'Deferred e-mails', has: ['id', 'attempt', 'response', '_fivetran_synced'], alone: true },
      { zh: '邮件送达', en: 'Delivered e-mails', has: ['id', 'response', 'smtp_id'] },
      { zh: '未发出的邮件', en: 'Dropped e-mails', has: ['id', 'bcc', 'cc', 'from', 'reply_to', 'subject', 'drop_reason', 'drop_message'] },
      { zh: '邮件打开与打印', en: 'Opened, printed and forwarded e-mails', has: ['id', 'browser', 'ip_address', 'location', 'user_agent'] },
      { zh: '已发邮件', en: 'Sent e-mails', has: ['id', 'bcc', 'cc', 'from', 'reply_to', 'subject'] },
      { zh: '垃圾邮件举报', en: 'Spam reports', has: ['id', 'ip_address', 'user_agent', '_fivetran_synced'], alone: true },
      { zh: '订阅变化', en: 'Subscription changes', has: ['portal_subscription_status', 'requested_by', 'subscriptions'] },
    ]),
  ],
}

function activityTypes(): Record<string, string> {
  return { CALL: 'call', EMAIL: 'note', COMMUNICATION: 'note', NOTE: 'note', MEETING: 'meeting', TASK: 'task' }
}
