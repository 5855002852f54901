import { read, utils } from '@e965/xlsx'
import { snake } from '../facts.ts'
import { expected, filterable, someCondition } from '../filters.ts'
import { leaksIn } from '../judge.ts'
import { mayDo, maySee, scopeOf } from '../model.ts'
import { jobEnded, type Operation, type Play } from '../play.ts'
import { objects } from '../rules.ts'
import { formOf, type Thing } from '../world.ts'

const routeOf = (object: string): string => objects[object]?.route ?? object
const idOf = (value: unknown): string | null => {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined
  return typeof id === 'string' ? id : null
}

function note(play: Play, kind: Thing['kind'], value: unknown): string | null {
  const id = idOf(value)
  if (id) play.company.things.push({ kind, id, owner: play.asker.id })
  return id
}

const ended = (play: Play, id: string): Promise<void> => jobEnded((url) => play.ask({ method: 'GET', url }), id)

/** A file of records: what is in it lies in the scopes of seeing and of taking away. */
async function exporting(play: Play): Promise<void> {
  const { random, company, asker, world } = play
  const object = random.pick(['account', 'contact', 'opportunity', 'product', 'activity'])
  const condition = filterable.includes(object) && random.chance(0.5) ? someCondition(random, play.company.facts, object) : null
  const filter = condition ? { filter: condition.filter } : {}
  const { facts } = company
  const counted = await play.ask({ method: 'POST', url: '/exports/count', body: { object, ...filter } })
  const format = random.pick(object === 'contact' ? ['csv', 'xlsx', 'vcard'] : ['csv', 'csv', 'xlsx'])
  const fields =
    format === 'csv' && random.chance(0.4)
      ? { fields: [objects[object]?.title ?? 'name', ...Object.keys(objects[object]?.classes ?? {})].map(camel) }
      : {}
  const made = await play.ask({ method: 'POST', url: '/exports', body: { object, format, ...filter, ...fields } })
  const id = note(play, 'export', made.json.export)
  const isRefused =
    !scopeOf(facts, asker, object, 'export') ||
    !scopeOf(facts, asker, object, 'read') ||
    condition?.isForbidden(facts, asker) ||
    asker.narrowing
  if (isRefused) return play.expect(made.status >= 400, 'an export that may not be made')
  if (!id) return
  // What they asked for is shown again in the list of their exports.
  play.keep(JSON.stringify(filter))
  const job = (made.json.export as { jobId?: string | null }).jobId
  if (job) await ended(play, job)
  const must = expected(facts, asker, object, condition).filter((record) => mayDo(facts, asker, record, 'export'))
  if (counted.status === 200)
    play.expect(JSON.stringify(counted.json).includes(`${must.length}`), `an export of ${must.length} counted as ${counted.text}`)
  const file = await play.ask({ method: 'GET', url: `/exports/${id}/file` })
  if (file.status !== 200) return
  const text = format === 'xlsx' ? sheetText(file.bytes) : file.text
  const neighbours = world.companies.filter((other) => other !== company).map((other) => other.facts)
  const known = world.known.get(asker.token) ?? new Set<string>()
  for (const words of leaksIn({ asker, facts, neighbours, canaries: world.canaries, asked: '', answer: text, known }))
    play.expect(false, `in the file: ${words}`)
  for (const record of facts.records.values()) {
    const title = /qz[0-9a-z]{8}/.exec(String(record.columns[objects[object]?.title ?? '']))?.[0]
    const isPart = record.object === object && title !== undefined && format !== 'vcard' && text.includes(title)
    const isReference = Object.entries(objects[object]?.points ?? {}).some(([, to]) => to === object || to === 'any')
    if (isPart && !isReference) play.expect(must.includes(record), `the ${object} ${record.id} in a file of others`)
  }
  play.keep(text)
}

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function sheetText(bytes: Buffer): string {
  const book = read(bytes)
  return Object.values(book.Sheets)
    .map((sheet) => utils.sheet_to_csv(sheet))
    .join('\n')
}

