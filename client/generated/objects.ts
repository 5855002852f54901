// Written by `npm run generate` from the declarations of the objects; a test fails when it is stale.
import type { Address, AnyRecordLink, ListMoves, Money, RecordJson, RecordLink } from '../types.ts'

/** 不在岗 · Absence. A field is absent when it was not asked for, or is hidden from this reader. */
export type Absence = RecordJson & {
  /** 原因 · Reason (text) */
  reason?: string
  /** 谁 · Who (user) */
  owner?: RecordLink
  /** 从 · From (dateTime) */
  startAt?: string
  /** 到 · Until (dateTime) */
  endAt?: string
}
export type NewAbsence = {
  reason: string
  owner?: string | { id: string }
  startAt: string
  endAt: string
  [custom: string]: unknown
}
export type AbsenceChanges = Partial<NewAbsence>

/** 客户 · Customer. A field is absent when it was not asked for, or is hidden from this reader. */
export type Account = RecordJson & {
  /** 客户编号 · Number (autoNumber) */
  number?: string | null
  /** 客户名称 · Customer (text) */
  name?: string
  /** 简称 · Short name (text) */
  shortName?: string | null
  /** 英文名称 · English name (text) */
  englishName?: string | null
  /** 证券代码 · Ticker (text) */
  code?: string | null
  /** 客户性质 · Kind (choice, choice list account-kind) */
  kind?: string | null
  /** 状态 · Status (choice, choice list account-status) */
  status?: string | null
  /** 类型 · Type (choice, choice list account-type) */
  type?: string | null
  /** 生命周期 · Lifecycle (choice, choice list lifecycle-stage) */
  lifecycle?: string | null
  /** 阶段变更原因 · Why at this stage (text) */
  lifecycleReason?: string | null
  /** 级别 · Level (choice, choice list account-level) */
  level?: string | null
  /** 来源 · Source (choice, choice list account-source) */
  source?: string | null
  /** 行业 · Industry (choice, choice list industry) */
  industry?: string | null
  /** 区域 · Region (region) */
  region?: string | null
  /** 地址 · Address (address) */
  address?: Address | null
  /** 纬度 · Latitude (number) */
  latitude?: number | null
  /** 经度 · Longitude (number) */
  longitude?: number | null
  /** 国家/地区 · Country (text) */
  country?: string | null
  /** 电话 · Phone (phone) */
  phone?: string | null
  /** 邮箱 · E-mail (email) */
  email?: string | null
  /** 网站 · Website (url) */
  website?: string | null
  /** 所属集团 · Parent (reference, account) */
  parent?: RecordLink | null
  /** 员工人数 · Employees (number) */
  employees?: number | null
  /** 年营业额 · Annual revenue (money) */
  annualRevenue?: Money | null
  /** 成立年份 · Founded (number) */
  foundedYear?: number | null
  /** 上市日期 · Listed on (date) */
  listedOn?: string | null
  /** 推荐客户 · Referred by (reference, account) */
  referredBy?: RecordLink | null
  /** 税号 · Tax number (text) */
  taxNumber?: string | null
  /** 开户行 · Bank (text) */
  bankName?: string | null
  /** 账号 · Bank account (text) */
  bankAccount?: string | null
  /** 信用额度 · Credit limit (money) */
  creditLimit?: Money | null
  /** 付款条件 · Payment terms (choice, choice list payment-terms) */
  paymentTerms?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
  /** 可联系渠道 · May be reached by (multiChoice, choice list consent-channel) */
  consents?: string[] | null
  /** 分配规则 · Assigned by (reference, assignmentRule) */
  assignedBy?: RecordLink | null
  /** 标签 · Tags (references, tag) */
  tags?: RecordLink[] | null
  /** 最近跟进 · Last touch (dateTime) */
  lastActivityAt?: string | null
  /** 下次跟进 · Next touch (dateTime) */
  nextActivityAt?: string | null
  /** 在途商机 · Open pipeline (money) */
  openPipeline?: Money | null
  /** 在途商机数 · Open opportunities (number) */
  openOpportunities?: number | null
  /** 累计成交 · Won in total (money) */
  wonAmount?: Money | null
  /** 成交次数 · Won opportunities (number) */
  wonOpportunities?: number | null
  /** 最近成交 · Last won (date) */
  lastWonOn?: string | null
  /** 待办数 · Open tasks (number) */
  openTasks?: number | null
  /** 最早截止 · Earliest due (dateTime) */
  earliestDueAt?: string | null
  /** 联系人数 · Contacts (number) */
  contactCount?: number | null
  /** 往来 · 12 周 · 12 weeks (json) */
  rhythm?: unknown
  /** 健康度 · Health (number) */
  health?: number | null
  /** 上月健康度 · Health last month (number) */
  healthLastMonth?: number | null
  /** 健康度日期 · Health as of (date) */
  healthOn?: string | null
  /** 备注 · Notes (longText) */
  description?: string | null
  /** 公海 · Pool (reference, pool) */
  pool?: RecordLink | null
  /** 进入公海时间 · In the pool since (dateTime) */
  poolEnteredAt?: string | null
  /** 进入公海原因 · Why in the pool (choice, choice list pool-reason) */
  poolReason?: string | null
  /** 前负责人 · Previous owner (user) */
  previousOwner?: RecordLink | null
  /** 来自公海 · From the pool (reference, pool) */
  lastPool?: RecordLink | null
  /** 负责人接手时间 · Held since (dateTime) */
  heldSince?: string | null
  /** 保护至 · Protected until (dateTime) */
  protectedUntil?: string | null
}
export type NewAccount = {
  name: string
  shortName?: string | null
  englishName?: string | null
  code?: string | null
  kind?: string | null
  status?: string | null
  type?: string | null
  level?: string | null
  source?: string | null
  industry?: string | null
  region?: string | null
  address?: Address | null
  latitude?: number | null
  longitude?: number | null
  country?: string | null
  phone?: string | null
  email?: string | null
  website?: string | null
  parent?: string | { id: string } | null
  employees?: number | null
  annualRevenue?: Money | string | null
  foundedYear?: number | null
  listedOn?: string | null
  referredBy?: string | { id: string } | null
  taxNumber?: string | null
  bankName?: string | null
  bankAccount?: string | null
  creditLimit?: Money | string | null
  paymentTerms?: string | null
  owner?: string | { id: string } | null
  tags?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  nextActivityAt?: string | null
  description?: string | null
  [custom: string]: unknown
}
export type AccountChanges = Partial<NewAccount>

