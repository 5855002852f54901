import type { Fact } from '../facts.ts'
import { someShare, uploadFile } from '../fill-company.ts'
import { maySee, scopeOf, wholeLevelOf } from '../model.ts'
import type { Operation, Play } from '../play.ts'
import { objects } from '../rules.ts'

const routeOf = (object: string): string => objects[object]?.route ?? object
/** Sensitive fields that people fill in. */
const entered: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { bank_name: 'finance' },
  contact: { wechat: 'personal-contact' },
}
const texts: Readonly<Record<string, readonly string[]>> = {
  account: ['name', 'description', 'bankName', 'secretNote', 'plainNote'],
  contact: ['name', 'jobTitle', 'wechat', 'preferences'],
  lead: ['name', 'companyName', 'intent'],
  opportunity: ['name', 'nextStep', 'description'],
  activity: ['subject', 'content', 'place'],
  accountContact: ['roleTitle'],
  customerNeed: ['name', 'resources', 'serviceStandard'],
  relation: ['note'],
  accountAddress: ['recipient'],
  externalFact: ['value', 'source'],
  consent: ['evidence'],
  product: ['name', 'description'],
  tag: ['name'],
  file: ['name'],
  savedView: ['name'],
  recordShare: ['reason'],
  textTemplate: ['name', 'content'],
  activityTemplate: ['name', 'content'],
}

function changes(play: Play, object: string): Record<string, unknown> {
  const { random, world, company } = play
  const values: Record<string, unknown> = { [random.pick(texts[object] ?? ['name'])]: `改 ${world.canaries.word()} 了` }
  if (objects[object]?.owned && random.chance(0.4)) values.owner = random.pick(company.askers).id
  const points = Object.entries(objects[object]?.points ?? {}).filter(([, to]) => to !== 'any')
  if (points.length > 0 && random.chance(0.3)) {
    const [key, to] = random.pick(points)
    values[key] = play.anyRecord(to).id
  }
  return values
}

async function change(play: Play): Promise<void> {
  const record = play.anyRecord()
  const stale = play.random.chance(0.3) ? { 'if-match': '"1"' } : undefined
  const reply = await play.change({
    method: 'PATCH',
    url: `/${routeOf(record.object)}/${record.id}`,
    body: changes(play, record.object),
    ...(stale ? { headers: stale } : {}),
  })
  const own = reply.status === 200 ? forbiddenChange(play, record) : null
  play.expect(own === null, `the field ${own} was changed without the right to`)
  note(play, reply.json)
}

/** A field of the record that its asker sees masked, or may only read, and that is another one now. */
function forbiddenChange({ company, asker }: Play, before: Fact): string | null {
  const now = company.facts.records.get(before.id)
  const changed = Object.entries(entered[before.object] ?? {}).find(
    ([column, group]) => now?.columns[column] !== before.columns[column] && wholeLevelOf(company.facts, asker, group) !== 'see',
  )
  return changed?.[0] ?? null
}

function note(play: Play, json: Record<string, unknown>): void {
  if (typeof json.changeId === 'string') play.company.things.push({ kind: 'change', id: json.changeId, owner: play.asker.id })
}

async function create(play: Play): Promise<void> {
  const { random, world, company } = play
  const object = random.pick(['account', 'contact', 'lead', 'activity', 'opportunity'])
  const points = object === 'account' ? {} : { account: play.anyRecord('account').id }
  const values: Record<string, unknown> = { ...changes(play, object), ...(object === 'lead' ? {} : points) }
  values[object === 'activity' ? 'subject' : 'name'] = `新 ${world.canaries.word()} 的`
  if (object === 'activity' && random.chance(0.5))
    values.content = `问 @[某人](${random.pick(company.askers).id}) ${world.canaries.word()} 好`
  if (object === 'opportunity') Object.assign(values, random.pick(company.stages.map(({ id, pipeline }) => ({ stage: id, pipeline }))))
  note(play, (await play.change({ method: 'POST', url: `/${routeOf(object)}`, body: values })).json)
}