/** What somebody else has going on is not found. */
async function things(play: Play): Promise<void> {
  const { random, world, company, asker } = play
  const from = random.chance(0.2) ? random.pick(world.companies) : company
  if (from.things.length === 0) return
  const thing = random.pick(from.things)
  const url = {
    import: random.pick([
      '/imports/:id',
      '/imports/:id/source',
      '/imports/:id/rows',
      '/imports/:id/effects',
      '/imports/:id/kept',
      '/imports/:id/rejected',
    ]),
    export: random.pick(['/exports/:id', '/exports/:id/file']),
    job: '/jobs/:id',
    change: '/jobs/:id',
    project: random.pick(['/import-projects/:id', '/import-projects/:id/reconcile']),
    template: '/import-templates/:id',
  }[thing.kind].replace(':id', thing.id)
  const reply = await play.ask({ method: 'GET', url })
  const isAnothers = thing.owner !== asker.id || from !== company
  if (isAnothers && ['import', 'export', 'job', 'change'].includes(thing.kind))
    play.expect(reply.status >= 400, `the ${thing.kind} of somebody else`)
  if (from !== company) play.expect(reply.status >= 400, `the ${thing.kind} of another workspace`)
}

/** Nobody stops what somebody else has going on. */
async function cancel(play: Play): Promise<void> {
  const found = play.company.things.filter(({ kind }) => kind === 'job')
  if (found.length === 0) return
  const { id, owner } = play.random.pick(found)
  const reply = await play.ask({ method: 'POST', url: `/jobs/${id}/cancel` })
  if (owner !== play.asker.id) play.expect(reply.status >= 400, 'the job of somebody else, stopped')
}

async function own(play: Play): Promise<void> {
  await play.ask({
    method: 'GET',
    url: play.random.pick(['/imports', '/exports', '/jobs', '/import-projects', '/import-templates', '/audit?limit=200']),
  })
}

/** Rows that name what others hold: what the check says of duplicates and references must not tell more than was in the file. */
async function importing(play: Play): Promise<void> {
  const { random, company, asker } = play
  const object = random.pick(['account', 'contact', 'opportunity'])
  const cell = (record: { columns: Readonly<Record<string, unknown>> } | null, column: string) => String(record?.columns[column] ?? '')
  const lines = Array.from({ length: 4 }, () => {
    const account = play.anyRecord('account')
    const contact = play.anyRecord('contact')
    if (object === 'account') return [cell(account, 'name'), cell(account, 'email'), cell(play.anyRecord('account'), 'name')]
    if (object === 'contact') return [cell(contact, 'name'), cell(contact, 'mobile'), cell(account, 'name')]
    return [play.world.canaries.word(), '12', cell(account, 'name')]
  })
  const head = { account: '名称,邮箱,所属集团', contact: '姓名,手机,客户', opportunity: '名称,金额,客户' }[object] ?? ''
  const { payload, headers } = formOf('名单.csv', [head, ...lines.map((line) => line.join())].join('\n'))
  const made = await play.ask({ method: 'POST', url: `/imports?object=${object}`, payload, headers })
  if (!scopeOf(company.facts, asker, object, 'import') || asker.narrowing)
    return play.expect(made.status >= 400, 'an import that may not be made')
  const id = note(play, 'import', made.json)
  if (!id) return
  // What the file held is the asker's own from here on.
  play.keep(payload.toString())
  const look = (url: string) => play.ask({ method: 'GET', url })
  const plan = made.json.plan
  await play.change({
    method: 'PATCH',
    url: `/imports/${id}`,
    body: { plan: { ...(plan as object), duplicates: { policy: random.pick(['skip', 'update', 'create']) } } },
  })
  const check = await play.ask({ method: 'POST', url: `/imports/${id}/check` })
  const checking = note(play, 'job', check.json.job)
  if (checking) await ended(play, checking)
  for (const what of ['', '/source', '/rows', '/rejected']) await look(`/imports/${id}${what}`)
  if (!random.chance(0.4)) return
  const start = await play.change({ method: 'POST', url: `/imports/${id}/start` })
  const running = note(play, 'job', start.json.job)
  if (running) await ended(play, running)
  for (const what of ['', '/rows', '/effects', '/kept', '/rejected']) await look(`/imports/${id}${what}`)
  const undone = await play.change({ method: 'POST', url: `/imports/${id}/undo` })
  const undoing = note(play, 'job', undone.json.job)
  if (undoing) await ended(play, undoing)
  await play.change({ method: 'POST', url: `/imports/${id}/${random.pick(['cancel', 'pause', 'resume'])}` })
}

