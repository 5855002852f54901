import { setImmediate as breathe } from 'node:timers/promises'
import type { ActionContext } from '../context.ts'
import { InvalidInputError } from '../errors.ts'
import type { Batch, JobDefinition, JobTools } from '../jobs/batch.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { fillLikened } from './fill-likened.ts'
import { judgePairs, type Pair, pairOfIds } from './found-pairs.ts'
import { type Fit, shortNames } from './short-names.ts'
import { equalPairs, type Place, type Way, waysOf } from './ways.ts'

type Input = { object: string }
type Checkpoint = { place: number; filled?: string | null; from?: Place | null; part?: number; parts?: number; startedAt?: string }
type ShortWay = Way & { kind: 'short' }

/** Pairs are judged so many at a time. */
const judgedAtOnce = 2_000
/** So many short names are kept in memory; where there are more, the names are gone through several times. */
const shortNamesAtOnce = 150_000
const namesAtOnce = 5_000
/** Others have their turn after so many names. */
const namesBetweenBreaths = 500

/**
 * Looks through all records of an object for pairs that may be the same. For each sign the index brings those that share it, in its order and page by page; short names are looked for in
 * registered ones. The pairs are scored by all signs together and kept from the likely ones on. What was dismissed stays so. Pairs of an earlier sweep that are none any more go.
 */
export const sweepJob: JobDefinition = {
  kind: 'duplicateSweep',
  title: { zh: '查找重复记录', en: 'Find duplicates' },
  class: 'bulk',
  async run(context, batch, tools) {
    const { object } = batch.input as Input
    const model = context.reader.object(object)
    const policy = context.reader.model.duplicates.get(object)
    if (!policy) throw new InvalidInputError('unknown_object', { object })
    const checkpoint = (batch.checkpoint ?? { place: -1 }) as Checkpoint
    const startedAt = checkpoint.startedAt ?? context.reader.clock.now().toISOString()
    const ways = waysOf(model, policy.weights)
    const records = await context.snapshot((snapshot) => countRecords(snapshot, context.reader, model))
    const costs = ways.map((way) => (way.kind === 'equal' ? records * way.columns.length : records * 3))
    const run: Run = { batch, tools, model, records, startedAt, found: Number(batch.result.found ?? 0), total: sum(costs) }
    let { place } = checkpoint
    if (place === -1) {
      if (!(await fill(run, checkpoint.filled ?? null))) return
      place = 0
    }
    for (; place < ways.length; place++) {
      const way = ways[place]
      if (!way) continue
      const before = sum(costs.slice(0, place))
      const isHere = place === checkpoint.place
      const goOn =
        way.kind === 'equal'
          ? await lookByValue(run, way, { place, before, from: isHere ? (checkpoint.from ?? null) : null })
          : await lookByShortNames(run, way, {
              place,
              before,
              from: isHere ? checkpoint : null,
              least: policy.likely / 100 / way.weight,
            })
      if (!goOn) return
    }
    await run.tools.step(async (inside) => {
      await finishSweep(inside.entire(), object, { sweep: batch.id, startedAt })
      return step(run, run.total, { place })
    })
  },
}

type Run = {
  readonly batch: Batch
  readonly tools: JobTools
  readonly model: ObjectModel
  readonly records: number
  readonly startedAt: string
  readonly total: number
  found: number
}

function step(run: Run, done: number, checkpoint: Checkpoint) {
  return {
    done: Math.min(done, run.total),
    total: run.total,
    checkpoint: { ...checkpoint, startedAt: run.startedAt },
    result: { found: run.found },
  }
}

async function countRecords(
  executor: { query<Row>(workspace: string, statement: Sql): Promise<Row[]> },
  reader: Reader,
  { definition }: ObjectModel,
): Promise<number> {
  const [row] = await executor.query<{ count: string }>(
    reader.workspaceId,
    sql`SELECT count(*) AS count FROM ${ident(definition.table)} t WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL`,
  )
  return Number(row?.count ?? 0)
}

async function fill(run: Run, from: string | null): Promise<boolean> {
  let filled = from
  for (let over = false; !over; ) {
    const goOn = await run.tools.step(async (inside) => {
      filled = await fillLikened(inside.entire(), run.model, filled)
      over = filled === null
      return step(run, 0, over ? { place: 0 } : { place: -1, filled })
    })
    if (!goOn) return false
  }
  return true
}

async function lookByValue(
  run: Run,
  way: Way & { kind: 'equal' },
  at: { place: number; before: number; from: Place | null },
): Promise<boolean> {
  let { from } = at
  let done = at.before
  for (let over = false; !over; ) {
    const goOn = await run.tools.step(async (inside) => {
      const all = inside.entire()
      const { pairs, next, read } = await equalPairs(all, run.model, way, from)
      await judge(all, run, pairs)
      done += read
      from = next
      over = next === null
      return step(run, done, over ? { place: at.place + 1 } : { place: at.place, from })
    })
    if (!goOn) return false
  }
  return true
}

async function judge(all: ActionContext, run: Run, pairs: readonly Pair[]): Promise<void> {
  for (let at = 0; at < pairs.length; at += judgedAtOnce) {
    run.found += await judgePairs(all, run.model, pairs.slice(at, at + judgedAtOnce), run.batch.id)
    await breathe()
  }
}

/**
 * Part by part of the short names: first they are learned, then all names pass by. A part that was broken off begins anew. The first time round they are only counted, which
 * says how many parts it takes; where there are none, that is all.
 */
