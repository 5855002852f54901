import { type Fact, snake } from '../facts.ts'
import { expected, filterable, someCondition } from '../filters.ts'
import { isAdministrator, levelOf, maySee, scopeOf, wholeLevelOf } from '../model.ts'
import type { Operation, Play } from '../play.ts'
import { classNames, objects } from '../rules.ts'
import { parts, type Reply } from '../world.ts'

const everyObject = Object.keys(objects)
const routeOf = (object: string): string => objects[object]?.route ?? object

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Sensitive fields of an object by their keys. */
function sensitive(object: string): { key: string; class: string }[] {
  return Object.entries(objects[object]?.classes ?? {}).map(([column, group]) => ({ key: camel(column), class: group }))
}

function sameIds(reply: Reply, play: Play, wanted: readonly { id: string }[], words: string): void {
  const got = parts(reply.json, 'records').map(({ id }) => String(id))
  const must = new Set(wanted.map(({ id }) => id))
  const extra = got.filter((id) => !must.has(id))
  const lacking = [...must].filter((id) => !got.includes(id))
  play.expect(
    extra.length === 0 && lacking.length === 0,
    `${words}: too many ${extra.join() || 'none'}, too few ${lacking.join() || 'none'}`,
  )
}

/** A filter in the address or in a body; asked by a field that is not seen in the open, it must be refused. */
async function list(play: Play): Promise<void> {
  const { random, company, asker } = play
  const object = random.chance(0.5) ? random.pick(filterable) : random.pick(everyObject)
  const condition = random.chance(0.7) ? someCondition(random, play.company.facts, object) : null
  const { facts } = company
  const [field] = random.chance(0.3) ? sensitive(object) : []
  const sort = field && random.chance(0.5) ? [`${random.pick(['', '-'])}${field.key}`] : []
  const fields = field && sort.length === 0 ? [objects[object]?.title ?? 'name', field.key].map(camel) : undefined
  const byBody = random.chance(0.4)
  const query = new URLSearchParams({ limit: '500' })
  if (condition) query.set('filter', JSON.stringify(condition.filter))
  if (sort.length > 0) query.set('sort', sort.join())
  if (fields) query.set('fields', fields.join())
  const reply = await (byBody
    ? play.ask({
        method: 'POST',
        url: `/${routeOf(object)}/query`,
        body: {
          limit: 500,
          ...(condition ? { filter: condition.filter } : {}),
          ...(sort.length > 0 ? { sort } : {}),
          ...(fields ? { fields } : {}),
        },
      })
    : play.ask({ method: 'GET', url: `/${routeOf(object)}?${query}` }))
  if (!scopeOf(facts, asker, object, 'read')) return play.expect(reply.status === 403, 'a list without the right to read')
  if (sort.length > 0 && field && levelOf(facts, asker, field.class) !== 'see')
    return play.expect(reply.status === 400, 'a sort by what is not seen')
  if (condition?.isForbidden(facts, asker)) return play.expect(reply.status === 400, 'a filter by what is not seen')
  if (reply.status !== 200)
    return play.expect(
      fields !== undefined && field !== undefined && levelOf(facts, asker, field.class) === 'hide',
      'a list that is refused',
    )
  sameIds(reply, play, expected(facts, asker, object, condition), 'the records of a list')
}

/** One's calendar by its secret address, and single activities as files. */
async function calendarFiles(play: Play): Promise<void> {
  const { asker, company, random } = play
  const activity = play.anyRecord('activity')
  const file = await play.ask({ method: 'GET', url: `/calendar-files/${activity.id}` })
  const isSeen = company.facts.records.has(activity.id) && !activity.deleted && maySee(company.facts, asker, activity)
  if (activity.object === 'activity') play.expect((file.status === 200) === isSeen, 'the calendar file of an activity')
  const made = await play.ask({ method: 'POST', url: '/me/calendar-feed', body: { alarms: random.chance(0.5) } })
  if (asker.narrowing) return play.expect(made.status === 403, 'a calendar for a token with less than its owner')
  const address = /\/calendars\/[\w-]+\.ics/.exec(String(made.json.url))?.[0]
  if (!address) return
  await play.ask({ method: 'GET', url: address })
  await play.ask({ method: 'GET', url: '/me/calendar-feed' })
  await play.ask({ method: 'PATCH', url: '/me/calendar-feed', body: { alarms: true } })
  if (random.chance(0.5)) await play.ask({ method: 'DELETE', url: '/me/calendar-feed' })
}