async function projects(play: Play): Promise<void> {
  const { random, company, asker } = play
  const mine = company.things.find((thing) => thing.kind === 'import' && thing.owner === asker.id)
  const made = await play.ask({
    method: 'POST',
    url: '/import-projects',
    body: { name: `项目 ${random.below(999)}`, files: mine ? [{ importId: mine.id }] : [] },
  })
  note(play, 'project', made.json)
  const found = company.things.filter(({ kind }) => kind === 'project')
  if (found.length === 0) return
  const { id } = random.pick(found)
  const reply = await play.change({
    method: 'POST',
    url: `/import-projects/${id}/${random.pick(['check', 'start', 'cancel', 'pause', 'resume', 'undo', 'sign-off', 'reopen'])}`,
    body: {},
  })
  const job = note(play, 'job', reply.json.job)
  if (job) await ended(play, job)
  await play.ask({ method: 'GET', url: `/import-projects/${id}/reconcile` })
  await play.ask({ method: 'PATCH', url: `/import-projects/${id}`, body: { name: '改名' } })
  if (random.chance(0.3)) await play.ask({ method: 'DELETE', url: `/import-projects/${id}` })
}

async function templates(play: Play): Promise<void> {
  const body = {
    name: `对应 ${play.world.canaries.word()}`,
    object: 'account',
    columns: [{ name: '名称', target: 'name' }],
    shared: play.random.chance(0.3),
  }
  const made = await play.ask({ method: 'POST', url: '/import-templates', body })
  note(play, 'template', made.json)
  const found = play.company.things.filter(({ kind }) => kind === 'template')
  if (found.length === 0) return
  const { id, owner } = play.random.pick(found)
  const changed = await play.ask({ method: 'PATCH', url: `/import-templates/${id}`, body: { ...body, name: '改名' } })
  if (owner !== play.asker.id && play.asker.name !== 'admin') play.expect(changed.status >= 400, 'the template of somebody else')
  if (play.random.chance(0.3)) await play.ask({ method: 'DELETE', url: `/import-templates/${id}` })
}

/** Changing by a filter touches what the filter shows, and no more. */
async function bulkByFilter(play: Play): Promise<void> {
  const { random, company, asker, world } = play
  const object = random.pick(filterable)
  const condition = someCondition(random, play.company.facts, object)
  if (!condition) return
  const key = object === 'contact' ? 'jobTitle' : 'description'
  const { facts } = company
  const may = expected(facts, asker, object, condition)
  const body = { filter: condition.filter, changes: { [key]: `批 ${world.canaries.word()} 改` } }
  const reply = await play.ask({ method: 'POST', url: `/${routeOf(object)}/bulk-by-filter`, body })
  const job = note(play, 'job', reply.json.job)
  if (job) await ended(play, job)
  await play.change({ method: 'GET', url: `/jobs/${job ?? 'none'}` })
  for (const record of company.facts.records.values()) {
    const before = facts.records.get(record.id)
    if (!before || before.columns[snake(key)] === record.columns[snake(key)]) continue
    play.expect(
      may.some(({ id }) => id === record.id),
      `the ${object} ${record.id} was changed by a filter that it does not fit`,
    )
  }
}

/** Handing over moves what the asker may change, and shows nothing else beforehand. */
async function transfers(play: Play): Promise<void> {
  const { random, company, asker } = play
  const object = random.pick(['account', 'contact', 'opportunity', 'lead', 'activity'])
  const condition = filterable.includes(object) ? someCondition(random, company.facts, object) : null
  const colleague = random.pick(company.askers).id
  const asked = random.chance(0.3)
    ? { person: random.pick(company.askers).id }
    : { object, ...(condition ? { filter: condition.filter } : {}), ...(random.chance(0.3) ? { along: [] } : {}) }
  await play.ask({ method: 'POST', url: '/transfers/preview', body: asked })
  await play.ask({ method: 'GET', url: '/transfers' })
  if (!random.chance(0.3)) return
  const before = company.facts
  const begun = await play.ask({ method: 'POST', url: '/transfers', body: { ...asked, split: [{ to: [colleague] }] } })
  const job = idOf(begun.json.job)
  if (asker.narrowing) return play.expect(begun.status >= 400, 'a transfer with less than the rights of its person')
  if (job) await ended(play, job)
  await play.change({ method: 'GET', url: `/jobs/${job ?? 'none'}` })
  for (const record of company.facts.records.values()) {
    const old = before.records.get(record.id)
    if (!old || old.owner === record.owner) continue
    play.expect(
      mayDo(before, asker, old, 'update') && maySee(before, asker, old),
      `the ${record.object} ${record.id} was handed over by somebody who may not change it`,
    )
  }
}

