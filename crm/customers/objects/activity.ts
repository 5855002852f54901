import { defineObject, field, mentionedIn, type RecordOf } from '../../../engine/index.ts'
import { readChecklist } from '../rules/checklist.ts'
import { onTheWall } from '../rules/on-the-wall.ts'

/** Planned or done work: task, call, meeting, visit, note. On any record; the account and contact it is about stand beside it. */
export const activity = defineObject({
  key: 'activity',
  label: { zh: '跟进', en: 'Activity' },
  plural: { zh: '跟进', en: 'Activities' },
  route: 'activities',
  area: 'customers',
  icon: 'notebook-pen',
  title: 'subject',
  fields: {
    subject: field.text({ label: { zh: '主题', en: 'Subject' }, required: true, max: 300, searched: true, pinyin: true }),
    type: field.choice('activity-type', { label: { zh: '类型', en: 'Type' }, required: true, default: 'note' }),
    status: field.choice('activity-status', { label: { zh: '状态', en: 'Status' }, required: true, default: 'done', indexed: true }),
    regarding: field.anyReference({ label: { zh: '关于', en: 'Regarding' } }),
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' } }),
    contact: field.reference('contact', { label: { zh: '联系人', en: 'Contact' } }),
    occurAt: field.dateTime({ label: { zh: '时间', en: 'When' }, indexed: true, default: 'now' }),
    endAt: field.dateTime({ label: { zh: '结束时间', en: 'Until' } }),
    dueAt: field.dateTime({ label: { zh: '截止时间', en: 'Due' }, indexed: true }),
    allDay: field.boolean({ label: { zh: '全天', en: 'All day' }, default: false }),
    // A calendar item is agreed by what a clock on the wall shows: the zone and that time stand beside the instant.
    timeZone: field.text({ label: { zh: '时区', en: 'Time zone' }, max: 60, format: 'timeZone' }),
    wallTime: field.text({ label: { zh: '当地时间', en: 'Local time' }, max: 19, readOnly: true }),
    recurrence: field.text({ label: { zh: '重复', en: 'Repeats' }, max: 500, sparse: true, format: 'recurrence' }),
    extraTimes: field.longText({ label: { zh: '加开时间', en: 'Extra times' }, readOnly: true }),
    repeatsUntil: field.dateTime({ label: { zh: '重复到', en: 'Repeats until' }, readOnly: true }),
    // One time of a series that differs from its rule, or is done.
    series: field.reference('activity', {
      label: { zh: '所属重复日程', en: 'Series' },
      whenDeleted: 'clear',
      sparse: true,
      readOnly: true,
    }),
    instance: field.text({ label: { zh: '原定当地时间', en: 'Planned as' }, max: 19, readOnly: true }),
    priority: field.choice('priority', { label: { zh: '优先级', en: 'Priority' } }),
    method: field.choice('contact-method', { label: { zh: '联系方式', en: 'Method' } }),
    direction: field.choice('contact-direction', { label: { zh: '联系方向', en: 'Direction' } }),
    minutes: field.number({ label: { zh: '用时（分钟）', en: 'Minutes' }, min: 0 }),
    place: field.text({ label: { zh: '地点', en: 'Place' }, max: 200 }),
    // What belongs to it, in order: [{ text, done }].
    checklist: field.json({ label: { zh: '清单', en: 'Checklist' } }),
    remindBefore: field.number({
      label: { zh: '提前提醒（分钟）', en: 'Remind before (min)' },
      min: 0,
      max: 2880,
      help: { zh: '空着就按个人设置', en: 'Empty: as set for oneself' },
    }),
    content: field.longText({ label: { zh: '内容', en: 'Content' }, searched: true }),
    // Follows from the content: names stand there as references, so that a colleague who is renamed is shown by the new name.
    mentions: field.references('user', { label: { zh: '提到的人', en: 'Mentions' }, readOnly: true }),
    answerTo: field.reference('activity', { label: { zh: '回复', en: 'In reply to' }, whenDeleted: 'clear' }),
    // Written by check-in and check-out alone, with the moment and the place of the device.
    checkInAt: field.dateTime({ label: { zh: '签到时间', en: 'Checked in' }, readOnly: true }),
    checkInLocation: field.choice('visit-location', { label: { zh: '签到定位', en: 'Position at check-in' }, readOnly: true }),
    checkInDistance: field.number({ label: { zh: '距客户（米）', en: 'Metres from customer' }, readOnly: true }),
    checkInFar: field.boolean({ label: { zh: '远离客户签到', en: 'Checked in far away' }, readOnly: true }),
    checkInAccuracy: field.number({ label: { zh: '签到定位精度（米）', en: 'Accuracy at check-in (m)' }, readOnly: true }),
    checkInLatitude: field.number({ label: { zh: '签到纬度', en: 'Latitude at check-in' }, approximate: true, readOnly: true }),
    checkInLongitude: field.number({ label: { zh: '签到经度', en: 'Longitude at check-in' }, approximate: true, readOnly: true }),
    checkOutAt: field.dateTime({ label: { zh: '签退时间', en: 'Checked out' }, readOnly: true }),
    checkOutDistance: field.number({ label: { zh: '签退时距客户（米）', en: 'Metres from customer at check-out' }, readOnly: true }),
    checkOutLatitude: field.number({ label: { zh: '签退纬度', en: 'Latitude at check-out' }, approximate: true, readOnly: true }),
    checkOutLongitude: field.number({ label: { zh: '签退经度', en: 'Longitude at check-out' }, approximate: true, readOnly: true }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  async prepare({ values: given, before, reader }) {
    const checklist = readChecklist(given.checklist)
    const values = given.checklist === undefined ? given : { ...given, checklist: checklist as unknown as typeof given.checklist }
    const placed = onTheWall(values, before, reader.principal.timeZone)
    const mentions = mentionedIn(typeof values.content === 'string' ? values.content : '')
    // Most mention nobody: a list that stays empty is not a change.
    return mentions.length > 0 || values.mentions ? { ...placed, mentions } : placed
  },
  recurs: {
    rule: 'recurrence',
    at: 'occurAt',
    wall: 'wallTime',
    zone: 'timeZone',
    along: ['endAt', 'dueAt'],
    end: 'endAt',
    due: 'dueAt',
    extra: 'extraTimes',
    last: 'repeatsUntil',
    series: 'series',
    instance: 'instance',
  },
  notifies: {
    mentions: 'mentions',
    answers: 'answerTo',
    due: {
      at: 'dueAt',
      open: { field: 'status', is: 'planned' },
      remind: 'remindBefore',
      starts: { at: 'occurAt', unless: { field: 'type', is: 'task' } },
    },
  },
  access: { by: 'owner', via: ['account', 'regarding'] },
  transfers: {
    with: ['account', 'regarding'],
    open: {
      filter: { field: 'status', op: 'is', value: 'planned' },
      label: { zh: '计划中的跟进', en: 'Planned activities' },
      others: { zh: '已完成的跟进', en: 'Finished activities' },
    },
  },
  list: { columns: ['subject', 'type', 'status', 'account', 'contact', 'occurAt', 'dueAt', 'owner'], sort: ['-occurAt'] },
  page: {
    facts: ['type', 'status', 'occurAt', 'dueAt', 'owner'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: [
          'subject',
          'type',
          'status',
          'priority',
          'regarding',
          'account',
          'contact',
          'occurAt',
          'endAt',
          'allDay',
          'recurrence',
          'dueAt',
          'method',
          'direction',
          'minutes',
          'remindBefore',
          'place',
          'checklist',
          'content',
          'owner',
        ],
      },
      {
        label: { zh: '签到', en: 'Check-in' },
        fields: ['checkInAt', 'checkInLocation', 'checkInDistance', 'checkInFar', 'checkInAccuracy', 'checkOutAt', 'checkOutDistance'],
      },
    ],
  },
  timeline: { on: ['account', 'contact', 'regarding'], at: 'occurAt', kind: 'type' },
  // The first deadline of a customer is looked for whenever planned work is done.
  partialIndexes: [{ fields: ['account', 'dueAt'], where: { field: 'status', is: 'planned' } }],
  indexes: [
    ['account', 'occurAt'],
    // A calendar reads the work of some people between two moments.
    ['owner', 'occurAt'],
    ['owner', 'dueAt'],
    // And the few that repeat.
    ['owner', 'recurrence'],
  ],
  uniques: [['series', 'instance']],
})

export type Activity = RecordOf<typeof activity>