async function pages(play: Play): Promise<void> {
  const { random } = play
  const object = random.pick(filterable)
  let cursor: unknown = null
  for (let page = 0; page < 4; page += 1) {
    const query = new URLSearchParams({
      limit: '3',
      sort: random.pick(['-createdAt', objects[object]?.title ?? 'name']),
      ...(cursor ? { cursor: String(cursor) } : {}),
    })
    cursor = (await play.ask({ method: 'GET', url: `/${routeOf(object)}?${query}` })).json.next ?? null
    if (!cursor) break
  }
  // A jump lands where walking there would.
  const must = expected(play.company.facts, play.asker, object, null).length
  const skip = random.below(8)
  const jumped = await play.ask({ method: 'GET', url: `/${routeOf(object)}?limit=500&sort=name&skip=${skip}` })
  if (jumped.status === 200) play.expect(parts(jumped.json, 'records').length === Math.max(0, must - skip), `${must} records less ${skip}`)
}

async function count(play: Play): Promise<void> {
  const { random, company, asker } = play
  const object = random.pick(filterable)
  const condition = someCondition(random, play.company.facts, object)
  const filter = condition ? `&filter=${encodeURIComponent(JSON.stringify(condition.filter))}` : ''
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(object)}/count?exact=true${filter}` })
  if (!scopeOf(company.facts, asker, object, 'read') || condition?.isForbidden(company.facts, asker))
    return play.expect(reply.status >= 400, 'a count of what may not be asked')
  const must = expected(company.facts, asker, object, condition).length
  play.expect(reply.json.count === must, `a count of ${must}`)
}

/** Sums of money over what is seen, and of nothing else. */
async function totals(play: Play): Promise<void> {
  const { random, company, asker } = play
  const [object, key, group] = random.pick([
    ['opportunity', 'amount', null],
    ['account', 'creditLimit', 'finance'],
    ['product', 'cost', 'cost'],
  ] as const)
  const condition = random.chance(0.5) ? someCondition(random, play.company.facts, object) : null
  const filter = condition ? `&filter=${encodeURIComponent(JSON.stringify(condition.filter))}` : ''
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(object)}/totals?fields=${key}${filter}` })
  const isRefused =
    !scopeOf(company.facts, asker, object, 'read') ||
    levelOf(company.facts, asker, group) !== 'see' ||
    condition?.isForbidden(company.facts, asker)
  if (isRefused) return play.expect(reply.status >= 400, 'a total of what may not be asked')
  const must = sumOf(expected(company.facts, asker, object, condition).map(({ columns }) => columns[`${snake(key)}_base`]))
  play.expect(reply.text.includes(`"${must}"`), `a total of ${must} and not ${reply.text}`)
}

function sumOf(values: readonly unknown[]): string {
  return String(
    values.reduce<bigint>((sum, value) => sum + BigInt(typeof value === 'number' || typeof value === 'string' ? value : 0), 0n) / 10_000n,
  )
}

