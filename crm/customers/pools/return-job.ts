import {
  type Batch,
  type Context,
  ident,
  type JobDefinition,
  type JobTools,
  type Notice,
  param,
  readerOfSystem,
  sql,
  type WriteRequest,
  writeEach,
} from '../../../engine/index.ts'
import { giving } from './release.ts'
import { activeRules, type ReturnRule, reasonOf } from './rules.ts'
import { among, dueBetween, takenAt } from './taken.ts'

const stepSize = 500
const listedRefusals = 200
const day = 86_400_000
/** At night, in the zone of the workspace. */
export const returnHour = 3

type Refused = { id: string; code: string; field?: string }
type Progress = { returned: number; refused: Refused[]; owners: Record<string, Record<string, number>> }

/** Every night: what the rules say goes back to its pool, and whoever holds something that will go soon is told. */
export const poolReturn: JobDefinition = {
  kind: 'poolReturn',
  title: { zh: '公海自动收回', en: 'Return to the pools' },
  class: 'bulk',
  nightly: {
    hour: returnHour,
    wanted: (ws) =>
      sql`SELECT 1 FROM pool_rule r JOIN pool p ON p.workspace_id = ${ws} AND p.id = r.pool_id AND p.active AND p.deleted_at IS NULL WHERE r.workspace_id = ${ws} AND r.active AND r.deleted_at IS NULL LIMIT 1`,
  },
  async run(context, batch, tools) {
    const at = new Date(String(batch.input.at))
    const { workspaceId } = context.reader
    const rules = await context.snapshot((snapshot) => activeRules(snapshot, workspaceId))
    const byObject = [...Map.groupBy(rules, ({ object }) => object)].sort(([one], [other]) => (one < other ? -1 : 1))
    const done: Done = {
      count: batch.done,
      total: batch.total ?? 0,
      progress: { returned: 0, refused: [], owners: {}, ...(batch.result as Partial<Progress>) },
    }
    const reached = typeof batch.checkpoint?.object === 'string' ? batch.checkpoint.object : ''
    for (const [object, own] of byObject) {
      if (object < reached) continue
      const after = object === reached && typeof batch.checkpoint?.after === 'string' ? batch.checkpoint.after : null
      if (!(await returnAll(context, tools, { object, rules: own, at, after }, done))) return
    }
    await tools.tell([...toldOf(done.progress, batch), ...(await warnings(context, batch, byObject, at))])
  },
}

type Done = { count: number; total: number; progress: Progress }
type Part = { object: string; rules: readonly ReturnRule[]; at: Date; after: string | null }

/** Answers false when somebody asked to stop. */
async function returnAll(context: Context, tools: JobTools, { object, rules, at, after }: Part, done: Done): Promise<boolean> {
  const reader = readerOfSystem(context.reader)
  const beyond = after ? sql` WHERE n.id > ${param(after, 'uuid')}` : sql``
  const found = await context.snapshot((snapshot) =>
    snapshot.query<{ id: string }>(
      reader.workspaceId,
      sql`SELECT n.id FROM (${takenAt(reader, object, rules, at)}) n${beyond} ORDER BY n.id`,
    ),
  )
  done.total = done.count + found.length
  const { table } = reader.object(object).definition
  for (let start = 0; start < found.length; start += stepSize) {
    const ids = found.slice(start, start + stepSize).map(({ id }) => id)
    const goOn = await tools.step(async (inside) => {
      // Somebody may have called the customer while the others went: what no longer fits stays, and nobody can change it in between.
      await inside.query(
        sql`SELECT t.id FROM ${ident(table)} t WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND ${among(ids)} ORDER BY t.id FOR UPDATE`,
      )
      const rows = await inside.query<{ id: string; owner_id: string; rule: number }>(takenAt(reader, object, rules, at, among(ids)))
      const requests = rows.flatMap(({ id, owner_id: owner, rule }): WriteRequest[] => {
        const by = rules[rule]
        return by ? [giving(object, { id, owner }, { pool: by.pool, reason: reasonOf[by.condition], at: at.toISOString() })] : []
      })
      const refused = await writeEach(inside, requests)
      note(done.progress, object, rows, refused)
      done.count += ids.length
      return { done: done.count, total: done.total, checkpoint: { object, after: ids.at(-1) ?? after }, result: { ...done.progress } }
    })
    if (!goOn) return false
  }
  return true
}

function note(progress: Progress, object: string, rows: readonly { id: string; owner_id: string }[], refused: readonly Refused[]): void {
  const stayed = new Set(refused.map(({ id }) => id))
  progress.refused = [...progress.refused, ...refused].slice(0, listedRefusals)
  const owners = { ...progress.owners[object] }
  for (const { id, owner_id: owner } of rows) {
    if (stayed.has(id)) continue
    progress.returned += 1
    owners[owner] = (owners[owner] ?? 0) + 1
  }
  progress.owners = { ...progress.owners, [object]: owners }
}

function toldOf({ owners }: Progress, { id, input }: Batch): Notice[] {
  return Object.entries(owners).flatMap(([object, counts]) =>
    Object.entries(counts).map(([principalId, count]) => ({
      ...nothing,
      principalId,
      at: String(input.at),
      source: `returned:${id}:${object}`,
      details: { returned: count, of: object },
    })),
  )
}

const nothing = { kind: 'returning', record: null, about: null, actorId: null } as const

/** Whoever holds records that are newly within the days of warning is told once: how many, or which one. */
async function warnings(
  context: Context,
  { id }: Batch,
  byObject: readonly (readonly [string, readonly ReturnRule[]])[],
  at: Date,
): Promise<Notice[]> {
  const reader = readerOfSystem(context.reader)
  const notices: Notice[] = []
  await context.snapshot(async (snapshot) => {
    const since = await runBefore((statement) => snapshot.query(reader.workspaceId, statement), reader.workspaceId, id, at)
    for (const [object, rules] of byObject) {
      const warned = rules.filter(({ warnDays }) => warnDays > 0)
      const later = (moment: Date, days: number): Date => new Date(moment.getTime() + days * day)
      const rows = await snapshot.query<{ owner_id: string; count: number; first: string; due: string }>(
        reader.workspaceId,
        sql`SELECT d.owner_id, count(*)::int AS count, (array_agg(d.id ORDER BY d.due, d.id))[1] AS first, min(d.due) AS due FROM (${dueBetween(
          reader,
          object,
          warned,
          // A rule that is new since then has warned of nothing yet.
          {
            after: (rule) => (since && new Date(rule.changedAt) < since ? later(since, rule.warnDays) : at),
            until: (rule) => later(at, rule.warnDays),
          },
          [],
        )}) d GROUP BY d.owner_id`,
      )
      for (const { owner_id: principalId, count, first, due } of rows)
        notices.push({
          ...nothing,
          principalId,
          at: at.toISOString(),
          record: count === 1 ? { object, id: first } : null,
          source: `returning:${id}:${object}`,
          details: { returning: count, of: object, due: new Date(due).toISOString() },
        })
    }
  })
  return notices
}

/** What was warned of before is not told again, be a night left out. */
async function runBefore(
  query: (statement: ReturnType<typeof sql>) => Promise<{ at: string }[]>,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<Date | null> {
  const [row] = await query(
    sql`SELECT input->>'at' AS at FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND kind = ${poolReturn.kind} AND status = 'done' AND id <> ${param(id, 'uuid')} ORDER BY created_at DESC, id DESC LIMIT 1`,
  )
  const before = row ? new Date(row.at) : null
  return before && before < at ? before : null
}
