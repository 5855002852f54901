import type { ActionContext } from '../context.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import { listedRefusals, type Refused, writeEach } from '../jobs/bulk.ts'
import { inWorkspace } from '../query/expressions.ts'
import { compileFilter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import { largestBatch } from '../write/writer.ts'
import { movableRows, rowsAlong } from './along.ts'
import { holderColumn } from './holdings.ts'
import { type Keep, keeping } from './keep.ts'
import type { Moves, Source, Split } from './plan.ts'

export type TransferInput = Moves & {
  readonly split: Split
  readonly reason: string | null
  /** One of many: takes the right to change many as well. */
  readonly mass: boolean
  /** Who leaves, and what was left under their name on purpose. */
  readonly leaver: string | null
  readonly left: readonly string[]
  /** What former owners keep as members of the team; nothing without it. */
  readonly keep?: Keep | null
}

/** What a receiver got: how many by object, and one of them that tells the rest. */
type Given = Record<string, { objects: Record<string, number>; first: { object: string; id: string } | null }>

type Checkpoint = {
  place: number
  after: string | null
  /** Of the next record, the last one that went along already. */
  within: string | null
  /** How many records each part of the split has taken: whose turn it is. */
  turns: number[]
  told: boolean
}

type Result = { changed: number; unassigned: number; refused: Refused[]; given: Given }

/** A window of records is looked at; of these as many are taken as fill one step together with what goes along. */
const largestWindow = 500

/** Records and what belongs to them go to other owners, part by part; taken back as one change. */
export const transferJob: JobDefinition = {
  kind: 'transfer',
  title: { zh: '移交', en: 'Transfer' },
  class: 'bulk',
  told: true,
  async run(context, batch, tools) {
    const input = batch.input as unknown as TransferInput
    const begun = batch.checkpoint as Checkpoint | null
    const at: Checkpoint = begun ?? { place: 0, after: null, within: null, turns: input.split.map(() => 0), told: false }
    const result = { changed: 0, unassigned: 0, refused: [], given: {}, ...(structuredClone(batch.result) as Partial<Result>) }
    let done = batch.done
    let window = largestWindow
    for (let source = input.sources[at.place]; source; source = input.sources[at.place]) {
      const pass = source
      const goOn = await tools.step(
        async (inside) => {
          const part = await nextPart(inside, input, pass, at, window)
          const kept = input.keep ? await keeping(inside, pass.object, part.given, { keep: input.keep, reason: input.reason }) : []
          const members = kept.length > 0 ? await inside.write(kept) : []
          const outcome = await writeEach(inside, part.requests)
          const refused = new Set(outcome.map(({ id }) => id))
          // Whoever still owns it needs no place in the team.
          const idle = members.flatMap(({ id }, index) => (refused.has(recordOf(kept[index])) ? [id] : []))
          if (idle.length > 0) await inside.write(idle.map((id) => ({ kind: 'delete', object: 'recordShare', id })))
          for (const { id, object, to } of part.moved) if (!refused.has(id)) note(result.given, to, { object, id }, pass.object)
          result.changed += part.requests.length - outcome.length
          result.unassigned += part.unassigned
          result.refused.push(...outcome.slice(0, listedRefusals - result.refused.length))
          done += part.requests.length
          Object.assign(at, part.next)
          window = part.window
          return { done, checkpoint: { ...at }, result: { ...result } }
        },
        { muted: true },
      )
      if (!goOn) return
    }
    if (at.told) return
    await tools.step(async (inside) => {
      at.told = true
      for (const [to, { first, objects }] of Object.entries(result.given))
        if (first && to !== context.reader.principal.id)
          await inside.emit('records.handedOver', first, { to, count: objects[first.object] ?? 1, changeId: batch.id })
      return { done, checkpoint: { ...at }, result: { ...result } }
    })
  },
}

function recordOf(request: { values: Readonly<Record<string, unknown>> } | undefined): string {
  return (request?.values.record as { id: string } | undefined)?.id ?? ''
}

/** One of the main records tells the rest. */
function note(given: Given, to: string, record: { object: string; id: string }, main: string): void {
  const own = given[to] ?? { objects: {}, first: null }
  own.objects[record.object] = (own.objects[record.object] ?? 0) + 1
  if (!own.first || (own.first.object !== main && record.object === main)) own.first = record
  given[to] = own
}

type Part = {
  requests: WriteRequest[]
  moved: { object: string; id: string; to: string }[]
  /** The records of the pass itself that get another owner. */
  given: { id: string; holder: string }[]
  unassigned: number
  next: Partial<Checkpoint>
  window: number
}

type Primary = { id: string; holder: string | null; part: number | null; people: string[] | null }

async function nextPart(inside: ActionContext, input: TransferInput, source: Source, at: Checkpoint, window: number): Promise<Part> {
  const { reader } = inside
  const found = await inside.query<Primary>(primaryRows(reader, input, source, at.after, window))
  const along = source.field === 'owner' ? await alongWith(inside, input, source, found, at.within) : new Map<string, Row[]>()
  const turns = [...at.turns]
  const part: Part = { requests: [], moved: [], given: [], unassigned: 0, next: {}, window }
  const move = (object: string, id: string, to: string, values: Record<string, unknown>): void => {
    part.requests.push({ kind: 'update', object, id, values, ...(input.mass ? { mass: true } : {}) })
    part.moved.push({ object, id, to })
    seen.add(id)
  }
  const seen = new Set<string>()
  let after = at.after
  let taken = 0
  for (const one of found) {
    const receivers = one.part === null ? undefined : input.split[one.part]?.to
    if (!receivers || one.part === null) {
      part.unassigned += 1
      after = one.id
      taken += 1
      continue
    }
    const turn = turns[one.part] ?? 0
    const to = receivers[turn % receivers.length] ?? ''
    // What belongs to two of them goes with the first.
    const rows = (along.get(one.id) ?? []).filter(({ id }) => !seen.has(id))
    const room = largestBatch - part.requests.length
    if (rows.length >= room) {
      if (part.requests.length > 0) break
      // More belongs to this one record than one step takes: the rest and the record itself follow.
      for (const { object, id } of rows.slice(0, largestBatch)) move(object, id, to, { owner: to })
      part.next = { after, within: rows.slice(0, largestBatch).at(-1)?.id ?? null, turns }
      return { ...part, window: 1 }
    }
    for (const { object, id } of rows) move(object, id, to, { owner: to })
    move(source.object, one.id, to, { [source.field]: one.people ? replaced(one.people, source.replaces, to) : to })
    if (source.field === 'owner' && one.holder !== null && one.holder !== to) part.given.push({ id: one.id, holder: one.holder })
    turns[one.part] = turn + 1
    after = one.id
    taken += 1
  }
  const isOver = taken === found.length && found.length < window
  part.next = isOver ? { place: at.place + 1, after: null, within: null, turns } : { after, within: null, turns }
  // The next look is at about as many records as this step could take.
  part.window = Math.min(largestWindow, Math.max(10, taken === found.length ? window * 2 : Math.ceil(taken * 1.2)))
  return part
}

function replaced(people: readonly string[], person: string | null, to: string): string[] {
  return [...new Set(people.map((id) => (id === person ? to : id)))]
}

/** The next records of a pass, with their holder and the part of the split that they fall into. */
function primaryRows(reader: Reader, { split, sources }: TransferInput, source: Source, after: string | null, limit: number): Sql {
  const beyond = after ? [sql`t.id > ${param(after, 'uuid')}`] : []
  const table = ident(reader.object(source.object).definition.table)
  const people = sql`(SELECT array_agg(l.target_id) FROM reference_link l WHERE ${inWorkspace(reader, 'l')} AND l.object = ${source.object} AND l.field = ${source.field} AND l.record_id = t.id)`
  const holder = source.replaces ? sql`NULL::uuid` : holderColumn('t', source.field)
  return sql`SELECT t.id, ${holder} AS holder, ${source.replaces ? people : raw('NULL::uuid[]')} AS people, ${partOf(reader, split, source, sources[0])} AS part
    FROM ${table} t WHERE ${and([movableRows(reader, source, 't'), ...beyond])} ORDER BY t.id LIMIT ${param(limit, 'int')}`
}

/**
 * Conditions are about the records that are transferred first; what else somebody holds, and belongs to none of these, goes by the first part that
 * asks for nothing.
 */
export function partOf(reader: Reader, split: Split, source: Source, first: Source | undefined): Sql {
  if (source.object !== first?.object) {
    const open = split.findIndex(({ when }) => !when)
    return raw(`${open === -1 ? 0 : open}`)
  }
  const cases = split.map(({ when }, index) =>
    when
      ? sql`WHEN ${compileFilter(reader, source.object, when, 't')} THEN ${raw(String(index))}`
      : sql`WHEN true THEN ${raw(String(index))}`,
  )
  return sql`CASE ${join(cases, ' ')} END`
}

type Row = { object: string; id: string; place: string }

/** What goes along with each of these, in the order of the ids. */
async function alongWith(
  inside: ActionContext,
  input: TransferInput,
  source: Source,
  found: readonly Primary[],
  within: string | null,
): Promise<Map<string, Row[]>> {
  const held = found.filter(({ holder, part }) => holder !== null && part !== null)
  const ids = param(
    held.map(({ id }) => id),
    'uuid[]',
  )
  const holders = param(
    held.map(({ holder }) => holder),
    'uuid[]',
  )
  const rows = rowsAlong(inside.reader, source.object, input.along, sql`SELECT * FROM unnest(${ids}, ${holders}) AS u (id, holder)`)
  if (!rows || held.length === 0) return new Map()
  const beyond = within ? sql` WHERE (x.place, x.id) > (${param(held[0]?.id, 'uuid')}, ${param(within, 'uuid')})` : sql``
  const list = await inside.query<Row>(
    sql`SELECT x.* FROM (${rows}) x${beyond} ORDER BY x.place, x.id LIMIT ${param(largestBatch + 1, 'int')}`,
  )
  return Map.groupBy(list, ({ place }) => place)
}

/** Starts what was checked, as the writer. */
export async function startTransfer(inside: ActionContext, input: TransferInput, total: number): Promise<string> {
  return inside.startJob({
    kind: 'transfer',
    object: input.sources.find(({ taken }) => taken)?.object ?? 'user',
    input: { ...input, sources: input.sources.filter(({ taken }) => taken) } as unknown as Readonly<Record<string, unknown>>,
    total,
  })
}