async function groups(play: Play): Promise<void> {
  const { random, company, asker } = play
  const [object, by] = random.pick([
    ['account', 'level'],
    ['account', 'owner'],
    ['account', 'parent'],
    ['opportunity', 'stage'],
    ['opportunity', 'account'],
    ['contact', 'account'],
    ['contact', 'mobile'],
    ['account', 'bankName'],
    ['account', 'secretNote'],
  ] as const)
  const group = by === 'mobile' ? 'personal-contact' : by === 'bankName' || by === 'secretNote' ? 'finance' : null
  const reply = await play.ask({
    method: 'GET',
    url: `/${routeOf(object)}/groups?by=${by}${object === 'opportunity' ? '&sum=amount' : ''}`,
  })
  if (!scopeOf(company.facts, asker, object, 'read') || levelOf(company.facts, asker, group) !== 'see')
    return play.expect(reply.status >= 400, 'groups by what may not be asked')
  if (reply.status !== 200) return
  const must = expected(company.facts, asker, object, null)
  const counted = parts(reply.json, 'groups').reduce((sum, one) => sum + Number(one.count), 0)
  play.expect(counted === must.length, `groups of ${must.length} records that count ${counted}`)
  if (object !== 'opportunity') return
  const sum = parts(reply.json, 'groups').reduce((all, one) => all + BigInt(String(one.sum)), 0n)
  play.expect(String(sum) === sumOf(must.map(({ columns }) => columns.amount_base)), `groups that sum up to ${sum}`)
}

async function board(play: Play): Promise<void> {
  const { random, company, asker } = play
  const [object, by] = random.pick([
    ['opportunity', 'stage'],
    ['opportunity', 'owner'],
    ['opportunity', 'account'],
    ['lead', 'status'],
    ['account', 'level'],
    ['account', 'bankName'],
  ] as const)
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(object)}/board?by=${by}&limit=100` })
  if (by === 'bankName' && levelOf(company.facts, asker, 'finance') !== 'see')
    return play.expect(reply.status >= 400, 'lanes by what is not seen')
  const must = new Set(expected(company.facts, asker, object, null).map(({ id }) => id))
  const cards = parts(reply.json, 'lanes').flatMap((lane) => parts(lane, 'records'))
  play.expect(
    cards.every(({ id }) => must.has(String(id))),
    'cards that are not seen',
  )
}

/** One record, by everything that shows one. What is not seen is not found. */
async function page(play: Play): Promise<void> {
  const { random, company, asker } = play
  const record = play.anyRecord()
  const base = `/${routeOf(record.object)}/${record.id}`
  const reply = await play.ask({ method: 'GET', url: random.chance(0.2) ? `${base}?deleted=true` : base })
  const isSeen = company.facts.records.has(record.id) && maySee(company.facts, asker, record)
  if (!isSeen) return play.expect(reply.status === 404 || reply.status === 403, 'a record that is not seen must not be found')
  if (!record.deleted) play.expect(reply.status === 200, 'a record that is seen must be found')
}

const included: Readonly<Record<string, readonly string[]>> = {
  contact: ['account', 'reportsTo', 'owner'],
  activity: ['account', 'contact', 'regarding'],
  opportunity: ['account', 'contact', 'product'],
  account: ['parent', 'referredBy'],
}

/** Nothing keeps referrals from going round: a ring is left where it closes. */
function isBelowSeen(play: Play, one: Fact, pointer: string, path: readonly string[] = []): boolean {
  const { facts } = play.company
  const above = facts.records.get(String(one.columns[pointer]))
  if (above === undefined || path.includes(above.id)) return false
  return maySee(facts, play.asker, above) || isBelowSeen(play, above, pointer, [...path, above.id])
}

/** The tree of a group: named is what is seen, summed is all below it, and nothing by a field that is not seen in the open. */
async function tree(play: Play): Promise<void> {
  const { random, company, asker } = play
  const record = play.anyRecord(random.chance(0.9) ? 'account' : undefined)
  const by = random.chance(0.3) ? 'referredBy' : 'parent'
  const pointer = by === 'parent' ? 'parent_id' : 'referred_by_id'
  // "Summed is all below": of a branch with one figure the sum is that figure.
  if (levelOf(company.facts, asker, 'pipeline') === 'see')
    for (const one of company.facts.records.values())
      if (one.object === 'account' && isBelowSeen(play, one, pointer))
        play.keep(`${one.columns.open_pipeline ?? ''} ${one.columns.won_amount ?? ''}`)
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(record.object)}/${record.id}/tree?by=${by}` })
  const { facts } = company
  const isSeen = facts.records.has(record.id) && !record.deleted && maySee(facts, asker, record)
  if (record.object !== 'account' || !isSeen) return play.expect(reply.status >= 400, 'the tree around what is not seen')
  const accounts = [...facts.records.values()].filter(({ object, deleted }) => object === 'account' && !deleted)
  const below = (id: string, path: readonly string[] = [id]): Fact[] =>
    accounts
      .filter((one) => one.columns[pointer] === id && !path.includes(one.id))
      .flatMap((one) => (path.length < 10 ? [one, ...below(one.id, [...path, one.id])] : []))
  for (const node of parts(reply.json, 'nodes')) {
    const own = facts.records.get(String(node.id))
    if (!own || !maySee(facts, asker, own)) return play.expect(false, 'a node of a tree that is not seen')
    const branch = [own, ...below(own.id)]
    play.expect(node.count === branch.length, `a branch of ${branch.length} that counts ${node.count}`)
    const { creditLimit } = node.sums as Record<string, unknown>
    const isShown = levelOf(facts, asker, 'finance') === 'see'
    play.expect((creditLimit !== undefined) === isShown, 'a sum of what is not seen in the open')
    if (isShown && branch.some(({ columns }) => columns.credit_limit_base !== null))
      play.expect(creditLimit === sumOf(branch.map(({ columns }) => columns.credit_limit_base)), `a sum over a branch of ${creditLimit}`)
  }
}

