import type { PastRecord } from '../../engine/index.ts'
import type { Values } from '../../engine/write/change.ts'
import { companyName, mobileNumber, personName } from './names.ts'
import { idAt, type Random, randomFrom } from './random.ts'
import { type Scale, seed } from './scale.ts'

/** What the records of one workspace are drawn from. Sent to the loading threads as it is. */
export type Source = {
  readonly workspaceId: string
  readonly batchId: string
  /** Tells workspaces apart, so that neighbours do not hold the same records. */
  readonly salt: number
  readonly owners: readonly string[]
  readonly pipeline: string
  readonly stages: readonly { id: string; probability: number; outcome: string }[]
  readonly scale: Scale
  /** The newest record is made at this moment, the oldest two years before. */
  readonly now: number
}

/** A record as the write path would have read it: values in their canonical form, made by its owner at that moment. */
type NewRecordAt = {
  readonly object: string
  readonly id: string
  readonly at: number
  readonly owner: string
  readonly values: Values
}

export const loadedObjects = ['account', 'contact', 'activity', 'opportunity'] as const

/** The records of an account as the loader takes them: each was made by its owner and left alone since. */
export function pastRecords(source: Source, index: number): PastRecord[] {
  return accountRecords(source, index).map(({ object, id, at, owner, values }) => ({
    object,
    id,
    changes: [{ at: instant(at), by: owner, values }],
  }))
}

const day = 86_400_000
const manyChance = 0.04
const many = 5
const span = 730 * day
const levels = [
  ['vip', 4],
  ['a', 12],
  ['b', 34],
  ['c', 50],
] as const
const statuses = [
  ['potential', 45],
  ['active', 25],
  ['won', 22],
  ['lost', 8],
] as const
const industries = ['manufacturing', 'technology', 'medical', 'finance', 'retail', 'services', 'education', 'logistics', 'energy', 'other']
const types = ['state-owned', 'private', 'private', 'private', 'foreign', 'joint', 'public-institution']
const sources = ['website', 'exhibition', 'referral', 'telemarketing', 'advertising', 'partner', 'import']
const titles = ['采购经理', '总经理', '技术总监', '设备科长', '财务经理', '生产经理', '行政主管', '项目经理']
const decisionRoles = ['decider', 'approver', 'influencer', 'user', 'handler']
const subjects = {
  visit: ['现场拜访', '设备验收', '方案讲解', '合同洽谈', '需求调研', '高层拜访'],
  call: ['电话回访', '报价沟通', '到货通知', '付款提醒', '预约拜访', '节日问候'],
  meeting: ['技术交流会', '项目启动会', '月度例会', '招标答疑会', '评审会'],
  task: ['准备投标文件', '寄送样品', '更新报价', '整理会议纪要', '申请折扣'],
  note: ['客户反馈', '竞品动向', '预算进展', '决策链变化', '使用情况'],
}
const topics = ['设备更新', '年度采购', '二期扩建', '系统升级', '售后服务', '框架协议', '试用评估', '备件供应', '培训安排', '验收回款']
const needs = ['采购项目', '年度框架', '二期扩容', '设备更新', '系统改造', '试点项目']

/** The account of this number with its contacts, activities and opportunities. Any of them can be made without the others. */
function accountRecords(source: Source, index: number): NewRecordAt[] {
  const { scale } = source
  const random = randomFrom(seed, source.salt, index)
  // In the order of their numbers, as they came in: ids, numbers and creation times rise together.
  const at = Math.floor(source.now - span + ((index + random.fraction()) / scale.accounts) * span)
  const owner = random.pick(source.owners)
  const made = { at, owner }
  const account = idAt(at, random)
  const company = companyName(random)
  const contacts = Array.from({ length: drawn(random, scale.contactsEach) }, () => contactOf(source, random, account, made))
  const activities = Array.from({ length: drawn(random, scale.activitiesEach) }, () =>
    activityOf(source, random, { account, contact: contacts[0]?.id ?? null, owner, since: at }),
  )
  const opportunities = Array.from({ length: drawn(random, scale.opportunitiesEach) }, (_, place) =>
    opportunityOf(source, random, {
      account,
      contact: contacts[0]?.id ?? null,
      owner,
      since: at,
      short: company.short,
      number: index * 8 + place,
    }),
  )
  const values: Values = {
    number: `C-${String(index + 1).padStart(6, '0')}`,
    name: company.name,
    shortName: company.short,
    kind: 'organisation',
    status: random.weighted(statuses),
    lifecycle: lifecycleOf(source, activities, opportunities),
    type: random.pick(types),
    level: random.weighted(levels),
    source: random.pick(sources),
    industry: random.pick(industries),
    region: company.place.code,
    phone: random.chance(0.7) ? mobileNumber(random) : null,
    website: random.chance(0.3) ? `https://www.example-${index}.cn` : null,
    employees: random.between(5, 5_000),
    annualRevenue: yuan(random.between(10, 90_000) * 10_000),
    owner,
    nextActivityAt: random.chance(0.4) ? instant(source.now + random.below(60 * day)) : null,
  }
  return [{ object: 'account', id: account, at, owner, values }, ...contacts, ...activities, ...opportunities]
}