async function remove(play: Play): Promise<void> {
  const record = play.anyRecord(play.random.pick(['activity', 'contact', 'lead', 'file', 'savedView', 'account']))
  const base = `/${routeOf(record.object)}/${record.id}`
  // Taken away and brought back: the world must not run empty.
  note(play, (await play.change({ method: 'DELETE', url: base })).json)
  await play.ask({ method: 'GET', url: `/${routeOf(record.object)}?deleted=true&limit=200` })
  await play.change({ method: 'POST', url: `${base}/restore` })
  if (play.random.chance(0.8)) await play.change({ method: 'POST', url: `${base}/restore` }, play.company.admin)
}

/** Somebody shares what they may not, takes back what is not theirs, or rightly does either; reads follow. */
async function share(play: Play): Promise<void> {
  const { random, company } = play
  const record = play.anyRecord(random.pick(['account', 'contact', 'opportunity', 'lead', 'activity', 'savedView']))
  const receivers = [
    ...company.askers.map(({ id }) => ({ object: 'user', id })),
    ...[...company.facts.departments.keys()].map((id) => ({ object: 'department', id })),
  ]
  const body = { record: { object: record.object, id: record.id }, ...someShare(random, receivers) }
  note(play, (await play.change({ method: 'POST', url: '/record-shares', body })).json)
  const other = play.anyRecord('recordShare').id
  await play.ask({ method: 'GET', url: '/record-shares?limit=200' })
  if (random.chance(0.5)) note(play, (await play.change({ method: 'DELETE', url: `/record-shares/${other}` })).json)
  else
    note(
      play,
      (await play.change({ method: 'PATCH', url: `/record-shares/${other}`, body: { level: random.pick(['read', 'edit']) } })).json,
    )
}

async function bulk(play: Play): Promise<void> {
  const { random } = play
  const object = random.pick(['account', 'contact', 'opportunity', 'lead'])
  const ids = [...new Set([play.anyRecord(object), play.anyRecord(object)].map(({ id }) => id))]
  const body = { update: ids.map((id) => ({ id, ...changes(play, object) })), ...(random.chance(0.6) ? { partial: true } : {}) }
  note(play, (await play.change({ method: 'POST', url: `/${routeOf(object)}/bulk`, body })).json)
}

async function undo(play: Play): Promise<void> {
  const found = play.company.things.filter(({ kind }) => kind === 'change')
  if (found.length === 0) return
  await play.change({ method: 'POST', url: `/changes/${play.random.pick(found).id}/undo` })
}

async function act(play: Play): Promise<void> {
  const { random, company } = play
  const opportunity = play.anyRecord('opportunity').id
  const next = play.anyRecord(random.pick(['account', 'lead', 'opportunity']))
  const { id: stage, pipeline } = random.pick(company.stages)
  const [key, body] = random.pick<[string, object]>([
    ['opportunity.changeStage', { opportunity, stage }],
    ['opportunity.changePipeline', { opportunity, pipeline, stage }],
    [
      'activity.finish',
      { activity: play.anyRecord('activity').id, outcome: `成 ${play.world.canaries.word()} 了`, nextAt: '2027-03-01T02:00:00Z' },
    ],
    [
      'activity.log',
      {
        activity: { subject: `记 ${play.world.canaries.word()} 下`, type: 'note', account: play.anyRecord('account').id },
        next: { object: next.object, id: next.id, at: '2027-02-01T02:00:00Z' },
      },
    ],
    [
      'activity.checkIn',
      {
        latitude: 31.3,
        longitude: 120.6,
        accuracy: 10,
        ...(random.chance(0.5) ? { activity: play.anyRecord('activity').id } : { account: play.anyRecord('account').id }),
      },
    ],
    ['activity.checkOut', { activity: play.anyRecord('activity').id, without: 'refused', outcome: `去 ${play.world.canaries.word()} 了` }],
    [random.pick(['assignment.rehearse', 'assignment.assign']), { object: random.pick(['account', 'lead']), held: random.chance(0.2) }],
    ['account.placeByVisit', { activity: play.anyRecord('activity').id }],
    [
      'account.changeLifecycle',
      {
        account: play.anyRecord('account').id,
        stage: random.pick(['engaged', 'customer', 'lapsed']),
        reason: `因 ${play.world.canaries.word()} 变`,
      },
    ],
    ['user.deactivate', { user: random.pick(company.askers).id }],
    [
      'department.merge',
      { from: random.pick([...company.facts.departments.keys()]), into: random.pick([...company.facts.departments.keys()]) },
    ],
  ])
  // The administrator may do these two, and then there would be fewer to ask.
  if ((key === 'user.deactivate' || key === 'department.merge') && scopeOf(company.facts, play.asker, 'user', 'update') === 'all') return
  note(play, (await play.change({ method: 'POST', url: `/actions/${key}`, body })).json)
}