/** Who stands around a customer or a person: drawn and counted is what is seen, at both ends of each tie and the tie itself. */
async function graph(play: Play): Promise<void> {
  const { random, company, asker } = play
  const { facts } = company
  const record = play.anyRecord(random.pick(['account', 'contact']))
  const reply = await play.ask({ method: 'GET', url: `/relation-graph?object=${record.object}&id=${record.id}&most=50` })
  const sees = (id: unknown): Fact | undefined => {
    const found = facts.records.get(String(id))
    return found && !found.deleted && maySee(facts, asker, found) ? found : undefined
  }
  if (!sees(record.id)) return play.expect(reply.status >= 400, 'the graph around what is not seen')
  play.expect(reply.status === 200, 'the graph around what is seen')
  const around = new Set<string>()
  const pointing: Readonly<Record<string, readonly string[]>> = { account: ['parent', 'referred_by'], contact: ['account', 'reports_to'] }
  const roles: Readonly<Record<string, readonly [string, string]>> = {
    accountContact: ['account', 'contact'],
    relation: ['first', 'second'],
  }
  for (const fact of facts.records.values()) {
    if (!sees(fact.id)) continue
    for (const key of pointing[fact.object] ?? []) {
      const target = fact.columns[`${key}_id`]
      if (fact.id === record.id && sees(target)) around.add(String(target))
      if (target === record.id) around.add(fact.id)
    }
    const ends = (roles[fact.object] ?? []).map((key) => String(fact.columns[`${key}_id`]))
    if (ends.includes(record.id)) for (const end of ends) if (end !== record.id && sees(end)) around.add(end)
  }
  for (const node of parts(reply.json, 'nodes')) {
    play.expect(sees(node.id) !== undefined, `a node of a graph that is not seen: ${node.id}`)
    if (node.id === record.id && node.exact) play.expect(node.ties === around.size, `${around.size} around it, counted as ${node.ties}`)
  }
  for (const tie of parts(reply.json, 'ties'))
    play.expect([tie.from, tie.to, ...(tie.record ? [tie.record] : [])].every(sees), `a tie of a graph that is not seen: ${tie.kind}`)
}

