import type { House } from '../../testing/house.ts'
import { createCanaries } from './canaries.ts'
import { readFacts } from './facts.ts'
import { fillCompany } from './fill-company.ts'
import type { Asker } from './model.ts'
import { type Random, randomFrom } from './random.ts'
import { classNames, objects, workspaceObjects } from './rules.ts'
import { ask, type Company, parts, type Question, refresh, type World } from './world.ts'

const password = 'correct horse battery'
const scopes = ['own', 'team', 'teamAndBelow', 'all'] as const
const levels = ['see', 'read', 'unmask', 'mask', 'hide'] as const
const actions = ['create', 'read', 'update', 'delete', 'export', 'import', 'massUpdate', 'share'] as const

/** Two companies on one server, each with a tree of departments, people with several roles, and records whose values occur nowhere else. */
export async function buildWorld(house: House, seed: number): Promise<World> {
  const random = randomFrom(seed, 1)
  const world: World = { house, canaries: createCanaries(randomFrom(seed, 2)), random, companies: [], known: new Map() }
  const email = 'admin@example.cn'
  const place = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
  const made = await house.app.inject({
    method: 'POST',
    url: '/api/v1/setup',
    payload: { ...place, locale: 'zh-CN', workspaceName: '远山医疗', name: '管理员', email, password },
  })
  if (made.statusCode !== 201) throw new Error(`The set-up was refused: ${made.body}`)
  const cookie = made.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  await ask(house, '', { method: 'POST', url: '/workspaces', body: { ...place, locale: 'en', name: 'Northwind' }, headers: { cookie } })
  const { rows } = await house.database.owner.query<{ workspace_id: string; id: string }>(
    `SELECT u.workspace_id, u.id FROM app_user u ORDER BY u.created_at`,
  )
  for (const [index, { workspace_id, id }] of rows.entries())
    world.companies.push(
      await buildCompany(world, { index, id: workspace_id, adminId: id, browser: await browserOf(house, email, workspace_id) }),
    )
  return world
}

async function buildCompany(world: World, own: { index: number; id: string; adminId: string; browser: string }): Promise<Company> {
  const { house, random, canaries } = world
  const { index, id, adminId, browser } = own
  const admin: Asker = { name: 'admin', workspace: index, id: adminId, token: await tokenOf(house, id, adminId, null), narrowing: null }
  const tell = async (question: Question) => {
    const reply = await ask(house, admin.token, question)
    if (reply.status >= 300) throw new Error(`The world could not be built: ${question.method} ${question.url}: ${reply.text}`)
    return reply.json
  }
  const create = async (url: string, body: object): Promise<string> => String((await tell({ method: 'POST', url, body })).id)

  const departments: string[] = []
  for (let count = 4 + random.below(3); count > 0; count -= 1) {
    const parent = departments.length > 0 && random.chance(0.8) ? { parent: random.pick(departments) } : {}
    departments.push(await create('/departments', { name: `部门 ${canaries.word()}`, ...parent }))
  }
  const roles: string[] = []
  for (let count = 5; count > 0; count -= 1) {
    roles.push(await create('/roles', { name: `角色 ${canaries.word()}`, grants: someGrants(random), readClasses: someLevels(random) }))
  }
  await create('/custom-fields', {
    object: 'account',
    key: 'secretNote',
    kind: 'text',
    labelZh: '密注',
    labelEn: 'Secret note',
    readClass: 'finance',
    searched: true,
  })
  await create('/custom-fields', {
    object: 'account',
    key: 'plainNote',
    kind: 'text',
    labelZh: '注',
    labelEn: 'Plain note',
    searched: true,
  })

  const askers: Asker[] = [admin]
  for (let count = 0; count < 7; count += 1) {
    const held = [...new Set([random.pick(roles), ...random.some(roles, 1)])]
    const department = {
      ...(random.chance(0.85) ? { department: random.pick(departments) } : {}),
      ...(random.chance(0.25) ? { departments: [random.pick(departments)] } : {}),
      ...(random.chance(0.25) ? { manager: random.pick(askers).id } : {}),
    }
    const name = `员工 ${canaries.word()}`
    const user = await create('/users', { name, email: `${canaries.word()}@example.cn`, roles: held, ...department })
    const asker = { name: `${index}-${count}`, workspace: index, id: user, narrowing: null }
    askers.push({ ...asker, token: await tokenOf(house, id, user, null) })
    if (count < 2) {
      const narrowing = { roleId: random.pick(held), readOnly: random.chance(0.5) }
      askers.push({ ...asker, name: `${asker.name} narrowed`, narrowing, token: await tokenOf(house, id, user, narrowing) })
    }
  }
  for (const department of departments)
    if (random.chance(0.3)) await tell({ method: 'PATCH', url: `/departments/${department}`, body: { manager: random.pick(askers).id } })

  const stages = parts(await tell({ method: 'GET', url: '/stages?fields=pipeline&limit=50' }), 'records').map((stage) => ({
    id: String(stage.id),
    pipeline: String((stage.pipeline as { id: string }).id),
  }))
  const facts = await readFacts(house.database.owner, id, canaries, null)
  const company: Company = { index, id, admin, browser, askers, stages, things: [], facts }
  await fillCompany(world, company, tell)
  await refresh(world, company)
  return company
}

/** Signs the administrator in, in a browser of its own for each workspace. */
async function browserOf(house: House, email: string, workspaceId: string): Promise<string> {
  const answer = await house.app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { email, password } })
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const chosen = await ask(house, '', { method: 'POST', url: '/session/workspace', body: { id: workspaceId }, headers: { cookie } })
  if (chosen.status !== 200) throw new Error(`No browser for the administrator: ${chosen.text}`)
  return cookie
}

async function tokenOf(house: House, workspaceId: string, principalId: string, narrowing: Asker['narrowing']): Promise<string> {
  const made = await house.tokens.create({ workspaceId, principalId, name: 'leak', expiresAt: null, createdById: null, narrowing })
  return made.token
}

/** Rights as administrators give them, and as they should not: a wider right to change than to see, none on one object, all on the next. */
function someGrants(random: Random): Record<string, Record<string, string>> {
  const base = random.pick(scopes)
  const grants: Record<string, Record<string, string>> = {}
  for (const object of Object.keys(objects)) {
    if (random.chance(0.12)) continue
    const rights: Record<string, string> = {}
    for (const action of actions)
      if (random.chance(action === 'read' ? 0.92 : 0.7)) rights[action] = random.chance(0.7) ? base : random.pick(scopes)
    grants[object] = rights
  }
  for (const object of workspaceObjects) if (random.chance(0.85)) grants[object] = { read: 'all' }
  if (random.chance(0.2)) grants['*'] = { read: random.pick(scopes) }
  return grants
}

function someLevels(random: Random): Record<string, string> {
  return Object.fromEntries(classNames.filter(() => random.chance(0.75)).map((name) => [name, random.pick(levels)]))
}
