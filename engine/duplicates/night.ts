import type { ActionContext, Context } from '../context.ts'
import type { JobDefinition, JobTools } from '../jobs/batch.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { ident, param, type Sql, sql } from '../sql.ts'
import { comparedFields, findCandidates } from './candidates.ts'
import { keepPairs, type LikelyPair, pairOfIds, textsOf } from './found-pairs.ts'
import { likenessBy, type Texts } from './score.ts'
import { namesIn } from './similar.ts'

/** At night, in the zone of the workspace, before the pools take back what is theirs. */
const nightHour = 2
/** Where more records than this changed, all are gone through: that is quicker than one by one. */
const mostChanged = 20_000
const lookedAtOnce = 50
const mostByWords = 20

type Since = { readonly object: string; readonly changes_since: string | null }
type Reached = { readonly at: string; readonly id: string }

/** Every night, of objects that were gone through once: the records that were made or changed since are compared with all others. */
export const duplicateNight: JobDefinition = {
  kind: 'duplicateNight',
  title: { zh: '比对新增和改动的记录', en: 'Look for new duplicates' },
  class: 'bulk',
  nightly: { hour: nightHour, wanted: (ws) => sql`SELECT 1 FROM duplicate_sweep WHERE workspace_id = ${ws} LIMIT 1` },
  async run(context, batch, tools) {
    const { reader } = context
    const until = String(batch.input.at)
    const swept = await context.snapshot((snapshot) =>
      snapshot.query<Since>(
        reader.workspaceId,
        sql`SELECT object, changes_since::text AS changes_since FROM duplicate_sweep WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} ORDER BY object`,
      ),
    )
    const begun = typeof batch.checkpoint?.object === 'string' ? batch.checkpoint.object : ''
    const run: Run = { context, tools, sweep: batch.id, until, done: batch.done, found: Number(batch.result.found ?? 0) }
    for (const one of swept) {
      if (one.object < begun || !reader.model.duplicates.has(one.object)) continue
      const reached = one.object === begun ? ((batch.checkpoint?.reached ?? null) as Reached | null) : null
      if (!(await lookAtChanged(run, one, reached))) return
    }
  },
}

type Run = {
  readonly context: Context
  readonly tools: JobTools
  readonly sweep: string
  readonly until: string
  done: number
  found: number
}

/** Answers false when somebody asked to stop. */
async function lookAtChanged(run: Run, { object, changes_since: since }: Since, from: Reached | null): Promise<boolean> {
  const { context, tools, until } = run
  const model = context.reader.object(object)
  const state = (reached: Reached | null) => ({ done: run.done, checkpoint: { object, reached }, result: { found: run.found } })
  if (since === null || (await isMuch(context, model, since, until)))
    return tools.step(async (inside) => {
      await inside.startJob({ kind: 'duplicateSweep', object, input: { object } })
      return state(null)
    })
  let reached = from
  for (let over = false; !over; ) {
    const goOn = await tools.step(async (inside) => {
      const changed = await inside.query<Reached>(changedBetween(inside, model, { since, until, reached }, lookedAtOnce))
      for (const { id } of changed) run.found += await lookAt(context, inside, model, { id, sweep: run.sweep })
      run.done += changed.length
      reached = changed.at(-1) ?? reached
      over = changed.length < lookedAtOnce
      if (over) await noteLooked(inside, object, until)
      return state(reached)
    })
    if (!goOn) return false
  }
  return true
}

async function isMuch(context: Context, model: ObjectModel, since: string, until: string): Promise<boolean> {
  const { workspaceId } = context.reader
  const rows = await context.snapshot((snapshot) =>
    snapshot.query(
      workspaceId,
      sql`SELECT 1 FROM (${changedBetween(context, model, { since, until, reached: null }, mostChanged + 1)}) c OFFSET ${param(mostChanged, 'int')}`,
    ),
  )
  return rows.length > 0
}