/** One person's data is for whoever has the right to answer for it: nobody here but administrators. Erased are those alone whose name is repeated. */
async function personal(play: Play): Promise<void> {
  const { random, company, asker } = play
  const record = play.anyRecord(random.pick(['contact', 'lead', 'account', 'activity']))
  const url = `/${routeOf(record.object)}/${record.id}/personal`
  const isAllowed =
    isAdministrator(company.facts, asker) && ['contact', 'lead'].includes(record.object) && company.facts.records.has(record.id)
  for (const reply of [
    await play.ask({ method: 'GET', url }),
    await play.ask({ method: 'GET', url: `${url}/archive` }),
    await play.ask({ method: 'POST', url: `${url}/erase`, body: { confirm: 'somebody else', reason: 'a try' } }),
  ])
    if (!isAllowed || record.deleted) play.expect(reply.status >= 400, 'the data of a person without the right to answer for it')
}

async function withReferences(play: Play): Promise<void> {
  const record = play.anyRecord(play.random.pick(Object.keys(included)))
  const include = (included[record.object] ?? []).join()
  await play.ask({ method: 'GET', url: `/${routeOf(record.object)}/${record.id}?include=${include}` })
  await play.ask({ method: 'GET', url: `/${routeOf(record.object)}?limit=50&include=${include}` })
}

async function related(play: Play): Promise<void> {
  const { company, asker } = play
  const record = play.anyRecord(play.random.pick(['account', 'contact', 'opportunity', 'product']))
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(record.object)}/${record.id}/related` })
  for (const one of parts(reply.json, 'related')) {
    const must = [...company.facts.records.values()].filter(
      (other) =>
        other.object === one.object &&
        !other.deleted &&
        other.columns[`${snake(String(one.field))}_id`] === record.id &&
        maySee(company.facts, asker, other),
    )
    if (!objects[String(one.object)]) continue
    const counted = (one.count as { count: number }).count
    play.expect(
      counted === must.length,
      `${must.length} of ${String(one.object)} by ${String(one.field)} that are seen, and not ${counted}`,
    )
  }
}

/** The timeline shows what is seen; the rhythm counts no more than that. */
async function timeline(play: Play): Promise<void> {
  const { company, asker } = play
  const record = play.anyRecord(play.random.pick(['account', 'contact', 'opportunity', 'activity']))
  const base = `/${routeOf(record.object)}/${record.id}`
  const reply = await play.ask({ method: 'GET', url: `${base}/timeline?limit=500` })
  const entries = parts(reply.json, 'entries')
  for (const { ref } of entries) {
    const { id } = ref as { id: string }
    const pointed = company.facts.records.get(id)
    play.expect(!pointed || maySee(company.facts, asker, pointed), `an entry of ${pointed?.object ?? ''} ${id} that is not seen`)
  }
  const rhythm = await play.ask({ method: 'GET', url: `${base}/rhythm?weeks=104` })
  const counted = parts(rhythm.json, 'weeks').reduce((sum, week) => sum + Number(week.total), 0)
  const seen = entries.filter(({ kind }) => kind !== 'created' && kind !== 'changed').length
  play.expect(counted <= seen || reply.status !== 200, `a rhythm of ${counted} touches, of which ${seen} are seen`)
  const together = await play.ask({ method: 'POST', url: `/${routeOf(record.object)}/rhythms`, body: { ids: [record.id], weeks: 104 } })
  const told = Object.values((together.json as { records?: Record<string, Record<string, Record<string, number>>> })?.records ?? {})
  const sum = told
    .flatMap((weeks) => Object.values(weeks).flatMap((kinds) => Object.values(kinds)))
    .reduce((total, count) => total + count, 0)
  play.expect(sum <= (reply.status === 200 ? seen : 0), `a rhythm in a list of ${sum} touches, of which ${seen} are seen`)
}

async function told(play: Play): Promise<void> {
  const record = play.anyRecord()
  const what = play.random.pick(['history', 'explain', 'visible-to', 'followers', 'colleagues?q=qz'])
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(record.object)}/${record.id}/${what}` })
  const isSeen = play.company.facts.records.has(record.id) && maySee(play.company.facts, play.asker, record)
  if (!isSeen) play.expect(reply.status >= 400, `${what} of a record that is not seen`)
}