async function lookByShortNames(
  run: Run,
  way: ShortWay,
  at: { place: number; before: number; from: Checkpoint | null; least: number },
): Promise<boolean> {
  // Nothing can be likely by its name alone.
  if (at.least > 1) return true
  let parts = at.from?.parts
  if (parts === undefined) {
    let count = 0
    const each = (_: string, texts: readonly string[]): void => {
      count += openShortNames(way, texts).length
    }
    if (!(await eachName(run, way, { each, before: at.before, share: 1, checkpoint: { place: at.place } }))) return false
    parts = Math.ceil(count / shortNamesAtOnce)
  }
  const all = parts
  const share = 1 / Math.max(1, all)
  for (let part = at.from?.part ?? 0; part < all; part++) {
    const names = shortNames(way.likened, at.least)
    const isMine = (first: string): boolean => (first.codePointAt(0) ?? 0) % all === part
    const before = at.before + run.records * (1 + 2 * part * share)
    const checkpoint = { place: at.place, part, parts }
    const learn = (id: string, texts: readonly string[]): void => {
      for (const text of openShortNames(way, texts)) names.learn(id, text, isMine)
    }
    const meet = (id: string, texts: readonly string[]): void => {
      for (const text of texts) names.meet(id, text)
    }
    if (!(await eachName(run, way, { each: learn, before, share, checkpoint }))) return false
    if (!(await eachName(run, way, { each: meet, before: before + run.records * share, share, checkpoint }))) return false
    if (!(await judgeFits(run, names.fits(), { done: before + 2 * run.records * share, checkpoint }))) return false
  }
  return true
}

/** Short names that no registered name of the same record explains: the others mean their own record. */
function openShortNames({ likened }: ShortWay, texts: readonly string[]): string[] {
  const short = texts.filter((text) => likened.parts(text).isShort)
  if (short.length === 0 || short.length === texts.length) return short
  const registered = texts.filter((text) => !short.includes(text))
  return short.filter((text) => registered.every((whole) => likened.likeness(text, whole) === 0))
}

async function judgeFits(run: Run, fits: Iterator<Fit>, { done, checkpoint }: { done: number; checkpoint: Checkpoint }): Promise<boolean> {
  for (;;) {
    const pairs: Pair[] = []
    while (pairs.length < judgedAtOnce) {
      const fit = fits.next()
      if (fit.done) break
      pairs.push(pairOfIds(fit.value.short, fit.value.long))
    }
    if (pairs.length === 0) return true
    const goOn = await run.tools.step(async (inside) => {
      await judge(inside.entire(), run, pairs)
      return step(run, done, checkpoint)
    })
    if (!goOn) return false
  }
}

type Scan = { each(id: string, texts: readonly string[]): void; before: number; share: number; checkpoint: Checkpoint }

/** All names of all records, by id. Answers false when somebody asked to stop. */
async function eachName(run: Run, { fields }: ShortWay, { each, before, share, checkpoint }: Scan): Promise<boolean> {
  let after: string | null = null
  let done = before
  for (let over = false; !over; ) {
    const goOn = await run.tools.step(async (inside) => {
      const rows = await namesBehind(inside.entire(), run.model, fields, after)
      for (const [index, { id, texts }] of rows.entries()) {
        each(id, [...new Set(texts.flatMap((text) => text ?? []))])
        if (index % namesBetweenBreaths === 0) await breathe()
      }
      after = rows.at(-1)?.id ?? after
      over = rows.length < namesAtOnce
      done += rows.length * share
      return step(run, Math.round(done), checkpoint)
    })
    if (!goOn) return false
  }
  return true
}

function namesBehind(
  { reader, query }: ActionContext,
  { definition }: ObjectModel,
  fields: readonly Sql[],
  after: string | null,
): Promise<{ id: string; texts: (string | null)[] }[]> {
  const texts = fields.map((field) => sql`t.${field}::text`)
  const beyond = after === null ? [] : [sql`t.id > ${param(after, 'uuid')}`]
  return query(
    sql`SELECT t.id, ARRAY[${join(texts)}] AS texts FROM ${ident(definition.table)} t
      WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), ...beyond])} ORDER BY t.id LIMIT ${param(namesAtOnce, 'int')}`,
  )
}

/** What this sweep did not find again is no pair any more, unless somebody said so of it: that stays remembered. */
async function finishSweep(
  context: ActionContext,
  object: string,
  { sweep, startedAt }: { sweep: string; startedAt: string },
): Promise<void> {
  const { reader, clock } = context
  const ws = param(reader.workspaceId, 'uuid')
  await context.query(
    sql`DELETE FROM duplicate_pair WHERE workspace_id = ${ws} AND object = ${object} AND dismissed_at IS NULL AND sweep_id IS DISTINCT FROM ${param(sweep, 'uuid')}
      AND (sweep_id IS NOT NULL OR found_at < ${param(startedAt, 'timestamptz')})`,
  )
  const [now, since] = [param(clock.now().toISOString(), 'timestamptz'), param(startedAt, 'timestamptz')]
  await context.query(
    sql`INSERT INTO duplicate_sweep AS s (workspace_id, object, swept_at, changes_since) VALUES (${ws}, ${object}, ${now}, ${since})
      ON CONFLICT (workspace_id, object) DO UPDATE SET swept_at = excluded.swept_at, changes_since = excluded.changes_since`,
  )
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