function changedBetween(
  { reader }: Pick<Context, 'reader'>,
  { definition }: ObjectModel,
  { since, until, reached }: { since: string; until: string; reached: Reached | null },
  most: number,
): Sql {
  const beyond = reached ? sql` AND (t.changed_at, t.id) > (${param(reached.at, 'timestamptz')}, ${param(reached.id, 'uuid')})` : sql``
  return sql`SELECT t.changed_at::text AS at, t.id FROM ${ident(definition.table)} t WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL
    AND t.changed_at >= ${param(since, 'timestamptz')} AND t.changed_at < ${param(until, 'timestamptz')}${beyond} ORDER BY t.changed_at, t.id LIMIT ${param(most, 'int')}`
}

/** What is like one record now; what was and is no more is no pair. Answers how many there are. */
async function lookAt(
  context: Context,
  inside: ActionContext,
  model: ObjectModel,
  { id, sweep }: { id: string; sweep: string },
): Promise<number> {
  const { reader } = context
  const { key: object, duplicates: signs = [] } = model.definition
  const policy = reader.model.duplicates.get(object)
  const texts = (await textsOf(inside, model, comparedFields(signs), [id])).get(id)
  if (!policy || !texts) return 0
  const executor = { query: <Row>(_workspace: string, statement: Parameters<typeof inside.query>[0]) => inside.query<Row>(statement) }
  const also = await foundByWords(context, model, texts)
  const likeness = likenessBy(model, signs, policy)
  const likely = (await findCandidates(executor, reader, object, signs, texts, { except: id, also })).flatMap((other) => {
    const { score, reasons } = likeness(texts, other.texts)
    return score >= policy.likely ? [{ id: other.id, score, reasons }] : []
  })
  // A short name that fits several is that of the one it fits best.
  const naming = signs.filter(({ by, fields }) => by === 'likened' && fields.some((field) => model.fields.get(field)?.likened?.parts))
  const named = naming.flatMap(({ fields }) =>
    fields.flatMap((field) => model.fields.get(field)?.likened?.parts?.(texts[field] ?? '') ?? []),
  )
  const isShort = named.every((name) => name.isShort)
  const isOnlyNamed = ({ reasons }: { reasons: readonly string[] }): boolean =>
    reasons.every((reason) => naming.some(({ key }) => key === reason))
  const surest = isShort ? Math.max(0, ...likely.filter(isOnlyNamed).map(({ score }) => score)) : 0
  const pairs = likely.flatMap((other): LikelyPair[] => {
    if (isOnlyNamed(other) && other.score < surest) return []
    const [left, right] = pairOfIds(id, other.id)
    return [{ left, right, score: other.score, reasons: other.reasons }]
  })
  await keepPairs(inside, object, pairs, sweep)
  const ws = param(reader.workspaceId, 'uuid')
  await inside.query(
    sql`DELETE FROM duplicate_pair WHERE workspace_id = ${ws} AND object = ${object} AND (left_id = ${param(id, 'uuid')} OR right_id = ${param(id, 'uuid')})
      AND dismissed_at IS NULL AND note IS NULL AND sweep_id IS DISTINCT FROM ${param(sweep, 'uuid')}`,
  )
  return pairs.length
}

/** Short names that stand in the middle of others are found by the words of search. */
async function foundByWords(context: Context, model: ObjectModel, texts: Texts): Promise<string[]> {
  const text = namesIn(model, model.definition.duplicates ?? [], texts)
  if (!text) return []
  const hits = await context.search({ text, objects: [model.definition.key], limit: mostByWords })
  return hits.map(({ id }) => id)
}

async function noteLooked(context: ActionContext, object: string, until: string): Promise<void> {
  await context.query(
    sql`UPDATE duplicate_sweep SET changes_since = ${param(until, 'timestamptz')}, swept_at = ${param(context.clock.now().toISOString(), 'timestamptz')}
      WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND object = ${object}`,
  )
}