/** As it stood: what may not be seen now is not told of the past either, and now is what it was a moment ago. */
async function past(play: Play): Promise<void> {
  const { company, asker, random } = play
  const record = play.anyRecord()
  const isSeen = company.facts.records.has(record.id) && maySee(company.facts, asker, record)
  const at = new Date(Date.now() - random.pick([50, 500, 3_000, 10_000, 86_400_000])).toISOString()
  const reply = await play.ask({ method: 'GET', url: `/${routeOf(record.object)}/${record.id}/as-of?at=${at}` })
  if (!isSeen) return play.expect(reply.status >= 400, 'the past of a record that is not seen')
  play.expect(reply.status === 200, 'the past of a record that is seen')
  const told = (reply.json.record ?? {}) as Record<string, unknown>
  for (const { key, class: group } of sensitive(record.object))
    play.expect(!(key in told) || levelOf(company.facts, asker, group) === 'see', `the past of ${key}, which is not seen in the open`)
}

/** One masked value, asked for with the right to or without; what is rightly told is known from then on. */
async function unmask(play: Play): Promise<void> {
  const { company, asker, random } = play
  const record = play.anyRecord(random.pick(['account', 'contact', 'lead', 'product']))
  const field = random.pick([...sensitive(record.object), { key: 'name', class: 'general' }])
  const level = wholeLevelOf(company.facts, asker, field.class)
  const isSeen = company.facts.records.has(record.id) && !record.deleted && maySee(company.facts, asker, record)
  const isTold = isSeen && ['see', 'read', 'unmask'].includes(level) && asker.narrowing?.readOnly !== true
  if (isTold) play.keep(JSON.stringify(record.columns[snake(field.key)] ?? ''))
  const reply = await play.ask({ method: 'POST', url: `/${routeOf(record.object)}/${record.id}/unmask`, body: { field: field.key } })
  play.expect(
    (reply.status === 200) === isTold,
    `the value of ${field.key} ${isTold ? 'refused to whoever may ask' : 'told without the right to'}`,
  )
}

async function search(play: Play): Promise<void> {
  const { random, company, asker } = play
  const text = random.chance(0.6)
    ? random.pick([...company.facts.places.keys()])
    : random.pick(['苏州', '医院', '项目', 'qz', '密注', '分行', 'szyy', '138', 'wx_', '林', 'example.com'])
  const reply = await play.ask({ method: 'GET', url: `/search?limit=100&details=true&q=${encodeURIComponent(text)}` })
  for (const { id } of parts(reply.json, 'results')) {
    const record = company.facts.records.get(String(id))
    if (!record) continue
    play.expect(maySee(company.facts, asker, record), `a hit of ${record.object} that is not seen`)
    const places = (company.facts.places.get(text) ?? []).filter((place) => place.record === id)
    play.expect(
      places.length === 0 || places.some((place) => levelOf(company.facts, asker, place.class) === 'see'),
      'a hit by a field that is not seen',
    )
  }
}

async function meta(play: Play): Promise<void> {
  const reply = await play.ask({ method: 'GET', url: play.random.pick(['/meta', '/api/openapi.json', '/regions']) })
  const levels = classNames.map((group) => [group, levelOf(play.company.facts, play.asker, group)] as const)
  for (const object of parts(reply.json, 'objects'))
    for (const { readClass, masked } of parts(object, 'fields')) {
      const [, level] = levels.find(([group]) => group === readClass) ?? []
      play.expect(level !== 'hide' && (level !== 'mask' || masked === true), `a field of the class ${String(readClass)} in the description`)
    }
}