async function notices(play: Play): Promise<void> {
  const { random } = play
  await play.ask({
    method: 'GET',
    url: random.pick(['/notifications?limit=100', '/notifications/unread', '/notifications?unread=true&limit=50']),
  })
  if (random.chance(0.1)) await play.ask({ method: 'POST', url: '/notifications/read', body: {} })
  const record = play.anyRecord()
  const reply = await play.ask({ method: random.pick(['POST', 'POST', 'DELETE']), url: `/${routeOf(record.object)}/${record.id}/follow` })
  const isSeen = play.company.facts.records.has(record.id) && maySee(play.company.facts, play.asker, record)
  if (!isSeen) play.expect(reply.status >= 400, 'following what is not seen')
}

const imports = '/api/v1/imports'
const project = '/api/v1/import-projects'
const template = '/api/v1/import-templates'
const steps = (base: string, names: readonly string[], method = 'POST'): string[] => names.map((name) => `${method} ${base}/:id/${name}`)
export const workOperations: readonly Operation[] = [
  {
    name: 'export',
    routes: ['POST /api/v1/exports', 'POST /api/v1/exports/count', 'GET /api/v1/exports/:id/file'],
    weight: 3,
    run: exporting,
  },
  {
    name: 'things',
    routes: ['GET /api/v1/exports/:id', 'GET /api/v1/jobs/:id', `GET ${imports}/:id`, `GET ${template}/:id`, `GET ${project}/:id`],
    weight: 5,
    run: things,
  },
  { name: 'cancel', routes: ['POST /api/v1/jobs/:id/cancel'], weight: 1, run: cancel },
  {
    name: 'own work',
    routes: [`GET ${imports}`, 'GET /api/v1/exports', 'GET /api/v1/jobs', `GET ${project}`, `GET ${template}`, 'GET /api/v1/audit'],
    weight: 3,
    run: own,
  },
  {
    name: 'import',
    routes: [
      `POST ${imports}`,
      `PATCH ${imports}/:id`,
      ...steps(imports, ['check', 'start', 'undo', 'pause', 'resume', 'cancel']),
      ...steps(imports, ['rows', 'effects', 'kept', 'rejected', 'source'], 'GET'),
    ],
    weight: 1,
    run: importing,
  },
  {
    name: 'import project',
    routes: [
      `POST ${project}`,
      `PATCH ${project}/:id`,
      `DELETE ${project}/:id`,
      `GET ${project}/:id/reconcile`,
      ...steps(project, ['check', 'start', 'undo', 'cancel', 'pause', 'resume', 'sign-off', 'reopen']),
    ],
    weight: 1,
    run: projects,
  },
  { name: 'template', routes: [`POST ${template}`, `PATCH ${template}/:id`, `DELETE ${template}/:id`], weight: 1, run: templates },
  { name: 'bulk by filter', routes: ['POST /api/v1/:route/bulk-by-filter'], weight: 1, run: bulkByFilter },
  {
    name: 'transfers',
    routes: ['GET /api/v1/transfers', 'POST /api/v1/transfers', 'POST /api/v1/transfers/preview'],
    weight: 2,
    run: transfers,
  },
  {
    name: 'notices',
    routes: [
      'GET /api/v1/notifications',
      'GET /api/v1/notifications/unread',
      'POST /api/v1/notifications/read',
      'POST /api/v1/:route/:id/follow',
      'DELETE /api/v1/:route/:id/follow',
    ],
    weight: 4,
    run: notices,
  },
]
