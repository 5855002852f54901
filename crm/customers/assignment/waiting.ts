import { type Engine, ident, param, readerOfSystem, sql } from '../../../engine/index.ts'
import { assignedObjects } from '../objects/assignment-rule.ts'
import { assignPart } from './assign.ts'
import { fitting } from './plan.ts'
import { activeRules, readyRules } from './rules.ts'

const atOnce = 200
const watchedMs = 300

/** Gives out what has come in without an owner and lies in no pool, in every workspace that has rules. Answers how many. */
export async function assignWaiting(engine: Engine, only?: string): Promise<number> {
  const { rows } = await engine.owner.query<{ workspace_id: string; object: string }>(
    'SELECT DISTINCT workspace_id, object FROM assignment_rule WHERE active AND deleted_at IS NULL AND ($1::uuid IS NULL OR workspace_id = $1)',
    [only ?? null],
  )
  let assigned = 0
  for (const { workspace_id, object } of rows) assigned += await assignIn(engine, workspace_id, object)
  return assigned
}

async function assignIn(engine: Engine, workspaceId: string, object: string): Promise<number> {
  const context = await engine.systemContext(workspaceId, 'assignment')
  const reader = readerOfSystem(context.reader)
  let assigned = 0
  for (;;) {
    const ids = await context.snapshot(async (snapshot) => {
      const rules = (await readyRules(snapshot, reader, await activeRules(snapshot, workspaceId, object))).filter(
        ({ people }) => people.length > 0,
      )
      if (rules.length === 0) return []
      const found = await snapshot.query<{ id: string }>(
        workspaceId,
        sql`SELECT t.id FROM ${ident(reader.object(object).definition.table)} t WHERE t.workspace_id = ${param(workspaceId, 'uuid')} AND t.deleted_at IS NULL AND t.owner_id IS NULL AND t.pool_id IS NULL
          AND true = ANY (${fitting(reader, object, rules, 't')}) ORDER BY t.id LIMIT ${param(atOnce, 'int')}`,
      )
      return found.map(({ id }) => id)
    })
    if (ids.length === 0) return assigned
    const part = await context.transaction((inside) => assignPart(inside, object, ids), { readOnlyFields: true })
    assigned += part.assigned
    // Everybody is full, or the records may not be given away: they wait for the next look.
    if (part.assigned === 0) return assigned
  }
}

/** Looks whenever something came in without an owner, in a moment and not by the minute: a lead goes cold. Answers what ends it. */
export function watchUnassigned(engine: Engine, onError: (error: unknown) => void): () => void {
  const wanted = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  const stop = engine.feed?.listen((events) => {
    for (const { kind, object, payload, workspaceId } of events) {
      const isOwnerless = kind === 'record.create' && Array.isArray(payload?.['fields']) && !payload['fields'].includes('owner')
      if (isOwnerless && assignedObjects.some((one) => one === object)) wanted.add(workspaceId)
    }
    if (wanted.size === 0) return
    timer ??= setTimeout(() => {
      timer = null
      const workspaces = [...wanted]
      wanted.clear()
      void Promise.all(workspaces.map((workspaceId) => assignWaiting(engine, workspaceId))).catch(onError)
    }, watchedMs)
  })
  return () => {
    stop?.()
    if (timer) clearTimeout(timer)
  }
}