/** Calendars of some people, oneself or not: what of their work is seen stands there, series too, and nothing else. */
async function calendar(play: Play): Promise<void> {
  const { random, company, asker } = play
  const owners = [...company.facts.users.keys()].filter(() => random.chance(0.5))
  const [from, to] = ['2026-11-10T00:00:00Z', '2026-12-20T00:00:00Z']
  const fields = ['subject', 'account', 'place'].join()
  const reply = await play.ask({
    method: 'GET',
    url: `/activities/occurrences?from=${from}&to=${to}&fields=${fields}&owners=${[...owners, play.anyRecord().id].join()}`,
  })
  if (!scopeOf(company.facts, asker, 'activity', 'read')) return play.expect(reply.status === 403, 'a calendar without the right to read')
  const isThen = (value: unknown) => typeof value === 'string' && new Date(value) >= new Date(from) && new Date(value) < new Date(to)
  const must = expected(company.facts, asker, 'activity', null).filter(
    ({ owner, columns }) => owner !== null && owners.includes(owner) && (isThen(columns.due_at) || isThen(columns.occur_at)),
  )
  sameIds(reply, play, must, 'what stands in calendars')
}

const api = '/api/v1/:route'
export const readingOperations: readonly Operation[] = [
  { name: 'list', routes: [`GET ${api}`, `POST ${api}/query`], weight: 16, run: list },
  { name: 'pages', routes: [`GET ${api}`], weight: 3, run: pages },
  { name: 'count', routes: [`GET ${api}/count`], weight: 8, run: count },
  { name: 'totals', routes: [`GET ${api}/totals`], weight: 6, run: totals },
  { name: 'groups', routes: [`GET ${api}/groups`], weight: 6, run: groups },
  { name: 'board', routes: [`GET ${api}/board`], weight: 4, run: board },
  { name: 'calendar', routes: [`GET ${api}/occurrences`], weight: 5, run: calendar },
  {
    name: 'calendar files',
    routes: [
      'GET /api/v1/calendar-files/:id',
      'GET /api/v1/me/calendar-feed',
      'POST /api/v1/me/calendar-feed',
      'PATCH /api/v1/me/calendar-feed',
      'DELETE /api/v1/me/calendar-feed',
    ],
    weight: 2,
    run: calendarFiles,
  },
  { name: 'page', routes: [`GET ${api}/:id`], weight: 12, run: page },
  { name: 'references', routes: [`GET ${api}/:id`, `GET ${api}`], weight: 3, run: withReferences },
  { name: 'related', routes: [`GET ${api}/:id/related`], weight: 5, run: related },
  {
    name: 'personal',
    routes: [`GET ${api}/:id/personal`, `GET ${api}/:id/personal/archive`, `POST ${api}/:id/personal/erase`],
    weight: 2,
    run: personal,
  },
  { name: 'graph', routes: ['GET /api/v1/relation-graph'], weight: 4, run: graph },
  { name: 'tree', routes: [`GET ${api}/:id/tree`], weight: 4, run: tree },
  { name: 'timeline', routes: [`GET ${api}/:id/timeline`, `GET ${api}/:id/rhythm`, `POST ${api}/rhythms`], weight: 5, run: timeline },
  {
    name: 'told',
    routes: [
      `GET ${api}/:id/history`,
      `GET ${api}/:id/explain`,
      `GET ${api}/:id/visible-to`,
      `GET ${api}/:id/followers`,
      `GET ${api}/:id/colleagues`,
    ],
    weight: 6,
    run: told,
  },
  { name: 'past', routes: [`GET ${api}/:id/as-of`], weight: 5, run: past },
  { name: 'unmask', routes: [`POST ${api}/:id/unmask`], weight: 4, run: unmask },
  { name: 'search', routes: ['GET /api/v1/search'], weight: 8, run: search },
  { name: 'meta', routes: ['GET /api/v1/meta', 'GET /api/openapi.json', 'GET /api/v1/regions'], weight: 1, run: meta },
]
