import type { Asker } from './model.ts'
import type { Random } from './random.ts'
import { ask, type Company, formOf, parts, type Question, type Reply, type World } from './world.ts'

type Tell = (question: Question) => Promise<Record<string, unknown>>
const levels = ['a', 'b', 'c', 'vip']

/** Records of every kind with canaries in every field that can hold one, each owned by somebody. */
export async function fillCompany(world: World, company: Company, tell: Tell): Promise<void> {
  const { random, canaries } = world
  const owner = () => random.pick(company.askers).id
  const word = () => canaries.word()
  const make = async (route: string, count: number, values: (index: number) => object): Promise<string[]> => {
    const create = Array.from({ length: count }, (_, index) => values(index))
    return parts(await tell({ method: 'POST', url: `/${route}/bulk`, body: { create } }), 'results').map(({ id }) => String(id))
  }
  const maybe = (key: string, ids: readonly string[], share = 0.7) =>
    ids.length > 0 && random.chance(share) ? { [key]: random.pick(ids) } : {}

  const tags = await make('tags', 3, () => ({ name: `标签${word()}` }))
  const products = await make('products', 4, () => ({
    name: `监护仪 ${word()} 型`,
    cost: canaries.amount(),
    description: `说明 ${word()}`,
  }))
  const accounts: string[] = []
  for (const count of [7, 9]) {
    const made = await make('accounts', count, () => ({
      name: `苏州 ${word()} 医院`,
      shortName: `简 ${word()}`,
      level: random.pick(levels),
      employees: random.below(900),
      bankName: `银行 ${word()} 分行`,
      bankAccount: `6222 ${word()} 0000`,
      creditLimit: canaries.amount(),
      email: `info@${word()}.cn`,
      description: `备注 ${word()} 完`,
      secretNote: `密注 ${word()} 完毕了`,
      plainNote: `注 ${word()} 完`,
      owner: owner(),
      tags: random.some(tags, 2).filter((id, index, all) => all.indexOf(id) === index),
      ...maybe('parent', accounts, 0.4),
      ...maybe('referredBy', accounts, 0.3),
    }))
    accounts.push(...made)
  }
  const contacts = await make('contacts', 14, () => ({
    name: `林 ${word()}`,
    jobTitle: `主任 ${word()}`,
    mobile: canaries.mobile(),
    wechat: `wx_${word()}_wx99`,
    email: `${word()}@example.com`,
    preferences: `喜欢 ${word()} 茶`,
    owner: owner(),
    ...maybe('account', accounts),
  }))
  const pairs = new Set<string>()
  await make('account-contacts', 8, () => {
    const [account, contact] = freshPair(() => [random.pick(accounts), random.pick(contacts)], pairs)
    return { account, contact, roleTitle: `顾问 ${word()}`, owner: owner() }
  })
  const leads = await make('leads', 8, () => ({
    name: `周 ${word()}`,
    companyName: `远山 ${word()} 公司`,
    intent: `想要 ${word()} 型`,
    mobile: canaries.mobile(),
    email: `${word()}@lead.example.com`,
    owner: owner(),
  }))
  await fillPools(world, company, tell, { account: accounts, lead: leads })
  const opportunities = await make('opportunities', 14, () => ({
    name: `项目 ${word()} 采购`,
    amount: canaries.amount(),
    nextStep: `下一步 ${word()}`,
    description: `情况 ${word()} 说明`,
    closeDate: `2027-0${1 + random.below(9)}-15`,
    owner: owner(),
    ...random.pick(company.stages.map(({ id, pipeline }) => ({ stage: id, pipeline }))),
    ...maybe('account', accounts),
    ...maybe('contact', contacts, 0.4),
    ...maybe('product', products, 0.5),
  }))
  const regarding = () =>
    random.pick([
      ...accounts.map((id) => ({ object: 'account', id })),
      ...contacts.map((id) => ({ object: 'contact', id })),
      ...opportunities.map((id) => ({ object: 'opportunity', id })),
    ])
  const kinds = parts(await tell({ method: 'GET', url: '/relation-kinds?limit=50' }), 'records').map(({ id }) => String(id))
  const party = () =>
    random.pick([...accounts.map((id) => ({ object: 'account', id })), ...contacts.map((id) => ({ object: 'contact', id }))])
  await make('relations', 10, () => {
    const first = party()
    const rest = [...accounts, ...contacts].filter((id) => id !== first.id)
    const second = random.pick(rest)
    return {
      first,
      second: { object: accounts.includes(second) ? 'account' : 'contact', id: second },
      kind: random.pick(kinds),
      note: `关系 ${word()} 说明`,
      owner: owner(),
    }
  })
  await make('customer-needs', 6, () => ({
    name: `需求 ${word()} 台`,
    account: random.pick(accounts),
    resources: `资源 ${word()} 两名`,
    serviceStandard: `标准 ${word()} 小时`,
    owner: owner(),
    ...maybe('contact', contacts, 0.4),
  }))
  await make('account-addresses', 5, () => ({
    account: random.pick(accounts),
    recipient: `收件 ${word()} 人`,
    address: { street: `平江路 ${word()} 号` },
    owner: owner(),
  }))
  await make('external-facts', 5, () => ({
    account: random.pick(accounts),
    name: `信用 ${word()} 评分`,
    value: `等级 ${word()} 级`,
    source: `征信 ${word()} 机构`,
    owner: owner(),
  }))
  await make('consents', 8, () => ({
    ...(random.chance(0.7) ? { contact: random.pick(contacts) } : { account: random.pick(accounts) }),
    channel: random.pick(['email', 'sms', 'phone']),
    state: random.pick(['granted', 'withdrawn']),
    source: 'form',
    evidence: `凭据 ${word()} 表单`,
    owner: owner(),
  }))
  const activities: string[] = []
  for (const count of [10, 8]) {
    const made = await make('activities', count, () => ({
      subject: `拜访 ${word()} 纪要`,
      type: random.pick(['note', 'call', 'visit', 'task']),
      status: random.pick(['done', 'planned']),
      content: `谈了 ${word()} 的事`,
      place: `会议室 ${word()}`,
      owner: owner(),
      dueAt: '2026-11-20T02:00:00Z',
      ...(random.chance(0.3) ? { occurAt: '2026-11-17T02:00:00Z', recurrence: 'FREQ=DAILY;COUNT=5' } : {}),
      ...(random.chance(0.6) ? { regarding: regarding() } : {}),
      ...maybe('account', accounts, 0.5),
      ...maybe('contact', contacts, 0.3),
      ...maybe('answerTo', activities, 0.3),
    }))
    activities.push(...made)
  }
  const audience = () => random.pick(['personal', 'team', 'everyone'])
  await make('saved-views', 6, () => ({
    object: 'account',
    name: `视图 ${word()}`,
    audience: audience(),
    filter: { field: 'name', op: 'contains', value: word() },
    owner: owner(),
  }))
  await make('text-templates', 4, () => ({ name: `模板 ${word()}`, content: `您好 ${word()} 谢谢`, audience: audience(), owner: owner() }))
  const receivers = [
    ...company.askers.map(({ id }) => ({ object: 'user', id })),
    ...[...company.facts.departments.keys()].map((id) => ({ object: 'department', id })),
    ...[...company.facts.roles.keys()].map((id) => ({ object: 'role', id })),
  ]
  await make('record-shares', 14, () => ({ record: regarding(), ...someShare(random, receivers) }))
  // Time does not pass here, so some have passed already.
  await world.house.database.owner.query(
    `UPDATE record_share SET until = created_at - interval '1 hour' WHERE workspace_id = $1 AND until IS NOT NULL AND get_byte(uuid_send(id), 15) < 128`,
    [company.id],
  )
  await make('record-shares', 6, () => ({
    record: { object: 'account', id: random.pick(accounts) },
    sharedWith: { object: 'user', id: random.pick(company.askers).id },
    level: random.pick(['read', 'edit']),
    teamRole: 'member',
    related: Object.fromEntries(random.some(['contact', 'opportunity', 'activity'], 2).map((key) => [key, random.pick(['read', 'edit'])])),
  }))
  for (let count = 0; count < 8; count += 1) await uploadFile(world, company, random.pick(company.askers), regarding())
}