type Made = { at: number; owner: string }
type Around = { account: string; contact: string | null; owner: string; since: number }

function contactOf(source: Source, random: Random, account: string, made: Made): NewRecordAt {
  const at = between(random, made.at, source.now)
  const values: Values = {
    name: personName(random),
    account,
    jobTitle: random.pick(titles),
    decisionRole: random.pick(decisionRoles),
    mobile: mobileNumber(random),
    owner: made.owner,
  }
  return { object: 'contact', id: idAt(at, random), at, owner: made.owner, values }
}

function activityOf(source: Source, random: Random, around: Around): NewRecordAt {
  const at = between(random, around.since, source.now)
  const type = random.weighted([
    ['call', 35],
    ['visit', 25],
    ['note', 20],
    ['meeting', 10],
    ['task', 10],
  ] as const)
  const planned = random.chance(0.12)
  const values: Values = {
    subject: `${random.pick(subjects[type])}：${random.pick(topics)}`,
    type,
    status: planned ? 'planned' : 'done',
    account: around.account,
    contact: random.chance(0.5) ? around.contact : null,
    occurAt: instant(planned ? source.now + random.below(30 * day) : at),
    dueAt: planned ? instant(source.now + random.below(30 * day)) : null,
    allDay: false,
    owner: around.owner,
  }
  return { object: 'activity', id: idAt(at, random), at, owner: around.owner, values }
}

function opportunityOf(source: Source, random: Random, around: Around & { short: string; number: number }): NewRecordAt {
  const at = between(random, around.since, source.now)
  const open = source.stages.filter((stage) => stage.outcome === 'open')
  const outcome = random.weighted([
    ['open', 35],
    ['won', 40],
    ['lost', 25],
  ] as const)
  const stage = outcome === 'open' ? random.pick(open) : source.stages.find((other) => other.outcome === outcome)
  if (!stage) throw new Error(`No stage is ${outcome}`)
  const closesIn = outcome === 'open' ? random.between(-20, 180) * day : 0
  const values: Values = {
    number: `OP-${String(around.number + 1).padStart(6, '0')}`,
    name: `${around.short}${random.pick(needs)}`,
    account: around.account,
    contact: around.contact,
    pipeline: source.pipeline,
    stage: stage.id,
    amount: yuan(random.between(1, 600) * 5_000),
    probability: stage.probability,
    closeDate: instant(outcome === 'open' ? source.now + closesIn : between(random, at, source.now)).slice(0, 10),
    startedOn: instant(at).slice(0, 10),
    forecastCategory: random.weighted([
      ['pipeline', 60],
      ['best-case', 20],
      ['commit', 20],
    ] as const),
    stageChangedAt: instant(at),
    owner: around.owner,
  }
  return { object: 'opportunity', id: idAt(at, random), at, owner: around.owner, values }
}

/** How many belong to an account: few to most, five times as many to some, `mean` on average. */
function drawn(random: Random, mean: number): number {
  if (mean < 1) return random.chance(mean) ? 1 : 0
  const few = random.below(2 * mean)
  if (random.chance(manyChance)) return few * many
  const missing = mean - (mean - 0.5) * (1 + manyChance * (many - 1))
  return few + (random.chance(missing) ? 1 : 0)
}

/** Where the works would have moved it: a won deal makes a customer of whoever stands before that stage. */
function lifecycleOf({ stages }: Source, activities: readonly NewRecordAt[], opportunities: readonly NewRecordAt[]): string {
  const won = new Set(stages.filter(({ outcome }) => outcome === 'won').map(({ id }) => id))
  if (opportunities.some(({ values }) => won.has(String(values.stage)))) return 'customer'
  return activities.some(({ values }) => values.status === 'done') ? 'engaged' : 'prospect'
}

function between(random: Random, from: number, to: number): number {
  return Math.floor(from + random.fraction() * Math.max(0, to - from))
}

function instant(at: number): string {
  return new Date(at).toISOString()
}

function yuan(amount: number): { amount: string; currency: string } {
  return { amount: String(amount), currency: 'CNY' }
}
