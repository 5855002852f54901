import { afterAll, expect } from 'vitest'
import { choiceLists, crmActions, crmObjects, seedWorkspace } from '../crm/index.ts'
import { type Context, type Engine, fixedClock, type Grants, type JobDefinition, openEngine } from '../engine/index.ts'
import { freshDatabase } from './database.ts'

export type TestWorkspace = {
  readonly engine: Engine
  readonly id: string
  readonly clock: ReturnType<typeof fixedClock>
  /** The administrator who set the workspace up. */
  readonly admin: Context
  /** A user with a role of these rights, in a department of that name. */
  user(
    name: string,
    options?: { role?: string; grants?: Grants; readClasses?: Record<string, string>; department?: string },
  ): Promise<Context>
  /** The same person, with what was configured meanwhile. */
  again(context: Context): Promise<Context>
  department(name: string, parent?: string): Promise<string>
  stage(name: string): Promise<{ id: string; pipeline: string }>
}

/**
 * A record engine over a database of its own for one test file; call it once at the top, and the function it gives for each test:
 *
 *     const freshWorkspace = await testEngine()
 *     test('…', async () => { const { admin } = await freshWorkspace() })
 */
export async function testEngine(
  options: { background?: boolean; workspaceContext?: 'remembered' | 'perTransaction'; jobs?: readonly JobDefinition[] } = {},
): Promise<() => Promise<TestWorkspace>> {
  const database = await freshDatabase()
  const clock = fixedClock(new Date().toISOString())
  const faults: unknown[] = []
  const engine = await openEngine({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    clock,
    connections: 6,
    background: options.background === true,
    ...(options.workspaceContext ? { workspaceContext: options.workspaceContext } : {}),
    ...(options.jobs ? { jobs: options.jobs } : {}),
    onError: (error) => faults.push(error),
  })
  afterAll(async () => {
    await engine.close()
    if (faults.length > 0) throw new AggregateError(faults, 'The engine reported faults in the background')
  })
  let count = 0
  return async () => {
    count += 1
    const made = await engine.createWorkspace({
      name: `测试 ${count}`,
      currency: 'CNY',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      administrator: { name: '管理员', email: `admin${count}@example.com` },
    })
    return workspaceOf(engine, clock, made.workspaceId, made.administratorId)
  }
}

async function workspaceOf(engine: Engine, clock: TestWorkspace['clock'], id: string, administratorId: string): Promise<TestWorkspace> {
  const admin = await engine.contextFor({ workspaceId: id, principalId: administratorId, through: 'test' })
  const departments = new Map<string, string>()
  const department = async (name: string, parent?: string): Promise<string> => {
    const known = departments.get(name)
    if (known) return known
    const made = await admin.write({
      kind: 'create',
      object: 'department',
      values: { name, ...(parent ? { parent: departments.get(parent) } : {}) },
    })
    departments.set(name, made.id)
    return made.id
  }
  return {
    engine,
    id,
    clock,
    admin,
    department,
    again: (context) => engine.contextFor({ workspaceId: id, principalId: context.reader.principal.id, through: 'test' }),
    async user(name, options = {}) {
      const role = options.grants
        ? (
            await admin.write({
              kind: 'create',
              object: 'role',
              values: { name: `${name} 的角色`, grants: options.grants, readClasses: options.readClasses ?? null },
            })
          ).id
        : (await admin.list({ object: 'role', filter: { field: 'name', op: 'is', value: options.role ?? '销售' } })).ids[0]
      const made = await admin.write({
        kind: 'create',
        object: 'user',
        values: { name, roles: role ? [role] : [], ...(options.department ? { department: await department(options.department) } : {}) },
      })
      return engine.contextFor({ workspaceId: id, principalId: made.id, through: 'test' })
    },
    async stage(name) {
      const page = await admin.list({ object: 'stage', filter: { field: 'name', op: 'is', value: name }, fields: ['pipeline'] })
      const [found] = JSON.parse(page.records) as { id: string; pipeline: { id: string } }[]
      if (!found) throw new Error(`No stage is called ${name}`)
      return { id: found.id, pipeline: found.pipeline.id }
    },
  }
}

/** The records of a page, parsed. */
export function recordsOf(page: { records: string }): Record<string, unknown>[] {
  return JSON.parse(page.records) as Record<string, unknown>[]
}

/** Waits until what was committed so far can be read as events: when no older transaction is open, be it that of another test in another database. */
export async function eventsFinal({ owner }: Pick<Engine, 'owner'>): Promise<void> {
  const { rows } = await owner.query<{ next: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next')
  const isFinal = 'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS final'
  await expect.poll(async () => (await owner.query(isFinal, [rows[0]?.next])).rows[0]?.final, { timeout: 20_000, interval: 20 }).toBe(true)
}