/** With somebody, for ever or for a long time. */
export function someShare(random: Random, receivers: readonly { object: string; id: string }[]): object {
  const sharedWith = random.pick(receivers)
  const until = random.pick([null, '2099-01-01T00:00:00Z'])
  return {
    sharedWith,
    level: random.pick(['read', 'edit']),
    below: sharedWith.object === 'department' && random.chance(0.5),
    until,
  }
}

/** Pools of all kinds of members, and records that lie in them. */
async function fillPools(
  { random }: World,
  { askers, facts }: Company,
  tell: Tell,
  records: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const members = () => ({
    ...random.pick([
      { kind: 'everyone', of: null },
      ...askers.map(({ id }) => ({ kind: 'person', of: id })),
      ...[...facts.departments.keys()].map((of) => ({ kind: 'department', of })),
      ...[...facts.roles.keys()].map((of) => ({ kind: 'role', of })),
    ]),
    claim: random.chance(0.6),
    assign: random.chance(0.3),
  })
  for (const [object, ids] of Object.entries(records)) {
    for (let count = 0; count < 2; count += 1) {
      const body = { name: `公海 ${count + 1}`, object, members: [members(), members()] }
      const { id: pool } = await tell({ method: 'POST', url: '/pools', body })
      const chosen = random.some([...ids], 2).filter((id, index, all) => all.indexOf(id) === index)
      if (chosen.length > 0)
        await tell({ method: 'POST', url: '/actions/pool.release', body: { object, records: chosen, reason: 'other', pool } }).catch(
          () => undefined,
        )
    }
  }
}

/** A file about a record; its content holds a canary too, which stands in no table. */
export async function uploadFile(world: World, company: Company, asker: Asker, place: { object: string; id: string }): Promise<Reply> {
  const token = world.canaries.word()
  const { payload, headers } = formOf(`合同 ${world.canaries.word()}.txt`, `内容 ${token} 内容`, {
    object: place.object,
    recordId: place.id,
  })
  const reply = await ask(world.house, asker.token, { method: 'POST', url: '/files', payload, headers })
  if (reply.status >= 500) throw new Error(`An upload broke: ${reply.text}`)
  if (reply.status === 201)
    company.facts.places.set(token, [{ record: String(reply.json.id), object: 'file', column: 'content', isTitle: false, class: null }])
  return reply
}

function freshPair(make: () => [string, string], taken: Set<string>): [string, string] {
  const pair = make()
  if (taken.has(pair.join())) return freshPair(make, taken)
  taken.add(pair.join())
  return pair
}
