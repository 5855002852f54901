import { type ActionContext, type Context, idAt, type PastRecord, param, sql, writePast } from '../../engine/index.ts'
import { accountsPerOwner, type DemoCompany, day, historyDays, mostOpportunities, mostOwners, mostRich } from './company.ts'
import { atWork, instant } from './moments.ts'
import { type Chance, chanceFrom, personName } from './random.ts'
import { departmentTree, products, tags, team } from './words.ts'

export type DemoRequest = { readonly accounts: number; readonly seed: number; readonly now: number }

/** What a workspace brings with it and the demo company uses: the roles and the pipeline that it was seeded with. */
export type Seeded = {
  readonly roles: Record<'director' | 'manager' | 'rep', string | undefined>
  readonly pipeline: string
  readonly stages: string[]
}

export async function seededOf(context: Context): Promise<Seeded> {
  // In the order in which they were made: administrator, director, manager, representative.
  const roles = await context.list({ object: 'role', sort: ['createdAt'], limit: 10 })
  const pipelines = await context.list({ object: 'pipeline', filter: { field: 'isDefault', op: 'is', value: true }, limit: 1 })
  const pipeline = pipelines.ids[0] ?? ''
  const stages = await context.list({
    object: 'stage',
    filter: { field: 'pipeline', op: 'is', value: pipeline },
    sort: ['position'],
    limit: 50,
  })
  return { roles: { director: roles.ids[1], manager: roles.ids[2], rep: roles.ids[3] }, pipeline, stages: stages.ids }
}

/** Departments and people, the catalogue and the tags, as they have been there from the first day; and the numbers of the customers to come. */
export async function organise(inside: ActionContext, request: DemoRequest, seeded: Seeded): Promise<DemoCompany> {
  const chance = chanceFrom(request.seed)
  const at = atWork(request.now - (historyDays + 1) * day)
  const record = (object: string, values: Record<string, unknown>): PastRecord => ({
    object,
    id: idAt(at, chance.bytes(16)),
    changes: [{ at: instant(at), by: inside.reader.principal.id, values }],
  })
  const departments = new Map<string, PastRecord>()
  for (const [name, parent] of departmentTree)
    departments.set(name, record('department', { name, parent: parent ? departments.get(parent)?.id : null }))
  const people = staff(chance, request.accounts).map(({ name, department, position, role }) =>
    record('user', { name, department: departments.get(department)?.id, position, roles: [seeded.roles[role]].filter(Boolean) }),
  )
  const categories = new Map([...new Set(products.map(([, , name]) => name))].map((name) => [name, record('productCategory', { name })]))
  const catalogue = products.map(([code, name, category, specification, price, cost]) =>
    record('product', {
      code,
      name: `${code} ${name}`,
      category: categories.get(category)?.id,
      specification,
      unit: 'unit',
      price: String(price),
      cost: String(cost),
    }),
  )
  const labels = tags.map((name) => record('tag', { name }))
  await writePast(inside, [...departments.values(), ...people, ...categories.values(), ...catalogue, ...labels])
  return {
    ...request,
    firstNumbers: {
      account: await reserve(inside, 'account.number', request.accounts),
      opportunity: await reserve(inside, 'opportunity.number', request.accounts * mostOpportunities),
    },
    owners: people.map(({ id }) => id),
    products: catalogue.map(({ id }) => id),
    tags: labels.map(({ id }) => id),
    pipeline: seeded.pipeline,
    stages: seeded.stages,
    density: request.accounts > mostRich ? 'sparse' : 'rich',
  }
}

type Person = { name: string; department: string; position: string; role: keyof Seeded['roles'] }

/** The team of eight, and for a long list of customers as many more as it takes to look after them. */
function staff(chance: Chance, accounts: number): Person[] {
  const more = Math.max(0, Math.min(mostOwners, Math.ceil(accounts / accountsPerOwner)) - team.length)
  const groups = departmentTree.filter(([, parent]) => parent === '华东大区')
  return [
    ...team,
    ...Array.from({ length: more }, (_, index): Person => {
      const [department] = groups[index % groups.length] ?? groups[0] ?? departmentTree[0]
      return { name: personName(chance), department, position: 'sales', role: 'rep' }
    }),
  ]
}

/** Takes numbers out of a series, as a server does with its blocks. Answers the first of them. */
async function reserve({ reader, query }: ActionContext, series: string, size: number): Promise<number> {
  const [row] = await query<{ next: string }>(
    sql`INSERT INTO number_series AS n (workspace_id, series, next) VALUES (${param(reader.workspaceId, 'uuid')}, ${series}, ${size + 1})
      ON CONFLICT (workspace_id, series) DO UPDATE SET next = n.next + ${size} RETURNING next`,
  )
  return Number(row?.next) - size
}
