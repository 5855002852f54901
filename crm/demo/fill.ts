import type { Context, WriteRequest } from '../../engine/index.ts'
import { type DemoCustomer, demoCustomer } from './customer.ts'
import { departmentTree, products, team } from './words.ts'

export type DemoOptions = { accounts: number; seed: number; onProgress?: (done: number) => void }

const accountsPerStep = 60
const mostRequests = 500

/** Fills a workspace with the demo company, through the one write path: a distributor of medical devices, its people, its customers and two years with them. */
export async function fillDemo(context: Context, options: DemoOptions): Promise<void> {
  const write = writerOf(context)
  const owners = await organisation(context, write)
  const productIds = await catalogue(write)
  const { stages, pipeline } = await pipelineOf(context)
  const now = context.reader.clock.now()
  for (let start = 0; start < options.accounts; start += accountsPerStep) {
    const count = Math.min(accountsPerStep, options.accounts - start)
    const customers = Array.from({ length: count }, (_, index) =>
      demoCustomer(start + index, { seed: options.seed, now, owners: owners.length }),
    )
    await addCustomers(write, customers, { owners, productIds, stages, pipeline })
    options.onProgress?.(start + count)
  }
}

type Write = (object: string, values: readonly Record<string, unknown>[]) => Promise<string[]>

function writerOf(context: Context): Write {
  return async (object, values) => {
    const ids: string[] = []
    for (let start = 0; start < values.length; start += mostRequests) {
      const requests = values.slice(start, start + mostRequests).map((one): WriteRequest => ({ kind: 'create', object, values: one }))
      const { results } = await context.bulk(requests)
      for (const result of results) if ('id' in result) ids.push(result.id)
    }
    return ids
  }
}

async function organisation(context: Context, write: Write): Promise<string[]> {
  const departments = new Map<string, string>()
  for (const [name, parent] of departmentTree) {
    const [id] = await write('department', [{ name, parent: parent ? departments.get(parent) : null }])
    if (id) departments.set(name, id)
  }
  // The seeded roles, in the order in which they were made: administrator, director, manager, representative.
  const roles = await context.list({ object: 'role', sort: ['createdAt'], limit: 10 })
  const roleOf = { director: roles.ids[1], manager: roles.ids[2], rep: roles.ids[3] }
  return write(
    'user',
    team.map(({ name, department, position, role }) => ({
      name,
      department: departments.get(department),
      position,
      roles: [roleOf[role]].filter(Boolean),
    })),
  )
}

async function catalogue(write: Write): Promise<string[]> {
  const names = [...new Set(products.map(([, , category]) => category))]
  const categories = await write(
    'productCategory',
    names.map((name) => ({ name })),
  )
  return write(
    'product',
    products.map(([code, name, category, specification, price, cost]) => ({
      code,
      name: `${code} ${name}`,
      category: categories[names.indexOf(category)],
      specification,
      unit: 'unit',
      price: String(price),
      cost: String(cost),
    })),
  )
}

async function pipelineOf(context: Context): Promise<{ stages: string[]; pipeline: string }> {
  const pipelines = await context.list({ object: 'pipeline', filter: { field: 'isDefault', op: 'is', value: true }, limit: 1 })
  const pipeline = pipelines.ids[0] ?? ''
  const stages = await context.list({
    object: 'stage',
    filter: { field: 'pipeline', op: 'is', value: pipeline },
    sort: ['position'],
    limit: 50,
  })
  return { stages: stages.ids, pipeline }
}

async function addCustomers(
  write: Write,
  customers: readonly DemoCustomer[],
  known: { owners: string[]; productIds: string[]; stages: string[]; pipeline: string },
): Promise<void> {
  const ownerOf = (customer: DemoCustomer): string | undefined => known.owners[customer.owner]
  const accounts = await write(
    'account',
    customers.map((one) => ({
      name: one.name,
      shortName: one.shortName,
      region: one.region,
      phone: one.phone,
      level: one.level,
      status: one.status,
      industry: 'medical',
      type: 'public-institution',
      employees: one.employees,
      annualRevenue: String(one.annualRevenue),
      description: one.description,
      nextActivityAt: one.nextActivityAt,
      owner: ownerOf(one),
    })),
  )
  const contacts = await write(
    'contact',
    customers.flatMap((one, index) => one.contacts.map((contact) => ({ ...contact, account: accounts[index], owner: ownerOf(one) }))),
  )
  let firstContact = 0
  const contactsOf = customers.map((one) => {
    const own = contacts.slice(firstContact, firstContact + one.contacts.length)
    firstContact += one.contacts.length
    return own
  })
  await write(
    'opportunity',
    customers.flatMap((one, index) =>
      one.opportunities.map(({ product, stage, amount, ...rest }) => ({
        ...rest,
        amount: String(amount),
        product: known.productIds[product],
        stage: known.stages[stage],
        pipeline: known.pipeline,
        account: accounts[index],
        contact: contactsOf[index]?.[0],
        owner: ownerOf(one),
      })),
    ),
  )
  await write(
    'activity',
    customers.flatMap((one, index) =>
      one.activities.map(({ at, contact, ...rest }) => ({
        ...rest,
        occurAt: at,
        ...(rest.status === 'planned' ? { dueAt: at } : {}),
        account: accounts[index],
        contact: contactsOf[index]?.[contact],
        regarding: { object: 'account', id: accounts[index] },
        owner: ownerOf(one),
      })),
    ),
  )
}