/** The organisation moves under everybody; the next request must know. */
async function reorganise(play: Play): Promise<void> {
  const { random, company } = play
  const people = company.askers.filter(({ id }) => id !== company.admin.id)
  const departments = [...company.facts.departments.keys()]
  const roles = [...company.facts.roles.values()].filter(({ administrator }) => !administrator).map(({ id }) => id)
  const [url, body] = random.pick<[string, object]>([
    [`/users/${random.pick(people).id}`, { department: random.pick(departments) }],
    [`/users/${random.pick(people).id}`, { roles: [random.pick(roles)] }],
    [`/departments/${random.pick(departments)}`, { parent: random.pick(departments) }],
    [`/departments/${random.pick(departments)}`, { manager: random.pick(people).id }],
  ])
  await play.change({ method: 'PATCH', url, body }, random.chance(0.7) ? company.admin : play.asker)
}

async function files(play: Play): Promise<void> {
  const { company, asker, world } = play
  if (play.random.chance(0.2)) {
    const place = play.anyRecord(play.random.pick(['account', 'contact', 'opportunity']))
    const reply = await uploadFile(world, company, asker, { object: place.object, id: place.id })
    await play.change({ method: 'GET', url: `/files/${String(reply.json.id ?? play.anyRecord('file').id)}` })
    return
  }
  const file = play.anyRecord('file')
  const reply = await play.ask({ method: 'GET', url: `/files/${file.id}/content` })
  const isSeen = company.facts.records.has(file.id) && !file.deleted && maySee(company.facts, asker, file)
  if (file.object === 'file' && !isSeen) play.expect(reply.status >= 400, 'the content of a file that is not seen')
}

const api = '/api/v1/:route'
export const writingOperations: readonly Operation[] = [
  { name: 'change', routes: [`PATCH ${api}/:id`], weight: 7, run: change },
  { name: 'create', routes: [`POST ${api}`], weight: 2, run: create },
  { name: 'remove', routes: [`DELETE ${api}/:id`, `POST ${api}/:id/restore`], weight: 2, run: remove },
  { name: 'share', routes: [`POST ${api}`, `PATCH ${api}/:id`, `DELETE ${api}/:id`], weight: 4, run: share },
  { name: 'bulk', routes: [`POST ${api}/bulk`], weight: 2, run: bulk },
  { name: 'undo', routes: ['POST /api/v1/changes/:changeId/undo'], weight: 2, run: undo },
  { name: 'act', routes: ['POST /api/v1/actions/:key'], weight: 3, run: act },
  { name: 'reorganise', routes: [`PATCH ${api}/:id`], weight: 2, run: reorganise },
  { name: 'files', routes: ['POST /api/v1/files', 'GET /api/v1/files/:id/content'], weight: 4, run: files },
]
