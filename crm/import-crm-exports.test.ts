import { expect, test } from 'vitest'
import { recordsOf } from '../testing/workspace.ts'
import { acceptanceEngine, importer, isHere, manifestRows } from './import-acceptance.test-support.ts'

const freshWorkspace = await acceptanceEngine()

/**
 * What each table of another system becomes, in the order in which a migration takes them. The number of rows is that of the manifest; where fewer
 * come in, the ids of the sample repeat, and the second such row is the record that is already there.
 */
const records: readonly [file: string, object: string, skipped?: number][] = [
  ['hubspot/owner_data', 'user'],
  ['hubspot/users_data', 'user'],
  ['hubspot/team_data', 'department'],
  ['hubspot/company_data', 'account'],
  ['hubspot/contact_data', 'contact'],
  ['hubspot/deal_data', 'opportunity'],
  ['hubspot/engagement_call_data', 'activity'],
  ['hubspot/engagement_communication_data', 'activity'],
  ['hubspot/engagement_email_data', 'activity'],
  ['hubspot/engagement_meeting_data', 'activity'],
  ['hubspot/engagement_note_data', 'activity'],
  ['hubspot/engagement_task_data', 'activity'],
  ['zendesk/group_data', 'department'],
  ['zendesk/organization_data', 'account'],
  ['zendesk/user_data', 'contact'],
  ['dynamics/account_data', 'account'],
  ['dynamics/contact_data', 'contact'],
  ['dynamics/opportunity_data', 'opportunity'],
  ['dynamics/appointment_data', 'activity'],
  ['dynamics/appointment_no_maps_data', 'activity', 1],
  ['dynamics/email_data', 'activity', 1],
  ['dynamics/phonecall_data', 'activity', 1],
  ['dynamics/task_data', 'activity', 2],
]

/** Tables whose rows are no records here, and what they are told to be. */
const others: Readonly<Record<string, readonly string[]>> = {
  hubspot: [
    'company_property_history 公司字段历史',
    'contact_form_submission 表单提交',
    'contact_list 名单',
    'contact_list_member 名单成员',
    'contact_merge_audit 联系人合并记录',
    'contact_property_history 联系人字段历史',
    'deal_company 交易与公司',
    'deal_contact 交易与联系人',
    'deal_pipeline 销售管线',
    'deal_pipeline_stage 销售阶段',
    'deal_property_history 交易字段历史',
    'deal_stage 交易阶段历史',
    'email_campaign 营销邮件',
    'email_event 邮件事件',
    'email_event_bounce 邮件退信',
    'email_event_click 邮件点击',
    'email_event_deferred 邮件延迟',
    'email_event_delivered 邮件送达',
    'email_event_dropped 未发出的邮件',
    'email_event_forward 邮件打开与打印',
    'email_event_open 邮件打开与打印',
    'email_event_print 邮件打开与打印',
    'email_event_sent 已发邮件',
    'email_event_spam_report 垃圾邮件举报',
    'email_event_status_change 订阅变化',
    'engagement 互动索引',
    'engagement_company 互动与公司',
    'engagement_contact 互动与联系人',
    'engagement_deal 互动与交易',
    'form 表单',
    'merged_deal 已合并的交易',
    'owner_team 负责人与团队',
    'property 字段定义',
    'property_option 字段选项',
    'role 角色',
    'team_user 用户与团队',
    'ticket 工单',
    'ticket_company 工单与公司',
    'ticket_contact 工单与联系人',
    'ticket_deal 工单与交易',
    'ticket_engagement 工单与互动',
    'ticket_pipeline 工单管线',
    'ticket_pipeline_stage 工单阶段',
    'ticket_property_history 工单字段历史',
  ],
  zendesk: [
    'audit_log 审计日志',
    'brand 品牌',
    'daylight_time 夏令时',
    'domain_name 组织域名',
    'organization_tag 组织标签',
    'schedule 服务时间',
    'schedule_holiday 节假日',
    'ticket 工单',
    'ticket_chat 聊天',
    'ticket_chat_event 聊天消息',
    'ticket_comment 工单评论',
    'ticket_field_history 工单字段历史',
    'ticket_form_history 工单表单历史',
    'ticket_schedule 工单的服务时间',
    'ticket_tag 工单标签',
    'time_zone 时区',
    'user_tag 用户标签',
  ],
  dynamics: [
    'incident 服务案例',
    'msdyn_customerasset 客户资产',
    'msdyn_workorder 工作订单',
    'msdyn_workorderproduct 工作订单产品',
    'stringmap 选项集',
  ],
}

test.runIf(isHere)('the tables of three other systems are taken in, or told to hold no records', { timeout: 120_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  const rows = manifestRows()

  for (const [file, object, skipped = 0] of records) {
    const path = `crm-exports/${file}.csv`
    const created = (rows.get(path) ?? 0) - skipped
    expect.soft(await take(path), file).toEqual({ object, created, updated: 0, skipped, rejected: 0, why: [] })
  }

  const context = await workspace.again(workspace.admin)
  const only = async (object: string, filter: { field: string; value: string }, fields: string[]) =>
    recordsOf(await context.list({ object, filter: { field: filter.field, op: 'is', value: filter.value }, fields }))[0]
  expect(await only('user', { field: 'email', value: 'user01@email.com' }, ['name'])).toMatchObject({ name: 'Jean-Luc Picard' })
  expect(await only('contact', { field: 'account.name', value: 'SampleCompany' }, ['name', 'createdAt'])).toMatchObject({
    // Connectors write UTC without saying so.
    createdAt: '2021-04-01T17:32:47.000Z',
  })
  expect(await context.count({ object: 'activity', filter: { field: 'type', op: 'is', value: 'meeting' } })).toEqual({
    count: 100,
    exact: true,
  })
  expect(await context.count({ object: 'opportunity', filter: { field: 'stage', op: 'isEmpty' } })).toEqual({ count: 0, exact: true })
})

test.runIf(isHere)('tables that hold no records say what they are, and nothing is made of them', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)

  for (const [system, tables] of Object.entries(others)) {
    for (const [file, table] of tables.map((line) => line.split(' '))) {
      const outcome = await take(`crm-exports/${system}/${file}_data.csv`)
      expect.soft(outcome, `${system}/${file}`).toMatchObject({ refused: 'import_no_records', told: { table } })
    }
  }
  // Its owner and two columns of figures could be anything.
  expect(await take('crm-exports/dynamics/systemuser_data.csv')).toEqual({ refused: 'import_object_unknown' })
})

test.runIf(isHere)('none of the 90 tables is passed over', () => {
  const told = Object.entries(others).flatMap(([system, tables]) =>
    tables.map((line) => `crm-exports/${system}/${line.split(' ')[0]}_data.csv`),
  )
  const all = [...records.map(([file]) => `crm-exports/${file}.csv`), ...told, 'crm-exports/dynamics/systemuser_data.csv']
  const listed = [...manifestRows().keys()].filter((path) => path.startsWith('crm-exports/'))
  expect(all.sort()).toEqual(listed.sort())
  expect(listed).toHaveLength(90)
})
