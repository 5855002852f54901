import type { ImportSystem } from '../../../engine/index.ts'
import { from, history, ifKnown, links, log, notKept, others, settings, utc } from './rules.ts'

const made = { ...from(utc('#createdAt'), 'created_at'), ...from(utc('#changedAt'), 'updated_at') }

/** Zendesk's tables, as its interface and connectors hand them out. */
export const zendesk: ImportSystem = {
  key: 'zendesk',
  label: { zh: 'Zendesk', en: 'Zendesk' },
  tables: [
    {
      label: { zh: '组织', en: 'Organizations' },
      has: ['shared_tickets', 'shared_comments', 'name', 'details|notes'],
      object: 'account',
      columns: { ...from('#key', 'id'), ...made, ...from('name', 'name') },
      fill: { description: '{details}\n{notes}' },
    },
    {
      label: { zh: '用户', en: 'Users' },
      has: ['name', 'email', 'role', 'organization_id', 'ticket_restriction'],
      object: 'contact',
      columns: {
        ...from('#key', 'id'),
        ...made,
        ...from('name', 'name'),
        ...from(ifKnown('email'), 'email'),
        ...from('phone', 'phone'),
        ...from(ifKnown('account'), 'organization_id'),
      },
      fill: { description: '{details}\n{notes}' },
    },
    {
      label: { zh: '坐席组', en: 'Groups' },
      has: ['id', 'name', 'url', 'created_at', 'updated_at', '_fivetran_synced', '_fivetran_deleted'],
      alone: true,
      object: 'department',
      columns: { ...from('#key', 'id'), ...made, ...from('name', 'name') },
    },
    ...others(history, [
      { zh: '工单字段历史', en: 'Ticket field history', has: ['field_name', 'ticket_id', 'updated', 'value'] },
      { zh: '工单表单历史', en: 'Ticket form history', has: ['display_name', 'end_user_visible', 'name'] },
    ]),
    ...others(links, [
      { zh: '组织标签', en: 'Organization tags', has: ['organization_id', 'tag'] },
      { zh: '用户标签', en: 'User tags', has: ['user_id', 'tag'] },
      { zh: '工单标签', en: 'Ticket tags', has: ['ticket_id', 'tag'] },
      { zh: '组织域名', en: 'Organization domains', has: ['organization_id', 'domain_name'] },
      { zh: '工单的服务时间', en: 'Schedules of tickets', has: ['ticket_id', 'schedule_id'] },
    ]),
    ...others(settings, [
      { zh: '品牌', en: 'Brands', has: ['brand_url', 'has_help_center', 'subdomain'] },
      { zh: '服务时间', en: 'Schedules', has: ['start_time_utc', 'end_time_utc', 'time_zone'] },
      { zh: '节假日', en: 'Holidays', has: ['schedule_id', 'start_date', 'end_date', 'name'] },
      { zh: '夏令时', en: 'Daylight saving', has: ['time_zone', 'daylight_offset', 'year'] },
      { zh: '时区', en: 'Time zones', has: ['time_zone', 'standard_offset'] },
    ]),
    ...others(notKept, [
      { zh: '工单', en: 'Tickets', has: ['requester_id', 'submitter_id', 'status', 'subject'] },
      { zh: '工单评论', en: 'Ticket comments', has: ['ticket_id', 'body', 'public', 'voice_comment'] },
      { zh: '聊天', en: 'Chats', has: ['chat_id', 'channel', 'ticket_id', 'visitor_id'] },
      { zh: '聊天消息', en: 'Chat messages', has: ['chat_id', 'chat_index', 'message'] },
    ]),
    ...others(log, [{ zh: '审计日志', en: 'Audit log', has: ['actor_id', 'change_description', 'source_type'] }]),
  ],
}