/** 客户地址 · Customer address. A field is absent when it was not asked for, or is hidden from this reader. */
export type AccountAddress = RecordJson & {
  /** 客户 · Customer (reference, account) */
  account?: RecordLink
  /** 用途 · Used for (choice, choice list address-kind) */
  kind?: string
  /** 收件人 · Recipient (text) */
  recipient?: string
  /** 电话 · Phone (phone) */
  phone?: string | null
  /** 地址 · Address (address) */
  address?: Address
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewAccountAddress = {
  account: string | { id: string }
  kind?: string
  recipient: string
  phone?: string | null
  address: Address
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type AccountAddressChanges = Partial<NewAccountAddress>

/** 任职关系 · Role at customer. A field is absent when it was not asked for, or is hidden from this reader. */
export type AccountContact = RecordJson & {
  /** 客户 · Customer (reference, account) */
  account?: RecordLink
  /** 联系人 · Contact (reference, contact) */
  contact?: RecordLink
  /** 职务 · Role (text) */
  roleTitle?: string
  /** 决策角色 · Decision role (choice, choice list decision-role) */
  decisionRole?: string | null
  /** 开始日期 · Since (date) */
  since?: string | null
  /** 结束日期 · Until (date) */
  until?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewAccountContact = {
  account: string | { id: string }
  contact: string | { id: string }
  roleTitle: string
  decisionRole?: string | null
  since?: string | null
  until?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type AccountContactChanges = Partial<NewAccountContact>

/** 跟进 · Activity. A field is absent when it was not asked for, or is hidden from this reader. */
export type Activity = RecordJson & {
  /** 主题 · Subject (text) */
  subject?: string
  /** 类型 · Type (choice, choice list activity-type) */
  type?: string
  /** 状态 · Status (choice, choice list activity-status) */
  status?: string
  /** 关于 · Regarding (reference) */
  regarding?: AnyRecordLink | null
  /** 客户 · Customer (reference, account) */
  account?: RecordLink | null
  /** 联系人 · Contact (reference, contact) */
  contact?: RecordLink | null
  /** 时间 · When (dateTime) */
  occurAt?: string | null
  /** 结束时间 · Until (dateTime) */
  endAt?: string | null
  /** 截止时间 · Due (dateTime) */
  dueAt?: string | null
  /** 全天 · All day (boolean) */
  allDay?: boolean | null
  /** 时区 · Time zone (text) */
  timeZone?: string | null
  /** 当地时间 · Local time (text) */
  wallTime?: string | null
  /** 重复 · Repeats (text) */
  recurrence?: string | null
  /** 加开时间 · Extra times (longText) */
  extraTimes?: string | null
  /** 重复到 · Repeats until (dateTime) */
  repeatsUntil?: string | null
  /** 所属重复日程 · Series (reference, activity) */
  series?: RecordLink | null
  /** 原定当地时间 · Planned as (text) */
  instance?: string | null
  /** 优先级 · Priority (choice, choice list priority) */
  priority?: string | null
  /** 联系方式 · Method (choice, choice list contact-method) */
  method?: string | null
  /** 联系方向 · Direction (choice, choice list contact-direction) */
  direction?: string | null
  /** 用时（分钟） · Minutes (number) */
  minutes?: number | null
  /** 地点 · Place (text) */
  place?: string | null
  /** 清单 · Checklist (json) */
  checklist?: unknown
  /** 提前提醒（分钟） · Remind before (min) (number) */
  remindBefore?: number | null
  /** 内容 · Content (longText) */
  content?: string | null
  /** 提到的人 · Mentions (references, user) */
  mentions?: RecordLink[] | null
  /** 回复 · In reply to (reference, activity) */
  answerTo?: RecordLink | null
  /** 签到时间 · Checked in (dateTime) */
  checkInAt?: string | null
  /** 签到定位 · Position at check-in (choice, choice list visit-location) */
  checkInLocation?: string | null
  /** 距客户（米） · Metres from customer (number) */
  checkInDistance?: number | null
  /** 远离客户签到 · Checked in far away (boolean) */
  checkInFar?: boolean | null
  /** 签到定位精度（米） · Accuracy at check-in (m) (number) */
  checkInAccuracy?: number | null
  /** 签到纬度 · Latitude at check-in (number) */
  checkInLatitude?: number | null
  /** 签到经度 · Longitude at check-in (number) */
  checkInLongitude?: number | null
  /** 签退时间 · Checked out (dateTime) */
  checkOutAt?: string | null
  /** 签退时距客户（米） · Metres from customer at check-out (number) */
  checkOutDistance?: number | null
  /** 签退纬度 · Latitude at check-out (number) */
  checkOutLatitude?: number | null
  /** 签退经度 · Longitude at check-out (number) */
  checkOutLongitude?: number | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewActivity = {
  subject: string
  type?: string
  status?: string
  regarding?: { object: string; id: string } | null
  account?: string | { id: string } | null
  contact?: string | { id: string } | null
  occurAt?: string | null
  endAt?: string | null
  dueAt?: string | null
  allDay?: boolean | null
  timeZone?: string | null
  recurrence?: string | null
  priority?: string | null
  method?: string | null
  direction?: string | null
  minutes?: number | null
  place?: string | null
  checklist?: unknown
  remindBefore?: number | null
  content?: string | null
  answerTo?: string | { id: string } | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type ActivityChanges = Partial<NewActivity>

/** 跟进模板 · Activity template. A field is absent when it was not asked for, or is hidden from this reader. */
export type ActivityTemplate = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 类型 · Type (choice, choice list activity-type) */
  type?: string
  /** 主题 · Subject (text) */
  subject?: string
  /** 优先级 · Priority (choice, choice list priority) */
  priority?: string | null
  /** 用时（分钟） · Minutes (number) */
  minutes?: number | null
  /** 几个工作日后截止 · Due after working days (number) */
  dueWorkdays?: number | null
  /** 清单 · Checklist (longText) */
  checklist?: string | null
  /** 话术与说明 · Script (longText) */
  content?: string | null
  /** 谁可见 · Seen by (choice, choice list view-audience) */
  audience?: string
  /** 所有者 · Owner (user) */
  owner?: RecordLink | null
}
export type NewActivityTemplate = {
  name: string
  type?: string
  subject: string
  priority?: string | null
  minutes?: number | null
  dueWorkdays?: number | null
  checklist?: string | null
  content?: string | null
  audience?: string
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type ActivityTemplateChanges = Partial<NewActivityTemplate>

/** 分配规则 · Assignment rule. A field is absent when it was not asked for, or is hidden from this reader. */
export type AssignmentRule = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 对象 · Object (text) */
  object?: string
  /** 排序 · Order (number) */
  position?: number
  /** 启用 · Active (boolean) */
  active?: boolean
  /** 条件 · Condition (json) */
  filter?: unknown
  /** 方式 · Way (choice, choice list assignment-way) */
  way?: string
  /** 分配给 · Given to (references, user) */
  receivers?: RecordLink[] | null
  /** 接收人顺序 · Order of receivers (json) */
  receiverOrder?: unknown
  /** 以及部门成员 · And people of (references, department) */
  departments?: RecordLink[] | null
  /** 需要的技能 · With the skills (multiChoice, choice list skill) */
  skills?: string[] | null
  /** 每人最多持有 · Each holds at most (number) */
  most?: number | null
  /** 工作时间从 · Working hours from (text) */
  hoursFrom?: string | null
  /** 工作时间到 · Working hours until (text) */
  hoursTo?: string | null
  /** 只在工作日 · On working days only (boolean) */
  workdaysOnly?: boolean
}
export type NewAssignmentRule = {
  name: string
  object: string
  position?: number
  active?: boolean
  filter?: unknown
  way?: string
  receivers?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  receiverOrder?: unknown
  departments?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  skills?: string[] | ListMoves<string> | null
  most?: number | null
  hoursFrom?: string | null
  hoursTo?: string | null
  workdaysOnly?: boolean
  [custom: string]: unknown
}
export type AssignmentRuleChanges = Partial<NewAssignmentRule>

/** 选项 · Choice. A field is absent when it was not asked for, or is hidden from this reader. */
export type Choice = RecordJson & {
  /** 列表 · List (text) */
  list?: string
  /** 键 · Key (text) */
  key?: string
  /** 中文名称 · Chinese label (text) */
  labelZh?: string
  /** 英文名称 · English label (text) */
  labelEn?: string
  /** 颜色 · Colour (text) */
  color?: string | null
  /** 排序 · Order (number) */
  position?: number
  /** 启用 · Active (boolean) */
  active?: boolean
  /** 已并入 · Merged into (text) */
  mergedInto?: string | null
}
export type NewChoice = {
  list: string
  key: string
  labelZh: string
  labelEn: string
  color?: string | null
  position?: number
  active?: boolean
  [custom: string]: unknown
}
export type ChoiceChanges = Partial<NewChoice>

/** 同意记录 · Consent. A field is absent when it was not asked for, or is hidden from this reader. */
export type Consent = RecordJson & {
  /** 记录 · Record (text) */
  summary?: string | null
  /** 联系人 · Contact (reference, contact) */
  contact?: RecordLink | null
  /** 客户 · Customer (reference, account) */
  account?: RecordLink | null
  /** 渠道 · Channel (choice, choice list consent-channel) */
  channel?: string
  /** 表示 · Said (choice, choice list consent-state) */
  state?: string
  /** 时间 · When (dateTime) */
  at?: string
  /** 来源 · Source (choice, choice list consent-source) */
  source?: string
  /** 文本版本 · Version of the text (reference, consentText) */
  text?: RecordLink | null
  /** 凭据 · Evidence (longText) */
  evidence?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewConsent = {
  contact?: string | { id: string } | null
  account?: string | { id: string } | null
  channel: string
  state?: string
  at?: string
  source: string
  text?: string | { id: string } | null
  evidence?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type ConsentChanges = Partial<NewConsent>

/** 同意文本 · Consent text. A field is absent when it was not asked for, or is hidden from this reader. */
export type ConsentText = RecordJson & {
  /** 名称与版本 · Name and version (text) */
  name?: string
  /** 内容 · Content (longText) */
  content?: string
  /** 启用日期 · Used from (date) */
  usedFrom?: string
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewConsentText = {
  name: string
  content: string
  usedFrom?: string
  active?: boolean
  [custom: string]: unknown
}
export type ConsentTextChanges = Partial<NewConsentText>

/** 联系人 · Contact. A field is absent when it was not asked for, or is hidden from this reader. */
export type Contact = RecordJson & {
  /** 姓名 · Name (text) */
  name?: string
  /** 客户 · Customer (reference, account) */
  account?: RecordLink | null
  /** 职务 · Job title (text) */
  jobTitle?: string | null
  /** 部门 · Department (text) */
  department?: string | null
  /** 决策角色 · Decision role (choice, choice list decision-role) */
  decisionRole?: string | null
  /** 上级 · Reports to (reference, contact) */
  reportsTo?: RecordLink | null
  /** 手机 · Mobile (phone) */
  mobile?: string | null
  /** 座机 · Phone (phone) */
  phone?: string | null
  /** 邮箱 · E-mail (email) */
  email?: string | null
  /** 微信 · WeChat (text) */
  wechat?: string | null
  /** 性别 · Gender (choice, choice list gender) */
  gender?: string | null
  /** 生日 · Birthday (date) */
  birthday?: string | null
  /** 地址 · Address (address) */
  address?: Address | null
  /** 偏好 · Preferences (longText) */
  preferences?: string | null
  /** 可联系渠道 · May be reached by (multiChoice, choice list consent-channel) */
  consents?: string[] | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
  /** 标签 · Tags (references, tag) */
  tags?: RecordLink[] | null
  /** 最近跟进 · Last touch (dateTime) */
  lastActivityAt?: string | null
  /** 待办数 · Open tasks (number) */
  openTasks?: number | null
  /** 备注 · Notes (longText) */
  description?: string | null
}
export type NewContact = {
  name: string
  account?: string | { id: string } | null
  jobTitle?: string | null
  department?: string | null
  decisionRole?: string | null
  reportsTo?: string | { id: string } | null
  mobile?: string | null
  phone?: string | null
  email?: string | null
  wechat?: string | null
  gender?: string | null
  birthday?: string | null
  address?: Address | null
  preferences?: string | null
  owner?: string | { id: string } | null
  tags?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  description?: string | null
  [custom: string]: unknown
}
export type ContactChanges = Partial<NewContact>

/** 自定义字段 · Custom field. A field is absent when it was not asked for, or is hidden from this reader. */
export type CustomField = RecordJson & {
  /** 对象 · Object (text) */
  object?: string
  /** 键 · Key (text) */
  key?: string
  /** 类型 · Kind (text) */
  kind?: string
  /** 中文名称 · Chinese label (text) */
  labelZh?: string
  /** 英文名称 · English label (text) */
  labelEn?: string
  /** 必填 · Required (boolean) */
  required?: boolean
  /** 可搜索 · Searched (boolean) */
  searched?: boolean
  /** 选项列表 · Choice list (text) */
  list?: string | null
  /** 关联对象 · Points at (text) */
  target?: string | null
  /** 小数位 · Decimals (number) */
  decimals?: number | null
  /** 字段权限类 · Read class (text) */
  readClass?: string | null
  /** 个人信息 · Personal data (boolean) */
  personal?: boolean
  /** 存储槽 · Slot (text) */
  slot?: string | null
  /** 可排序 · Sortable (boolean) */
  sortable?: boolean
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewCustomField = {
  object: string
  key: string
  kind: string
  labelZh: string
  labelEn: string
  required?: boolean
  searched?: boolean
  list?: string | null
  target?: string | null
  decimals?: number | null
  readClass?: string | null
  personal?: boolean
  active?: boolean
  [custom: string]: unknown
}
export type CustomFieldChanges = Partial<NewCustomField>

/** 客户需求 · Customer need. A field is absent when it was not asked for, or is hidden from this reader. */
export type CustomerNeed = RecordJson & {
  /** 需求 · Need (text) */
  name?: string
  /** 客户 · Customer (reference, account) */
  account?: RecordLink
  /** 提出人 · Raised by (reference, contact) */
  contact?: RecordLink | null
  /** 状态 · State (choice, choice list need-state) */
  state?: string
  /** 优先级 · Priority (choice, choice list priority) */
  priority?: string | null
  /** 需要日期 · Needed on (date) */
  neededOn?: string | null
  /** 约定的服务标准 · Standard of service agreed (longText) */
  serviceStandard?: string | null
  /** 所需资源 · Resources (longText) */
  resources?: string | null
  /** 说明 · Description (longText) */
  description?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewCustomerNeed = {
  name: string
  account: string | { id: string }
  contact?: string | { id: string } | null
  state?: string
  priority?: string | null
  neededOn?: string | null
  serviceStandard?: string | null
  resources?: string | null
  description?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type CustomerNeedChanges = Partial<NewCustomerNeed>

/** 部门 · Department. A field is absent when it was not asked for, or is hidden from this reader. */
export type Department = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 上级部门 · Parent department (reference, department) */
  parent?: RecordLink | null
  /** 负责人 · Head (user) */
  manager?: RecordLink | null
}
export type NewDepartment = {
  name: string
  parent?: string | { id: string } | null
  manager?: string | { id: string } | null
  [custom: string]: unknown
}
export type DepartmentChanges = Partial<NewDepartment>

/** 汇率 · Exchange rate. A field is absent when it was not asked for, or is hidden from this reader. */
export type ExchangeRate = RecordJson & {
  /** 货币 · Currency (text) */
  currency?: string
  /** 日期 · From (date) */
  date?: string
  /** 汇率 · Rate (number) */
  rate?: number
}
export type NewExchangeRate = {
  currency: string
  date?: string
  rate: number
  [custom: string]: unknown
}
export type ExchangeRateChanges = Partial<NewExchangeRate>

/** 第二数据 · Second-source fact. A field is absent when it was not asked for, or is hidden from this reader. */
export type ExternalFact = RecordJson & {
  /** 指标 · Fact (text) */
  name?: string
  /** 类别 · Kind (choice, choice list external-fact-kind) */
  kind?: string
  /** 值 · Value (text) */
  value?: string
  /** 客户 · Customer (reference, account) */
  account?: RecordLink
  /** 联系人 · Contact (reference, contact) */
  contact?: RecordLink | null
  /** 来源 · Source (text) */
  source?: string
  /** 采集日期 · Collected on (date) */
  collectedOn?: string
  /** 有效期至 · Valid until (date) */
  validUntil?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewExternalFact = {
  name: string
  kind?: string
  value: string
  account: string | { id: string }
  contact?: string | { id: string } | null
  source: string
  collectedOn?: string
  validUntil?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type ExternalFactChanges = Partial<NewExternalFact>

/** 文件 · File. A field is absent when it was not asked for, or is hidden from this reader. */
export type File = RecordJson & {
  /** 文件名 · File name (text) */
  name?: string
  /** 关于 · Regarding (reference) */
  regarding?: AnyRecordLink | null
  /** 类型 · Type (text) */
  mediaType?: string | null
  /** 大小（字节） · Size (bytes) (number) */
  size?: number | null
  /** 内容校验值 · Content hash (text) */
  sha256?: string | null
  /** 上传人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewFile = {
  name: string
  regarding?: { object: string; id: string } | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type FileChanges = Partial<NewFile>

/** 健康度规则 · Health rule. A field is absent when it was not asked for, or is hidden from this reader. */
export type HealthRule = RecordJson & {
  /** 项目 · Part (choice, choice list health-part) */
  part?: string
  /** 权重 · Weight (number) */
  weight?: number
  /** 满分标准 · Full points at (number) */
  target?: number
}
export type NewHealthRule = {
  part: string
  weight?: number
  target?: number
  [custom: string]: unknown
}
export type HealthRuleChanges = Partial<NewHealthRule>

/** 节假日 · Holiday. A field is absent when it was not asked for, or is hidden from this reader. */
export type Holiday = RecordJson & {
  /** 日期 · Date (date) */
  date?: string
  /** 名称 · Name (text) */
  name?: string
  /** 照常上班（调休） · Worked (boolean) */
  isWorkday?: boolean | null
}
export type NewHoliday = {
  date: string
  name: string
  isWorkday?: boolean | null
  [custom: string]: unknown
}
export type HolidayChanges = Partial<NewHoliday>

/** 线索 · Lead. A field is absent when it was not asked for, or is hidden from this reader. */
export type Lead = RecordJson & {
  /** 姓名 · Name (text) */
  name?: string
  /** 公司 · Company (text) */
  companyName?: string | null
  /** 职务 · Job title (text) */
  jobTitle?: string | null
  /** 状态 · Status (choice, choice list lead-status) */
  status?: string
  /** 来源 · Source (choice, choice list account-source) */
  source?: string | null
  /** 合作意向 · Intent (longText) */
  intent?: string | null
  /** 手机 · Mobile (phone) */
  mobile?: string | null
  /** 座机 · Phone (phone) */
  phone?: string | null
  /** 邮箱 · E-mail (email) */
  email?: string | null
  /** 行业 · Industry (choice, choice list industry) */
  industry?: string | null
  /** 区域 · Region (region) */
  region?: string | null
  /** 网站 · Website (url) */
  website?: string | null
  /** 无效原因 · Why disqualified (choice, choice list disqualified-reason) */
  disqualifiedReason?: string | null
  /** 下次跟进 · Next touch (dateTime) */
  nextActivityAt?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
  /** 分配规则 · Assigned by (reference, assignmentRule) */
  assignedBy?: RecordLink | null
  /** 标签 · Tags (references, tag) */
  tags?: RecordLink[] | null
  /** 最近跟进 · Last touch (dateTime) */
  lastActivityAt?: string | null
  /** 待办数 · Open tasks (number) */
  openTasks?: number | null
  /** 备注 · Notes (longText) */
  description?: string | null
  /** 公海 · Pool (reference, pool) */
  pool?: RecordLink | null
  /** 进入公海时间 · In the pool since (dateTime) */
  poolEnteredAt?: string | null
  /** 进入公海原因 · Why in the pool (choice, choice list pool-reason) */
  poolReason?: string | null
  /** 前负责人 · Previous owner (user) */
  previousOwner?: RecordLink | null
  /** 来自公海 · From the pool (reference, pool) */
  lastPool?: RecordLink | null
  /** 负责人接手时间 · Held since (dateTime) */
  heldSince?: string | null
  /** 保护至 · Protected until (dateTime) */
  protectedUntil?: string | null
}
export type NewLead = {
  name: string
  companyName?: string | null
  jobTitle?: string | null
  status?: string
  source?: string | null
  intent?: string | null
  mobile?: string | null
  phone?: string | null
  email?: string | null
  industry?: string | null
  region?: string | null
  website?: string | null
  disqualifiedReason?: string | null
  nextActivityAt?: string | null
  owner?: string | { id: string } | null
  tags?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  description?: string | null
  [custom: string]: unknown
}
export type LeadChanges = Partial<NewLead>

/** 对象设置 · Object setting. A field is absent when it was not asked for, or is hidden from this reader. */
export type ObjectSetting = RecordJson & {
  /** 对象 · Object (text) */
  object?: string
  /** 中文名称 · Chinese label (text) */
  labelZh?: string | null
  /** 英文名称 · English label (text) */
  labelEn?: string | null
  /** 中文复数 · Chinese plural (text) */
  pluralZh?: string | null
  /** 英文复数 · English plural (text) */
  pluralEn?: string | null
  /** 图标 · Icon (text) */
  icon?: string | null
  /** 列表的列 · Columns of the list (json) */
  columns?: unknown
  /** 重复规则 · Rules for duplicates (json) */
  duplicates?: unknown
  /** 哪些算自己的 · What counts as one’s own (json) */
  mine?: unknown
}
export type NewObjectSetting = {
  object: string
  labelZh?: string | null
  labelEn?: string | null
  pluralZh?: string | null
  pluralEn?: string | null
  icon?: string | null
  columns?: unknown
  duplicates?: unknown
  mine?: unknown
  [custom: string]: unknown
}
export type ObjectSettingChanges = Partial<NewObjectSetting>

/** 商机 · Opportunity. A field is absent when it was not asked for, or is hidden from this reader. */
export type Opportunity = RecordJson & {
  /** 商机编号 · Number (autoNumber) */
  number?: string | null
  /** 名称 · Name (text) */
  name?: string
  /** 客户 · Customer (reference, account) */
  account?: RecordLink | null
  /** 联系人 · Contact (reference, contact) */
  contact?: RecordLink | null
  /** 销售管线 · Pipeline (reference, pipeline) */
  pipeline?: RecordLink
  /** 阶段 · Stage (reference, stage) */
  stage?: RecordLink
  /** 结果 · Outcome (choice, choice list stage-outcome) */
  outcome?: string | null
  /** 金额 · Amount (money) */
  amount?: Money | null
  /** 赢率 · Probability (percent) */
  probability?: number | null
  /** 加权金额 · Weighted amount (formula) */
  weightedAmount?: Money | null
  /** 预计成交 · Expected close (date) */
  closeDate?: string | null
  /** 开始日期 · Started (date) */
  startedOn?: string | null
  /** 预测类别 · Forecast category (choice, choice list forecast-category) */
  forecastCategory?: string | null
  /** 来源 · Source (choice, choice list account-source) */
  source?: string | null
  /** 产品 · Product (reference, product) */
  product?: RecordLink | null
  /** 下一步 · Next step (text) */
  nextStep?: string | null
  /** 下次跟进 · Next touch (dateTime) */
  nextActivityAt?: string | null
  /** 输单原因 · Loss reason (choice, choice list loss-reason) */
  lossReason?: string | null
  /** 最近跟进 · Last touch (dateTime) */
  lastActivityAt?: string | null
  /** 待办数 · Open tasks (number) */
  openTasks?: number | null
  /** 进入阶段 · In stage since (dateTime) */
  stageChangedAt?: string | null
  /** 外部编号 · External number (text) */
  externalNumber?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
  /** 标签 · Tags (references, tag) */
  tags?: RecordLink[] | null
  /** 备注 · Notes (longText) */
  description?: string | null
}
export type NewOpportunity = {
  name: string
  account?: string | { id: string } | null
  contact?: string | { id: string } | null
  pipeline: string | { id: string }
  stage: string | { id: string }
  amount?: Money | string | null
  probability?: number | null
  closeDate?: string | null
  startedOn?: string | null
  forecastCategory?: string | null
  source?: string | null
  product?: string | { id: string } | null
  nextStep?: string | null
  nextActivityAt?: string | null
  lossReason?: string | null
  externalNumber?: string | null
  owner?: string | { id: string } | null
  tags?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  description?: string | null
  [custom: string]: unknown
}
export type OpportunityChanges = Partial<NewOpportunity>

/** 销售管线 · Pipeline. A field is absent when it was not asked for, or is hidden from this reader. */
export type Pipeline = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 默认管线 · Default (boolean) */
  isDefault?: boolean
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewPipeline = {
  name: string
  isDefault?: boolean
  active?: boolean
  [custom: string]: unknown
}
export type PipelineChanges = Partial<NewPipeline>

/** 公海 · Pool. A field is absent when it was not asked for, or is hidden from this reader. */
export type Pool = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 英文名称 · English name (text) */
  nameEn?: string | null
  /** 对象 · Object (text) */
  object?: string
  /** 排序 · Order (number) */
  position?: number
  /** 收哪些记录 · Which records (json) */
  filter?: unknown
  /** 成员 · Members (json) */
  members?: unknown
  /** 每人每天最多领取 · Claims a day, each (number) */
  claimsPerDay?: number | null
  /** 每人最多持有 · Held at most, each (number) */
  holdCap?: number | null
  /** 同一人再次领取间隔（天） · Days before the same person may claim again (number) */
  coolingDays?: number | null
  /** 领取后保护（天） · Days protected after a claim (number) */
  protectionDays?: number | null
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewPool = {
  name: string
  nameEn?: string | null
  object: string
  position?: number
  filter?: unknown
  members?: unknown
  claimsPerDay?: number | null
  holdCap?: number | null
  coolingDays?: number | null
  protectionDays?: number | null
  active?: boolean
  [custom: string]: unknown
}
export type PoolChanges = Partial<NewPool>

/** 公海规则 · Pool rule. A field is absent when it was not asked for, or is hidden from this reader. */
export type PoolRule = RecordJson & {
  /** 公海 · Pool (reference, pool) */
  pool?: RecordLink
  /** 条件 · Condition (text) */
  condition?: string
  /** 天数 · Days (number) */
  days?: number | null
  /** 提前几天提醒 · Days of warning (number) */
  warnDays?: number
  /** 只看这些记录 · Only these records (json) */
  filter?: unknown
  /** 已成交的不收回 · Spares won customers (boolean) */
  sparesWon?: boolean
  /** 有进行中商机的不收回 · Spares those with an open deal (boolean) */
  sparesOpen?: boolean
  /** 排序 · Order (number) */
  position?: number
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewPoolRule = {
  pool: string | { id: string }
  condition: string
  days?: number | null
  warnDays?: number
  filter?: unknown
  sparesWon?: boolean
  sparesOpen?: boolean
  position?: number
  active?: boolean
  [custom: string]: unknown
}
export type PoolRuleChanges = Partial<NewPoolRule>

/** 产品 · Product. A field is absent when it was not asked for, or is hidden from this reader. */
export type Product = RecordJson & {
  /** 产品编码 · Code (text) */
  code?: string | null
  /** 产品名称 · Product (text) */
  name?: string
  /** 分类 · Category (reference, productCategory) */
  category?: RecordLink | null
  /** 规格型号 · Specification (text) */
  specification?: string | null
  /** 单位 · Unit (choice, choice list unit) */
  unit?: string | null
  /** 标准价 · List price (money) */
  price?: Money | null
  /** 成本 · Cost (money) */
  cost?: Money | null
  /** 状态 · Status (choice, choice list product-status) */
  status?: string | null
  /** 图片 · Picture (file) */
  picture?: RecordLink | null
  /** 说明 · Description (longText) */
  description?: string | null
}
export type NewProduct = {
  code?: string | null
  name: string
  category?: string | { id: string } | null
  specification?: string | null
  unit?: string | null
  price?: Money | string | null
  cost?: Money | string | null
  status?: string | null
  picture?: string | { id: string } | null
  description?: string | null
  [custom: string]: unknown
}
export type ProductChanges = Partial<NewProduct>

/** 产品分类 · Product category. A field is absent when it was not asked for, or is hidden from this reader. */
export type ProductCategory = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 上级分类 · Parent (reference, productCategory) */
  parent?: RecordLink | null
}
export type NewProductCategory = {
  name: string
  parent?: string | { id: string } | null
  [custom: string]: unknown
}
export type ProductCategoryChanges = Partial<NewProductCategory>

/** 共享 · Share. A field is absent when it was not asked for, or is hidden from this reader. */
export type RecordShare = RecordJson & {
  /** 记录 · Record (reference) */
  record?: AnyRecordLink
  /** 共享给 · Shared with (reference) */
  sharedWith?: AnyRecordLink
  /** 含下级部门 · Departments below too (boolean) */
  below?: boolean
  /** 级别 · Level (text) */
  level?: string
  /** 团队角色 · Role in the team (choice, choice list team-role) */
  teamRole?: string | null
  /** 相关记录的权限 · Rights on related records (json) */
  related?: unknown
  /** 截止 · Until (dateTime) */
  until?: string | null
  /** 原因 · Reason (text) */
  reason?: string | null
}
export type NewRecordShare = {
  record: { object: string; id: string }
  sharedWith: { object: string; id: string }
  below?: boolean
  level?: string
  teamRole?: string | null
  related?: unknown
  until?: string | null
  reason?: string | null
  [custom: string]: unknown
}
export type RecordShareChanges = Partial<NewRecordShare>

/** 关系 · Relation. A field is absent when it was not asked for, or is hidden from this reader. */
export type Relation = RecordJson & {
  /** 关系 · Relation (text) */
  name?: string | null
  /** 甲方 · First (reference) */
  first?: AnyRecordLink
  /** 关系类型 · Kind (reference, relationKind) */
  kind?: RecordLink
  /** 乙方 · Second (reference) */
  second?: AnyRecordLink
  /** 开始日期 · Since (date) */
  since?: string | null
  /** 结束日期 · Until (date) */
  until?: string | null
  /** 说明 · Note (longText) */
  note?: string | null
  /** 负责人 · Owner (user) */
  owner?: RecordLink | null
}
export type NewRelation = {
  first: { object: string; id: string }
  kind: string | { id: string }
  second: { object: string; id: string }
  since?: string | null
  until?: string | null
  note?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type RelationChanges = Partial<NewRelation>

/** 关系类型 · Kind of relation. A field is absent when it was not asked for, or is hidden from this reader. */
export type RelationKind = RecordJson & {
  /** 甲方是乙方的 · First is to second (text) */
  name?: string
  /** 乙方是甲方的 · Second is to first (text) */
  reverseName?: string
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewRelationKind = {
  name: string
  reverseName: string
  active?: boolean
  [custom: string]: unknown
}
export type RelationKindChanges = Partial<NewRelationKind>

/** 角色 · Role. A field is absent when it was not asked for, or is hidden from this reader. */
export type Role = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 说明 · Description (longText) */
  description?: string | null
  /** 管理员 · Administrator (boolean) */
  administrator?: boolean | null
  /** 权限 · Rights (json) */
  grants?: unknown
  /** 字段权限 · Field rights (json) */
  readClasses?: unknown
}
export type NewRole = {
  name: string
  description?: string | null
  administrator?: boolean | null
  grants?: unknown
  readClasses?: unknown
  [custom: string]: unknown
}
export type RoleChanges = Partial<NewRole>

/** 视图 · View. A field is absent when it was not asked for, or is hidden from this reader. */
export type SavedView = RecordJson & {
  /** 对象 · Object (text) */
  object?: string
  /** 名称 · Name (text) */
  name?: string
  /** 谁可见 · Seen by (choice, choice list view-audience) */
  audience?: string
  /** 形式 · Layout (text) */
  layout?: string
  /** 筛选 · Filter (json) */
  filter?: unknown
  /** 排序 · Sort (json) */
  sort?: unknown
  /** 列 · Columns (json) */
  columns?: unknown
  /** 分组 · Grouped by (text) */
  groupBy?: string | null
  /** 排序 · Order (number) */
  position?: number
  /** 收藏 · Favourite (boolean) */
  favourite?: boolean
  /** 颜色 · Colour (text) */
  color?: string | null
  /** 所有者 · Owner (user) */
  owner?: RecordLink | null
}
export type NewSavedView = {
  object: string
  name: string
  audience?: string
  layout?: string
  filter?: unknown
  sort?: unknown
  columns?: unknown
  groupBy?: string | null
  position?: number
  favourite?: boolean
  color?: string | null
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type SavedViewChanges = Partial<NewSavedView>

/** 阶段 · Stage. A field is absent when it was not asked for, or is hidden from this reader. */
export type Stage = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 英文名称 · English name (text) */
  nameEn?: string | null
  /** 销售管线 · Pipeline (reference, pipeline) */
  pipeline?: RecordLink
  /** 排序 · Order (number) */
  position?: number
  /** 赢率 · Probability (percent) */
  probability?: number
  /** 结果 · Outcome (choice, choice list stage-outcome) */
  outcome?: string
  /** 停滞天数 · Stuck after days (number) */
  stuckAfterDays?: number | null
  /** 启用 · Active (boolean) */
  active?: boolean
}
export type NewStage = {
  name: string
  nameEn?: string | null
  pipeline: string | { id: string }
  position?: number
  probability?: number
  outcome?: string
  stuckAfterDays?: number | null
  active?: boolean
  [custom: string]: unknown
}
export type StageChanges = Partial<NewStage>

/** 标签 · Tag. A field is absent when it was not asked for, or is hidden from this reader. */
export type Tag = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 颜色 · Colour (text) */
  color?: string | null
}
export type NewTag = {
  name: string
  color?: string | null
  [custom: string]: unknown
}
export type TagChanges = Partial<NewTag>

/** 文字模板 · Text template. A field is absent when it was not asked for, or is hidden from this reader. */
export type TextTemplate = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 用于 · Used for (choice, choice list activity-type) */
  type?: string | null
  /** 谁可见 · Seen by (choice, choice list view-audience) */
  audience?: string
  /** 内容 · Text (longText) */
  content?: string
  /** 所有者 · Owner (user) */
  owner?: RecordLink | null
}
export type NewTextTemplate = {
  name: string
  type?: string | null
  audience?: string
  content: string
  owner?: string | { id: string } | null
  [custom: string]: unknown
}
export type TextTemplateChanges = Partial<NewTextTemplate>

/** 用户 · User. A field is absent when it was not asked for, or is hidden from this reader. */
export type User = RecordJson & {
  /** 姓名 · Name (text) */
  name?: string
  /** 邮箱 · E-mail (email) */
  email?: string | null
  /** 电话 · Phone (phone) */
  phone?: string | null
  /** 部门 · Department (reference, department) */
  department?: RecordLink | null
  /** 兼任部门 · Also in (references, department) */
  departments?: RecordLink[] | null
  /** 上级 · Reports to (user) */
  manager?: RecordLink | null
  /** 职务 · Position (choice, choice list position) */
  position?: string | null
  /** 技能 · Skills (multiChoice, choice list skill) */
  skills?: string[] | null
  /** 角色 · Roles (references, role) */
  roles?: RecordLink[] | null
  /** 启用 · Active (boolean) */
  active?: boolean
  /** 语言 · Language (text) */
  locale?: string | null
  /** 时区 · Time zone (text) */
  timeZone?: string | null
  /** 个人设置 · Personal settings (json) */
  settings?: unknown
}
export type NewUser = {
  name: string
  email?: string | null
  phone?: string | null
  department?: string | { id: string } | null
  departments?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  manager?: string | { id: string } | null
  position?: string | null
  skills?: string[] | ListMoves<string> | null
  roles?: (string | { id: string })[] | ListMoves<string | { id: string }> | null
  active?: boolean
  locale?: string | null
  timeZone?: string | null
  settings?: unknown
  [custom: string]: unknown
}
export type UserChanges = Partial<NewUser>

/** 拜访规则 · Visit rule. A field is absent when it was not asked for, or is hidden from this reader. */
export type VisitPolicy = RecordJson & {
  /** 名称 · Name (text) */
  name?: string
  /** 多远算远离客户（米） · Far from the customer (m) (number) */
  farMetres?: number
}
export type NewVisitPolicy = {
  name: string
  farMetres?: number
  [custom: string]: unknown
}
export type VisitPolicyChanges = Partial<NewVisitPolicy>

/** Address of each object under `/api/v1/`, by the name that the client gives it. */
export const routes = {
  absences: 'absences',
  accounts: 'accounts',
  accountAddresses: 'account-addresses',
  accountContacts: 'account-contacts',
  activities: 'activities',
  activityTemplates: 'activity-templates',
  assignmentRules: 'assignment-rules',
  choices: 'choices',
  consents: 'consents',
  consentTexts: 'consent-texts',
  contacts: 'contacts',
  customFields: 'custom-fields',
  customerNeeds: 'customer-needs',
  departments: 'departments',
  exchangeRates: 'exchange-rates',
  externalFacts: 'external-facts',
  files: 'files',
  healthRules: 'health-rules',
  holidays: 'holidays',
  leads: 'leads',
  objectSettings: 'object-settings',
  opportunities: 'opportunities',
  pipelines: 'pipelines',
  pools: 'pools',
  poolRules: 'pool-rules',
  products: 'products',
  productCategories: 'product-categories',
  recordShares: 'record-shares',
  relations: 'relations',
  relationKinds: 'relation-kinds',
  roles: 'roles',
  savedViews: 'saved-views',
  stages: 'stages',
  tags: 'tags',
  textTemplates: 'text-templates',
  users: 'users',
  visitPolicies: 'visit-policies',
} as const

/** As it is read, as it is created, as it is changed. */
export type Objects = {
  absences: { read: Absence; create: NewAbsence; change: AbsenceChanges }
  accounts: { read: Account; create: NewAccount; change: AccountChanges }
  accountAddresses: { read: AccountAddress; create: NewAccountAddress; change: AccountAddressChanges }
  accountContacts: { read: AccountContact; create: NewAccountContact; change: AccountContactChanges }
  activities: { read: Activity; create: NewActivity; change: ActivityChanges }
  activityTemplates: { read: ActivityTemplate; create: NewActivityTemplate; change: ActivityTemplateChanges }
  assignmentRules: { read: AssignmentRule; create: NewAssignmentRule; change: AssignmentRuleChanges }
  choices: { read: Choice; create: NewChoice; change: ChoiceChanges }
  consents: { read: Consent; create: NewConsent; change: ConsentChanges }
  consentTexts: { read: ConsentText; create: NewConsentText; change: ConsentTextChanges }
  contacts: { read: Contact; create: NewContact; change: ContactChanges }
  customFields: { read: CustomField; create: NewCustomField; change: CustomFieldChanges }
  customerNeeds: { read: CustomerNeed; create: NewCustomerNeed; change: CustomerNeedChanges }
  departments: { read: Department; create: NewDepartment; change: DepartmentChanges }
  exchangeRates: { read: ExchangeRate; create: NewExchangeRate; change: ExchangeRateChanges }
  externalFacts: { read: ExternalFact; create: NewExternalFact; change: ExternalFactChanges }
  files: { read: File; create: NewFile; change: FileChanges }
  healthRules: { read: HealthRule; create: NewHealthRule; change: HealthRuleChanges }
  holidays: { read: Holiday; create: NewHoliday; change: HolidayChanges }
  leads: { read: Lead; create: NewLead; change: LeadChanges }
  objectSettings: { read: ObjectSetting; create: NewObjectSetting; change: ObjectSettingChanges }
  opportunities: { read: Opportunity; create: NewOpportunity; change: OpportunityChanges }
  pipelines: { read: Pipeline; create: NewPipeline; change: PipelineChanges }
  pools: { read: Pool; create: NewPool; change: PoolChanges }
  poolRules: { read: PoolRule; create: NewPoolRule; change: PoolRuleChanges }
  products: { read: Product; create: NewProduct; change: ProductChanges }
  productCategories: { read: ProductCategory; create: NewProductCategory; change: ProductCategoryChanges }
  recordShares: { read: RecordShare; create: NewRecordShare; change: RecordShareChanges }
  relations: { read: Relation; create: NewRelation; change: RelationChanges }
  relationKinds: { read: RelationKind; create: NewRelationKind; change: RelationKindChanges }
  roles: { read: Role; create: NewRole; change: RoleChanges }
  savedViews: { read: SavedView; create: NewSavedView; change: SavedViewChanges }
  stages: { read: Stage; create: NewStage; change: StageChanges }
  tags: { read: Tag; create: NewTag; change: TagChanges }
  textTemplates: { read: TextTemplate; create: NewTextTemplate; change: TextTemplateChanges }
  users: { read: User; create: NewUser; change: UserChanges }
  visitPolicies: { read: VisitPolicy; create: NewVisitPolicy; change: VisitPolicyChanges }
}
