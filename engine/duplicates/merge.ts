import { Type } from '@sinclair/typebox'
import type { ActionContext } from '../context.ts'
import { defineAction } from '../declare/action.ts'
import { mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { AccessError, InvalidInputError, NotFoundError, RuleError, StaleRecordError } from '../errors.ts'
import { isId } from '../ids.ts'
import type { Batch, JobDefinition } from '../jobs/batch.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { ident, param, type Sql, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import { type CurrentRecord, currentRecords } from '../write/current.ts'
import { largestBatch } from '../write/writer.ts'
import { moveSideRows } from './side-rows.ts'

const side = Type.Object({ id: Type.String(), revision: Type.Optional(Type.Integer()) })

/** Makes two records one. `take` names the fields whose value comes from the one that goes; it stays in the recycle bin, with its history, and can be had back. */
export const mergeRecords = defineAction({
  key: 'record.merge',
  label: { zh: '合并重复记录', en: 'Merge duplicates' },
  object: 'account',
  permission: { object: 'account', action: 'read' },
  input: Type.Object({
    object: Type.String({ maxLength: 60 }),
    survivor: side,
    loser: side,
    take: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 300 }),
  }),
  async run(context, { object, survivor, loser, take }) {
    const found = await pairOf(context, object, { survivor: survivor.id, loser: loser.id })
    for (const [given, { revision }] of [
      [survivor, found.survivor],
      [loser, found.loser],
    ] as const)
      if (given.revision !== undefined && given.revision !== revision) throw new StaleRecordError({ object, id: given.id, revision })
    for (const key of take) takeable(context.reader, object, key)
    const input = { object, survivor: survivor.id, loser: loser.id, take }
    return { job: await context.startJob({ kind: 'merge', object, input }) }
  },
})

type Input = { object: string; survivor: string; loser: string; take: string[] }

/** Both records, for somebody who may change both and delete the one that goes; else as if they were not there. */
export async function pairOf(
  context: ActionContext,
  object: string,
  { survivor, loser }: { survivor: string; loser: string },
): Promise<{ survivor: CurrentRecord; loser: CurrentRecord }> {
  const { reader } = context
  const model = reader.object(object)
  if (!model.definition.duplicates) throw new InvalidInputError('unknown_object', { object })
  if (!isId(survivor) || !isId(loser)) throw new NotFoundError('not_found', { object, record: isId(survivor) ? loser : survivor })
  if (survivor === loser) throw new InvalidInputError('merge_needs_two', { field: 'loser' })
  const executor = { query: <Row>(_workspace: string, statement: Parameters<typeof context.query>[0]) => context.query<Row>(statement) }
  const found = await currentRecords(executor, reader, model, { ids: [survivor, loser], rights: ['update'], lock: true })
  const gone = await currentRecords(executor, reader, model, { ids: [loser], rights: ['update', 'delete'], lock: true })
  const [kept, going] = [found.get(survivor), gone.get(loser)]
  for (const [id, record] of [
    [survivor, kept],
    [loser, going],
  ] as const)
    if (!record?.mayRead || record.deleted) throw new NotFoundError('not_found', { object, record: id })
  if (!kept?.may || !going?.may) throw new AccessError('merge_needs_both', { object })
  return { survivor: kept, loser: going }
}

/** A field whose value can be taken over. */
function takeable(reader: Reader, object: string, key: string): FieldDefinition {
  const field = reader.field(object, key, 'filter')
  if (field.readOnly || ['autoNumber', 'formula', 'rollUp', 'secret'].includes(field.kind))
    throw new InvalidInputError('read_only_field', { field: key })
  return field
}

/** A field of any object that points at records of the merged kind. */
type Pointer = { object: string; key: string; field: FieldDefinition; ids: (from: string, count: number) => Sql }

function pointersAt(reader: Reader, target: string): Pointer[] {
  return [...reader.objects()].flatMap(({ definition, fields }) =>
    [...fields].flatMap(([key, field]): Pointer[] => {
      if ((field.kind !== 'reference' && field.kind !== 'references') || (field.to !== target && field.to !== 'any')) return []
      const ids = (from: string, count: number): Sql => {
        const alive = sql`${inWorkspace(reader, 't')} AND t.deleted_at IS NULL`
        const most = sql` ORDER BY t.id LIMIT ${param(count, 'int')}`
        if (field.kind === 'references')
          return sql`SELECT t.id FROM ${ident(definition.table)} t JOIN reference_link l ON l.workspace_id = t.workspace_id AND l.record_id = t.id
            WHERE ${alive} AND l.object = ${definition.key} AND l.field = ${key} AND l.target_id = ${param(from, 'uuid')}${most}`
        if (field.custom)
          return sql`SELECT t.id FROM ${ident(definition.table)} t WHERE ${alive} AND t.custom ->> ${param(key, 'text')} = ${from}${most}`
        const column = mainColumn(key, field)
        const kind = field.to === 'any' ? sql` AND t.${ident(column.replace(/_id$/, '_object'))} = ${target}` : sql``
        return sql`SELECT t.id FROM ${ident(definition.table)} t WHERE ${alive} AND t.${ident(column)} = ${param(from, 'uuid')}${kind}${most}`
      }
      return [{ object: definition.key, key, field, ids }]
    }),
  )
}

/** Moves what points at one record to another, some hundred at a time; answers how many, none when nothing is left. */
async function moveRelated(
  context: ActionContext,
  { object, survivor, loser }: Input,
  from: number,
): Promise<{ moved: number; place: number | null }> {
  const all = context.entire()
  const pointers = pointersAt(all.reader, object)
  for (let place = from; place < pointers.length; place++) {
    const pointer = pointers[place]
    if (!pointer) continue
    const rows = await all.query<{ id: string }>(pointer.ids(loser, largestBatch))
    // What is in the record that goes goes with it.
    const ids = rows.map(({ id }) => id).filter((id) => id !== loser)
    if (ids.length === 0) continue
    await repoint(all, pointer, ids, { object, survivor, loser })
    return { moved: ids.length, place }
  }
  return { moved: 0, place: null }
}

async function repoint(
  all: ActionContext,
  { object, key, field }: Pointer,
  ids: readonly string[],
  pair: Omit<Input, 'take'>,
): Promise<void> {
  const { survivor, loser } = pair
  const target = field.to === 'any' ? { object: pair.object, id: survivor } : survivor
  if (field.kind === 'reference') {
    // Nothing stands under itself.
    const requests = ids.map((id): WriteRequest => ({ kind: 'update', object, id, values: { [key]: id === survivor ? null : target } }))
    return repointEach(all, requests)
  }
  const executor = { query: <Row>(_workspace: string, statement: Parameters<typeof all.query>[0]) => all.query<Row>(statement) }
  const current = await currentRecords(executor, all.reader, all.reader.object(object), {
    ids,
    rights: ['update'],
    lock: true,
    keys: [key],
  })
  const requests = [...current.values()].map((record): WriteRequest => {
    const before = (record.values[key] ?? []) as readonly string[]
    return { kind: 'update', object, id: record.id, values: { [key]: [...new Set(before.map((one) => (one === loser ? survivor : one)))] } }
  })
  return repointEach(all, requests)
}

/** A link that the survivor has already is there twice and goes: the same contact at the same customer. */
async function repointEach(all: ActionContext, requests: readonly WriteRequest[]): Promise<void> {
  if (requests.length === 0) return
  await all.query(sql`SAVEPOINT moved`)
  try {
    await all.write(requests)
    await all.query(sql`RELEASE SAVEPOINT moved`)
  } catch (error) {
    await all.query(sql`ROLLBACK TO SAVEPOINT moved`)
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (typeof code !== 'string' || !/^[a-z_]+$/.test(code)) throw error
    const [only] = requests
    if (requests.length === 1 && only && only.kind === 'update') {
      if (code !== 'already_in_use') throw new RuleError('merge_stopped', { object: only.object, record: only.id })
      await all.write([{ kind: 'delete', object: only.object, id: only.id }])
      return
    }
    const half = Math.ceil(requests.length / 2)
    await repointEach(all, requests.slice(0, half))
    await repointEach(all, requests.slice(half))
  }
}

export const mergeJob: JobDefinition = {
  kind: 'merge',
  title: { zh: '合并重复记录', en: 'Merge duplicates' },
  class: 'interactive',
  async run(_context, batch, tools) {
    const input = batch.input as unknown as Input
    let done = batch.done
    let isMerged = batch.checkpoint?.merged === true
    for (let over = false; !over; ) {
      const goOn = await tools.step(async (inside) => {
        // Whoever lost a right meanwhile stops here; what was moved so far is taken back with the batch.
        if (!isMerged) await pairOf(inside, input.object, input)
        const { moved } = await moveRelated(inside, input, 0)
        done += moved
        if (moved === 0) {
          if (isMerged) over = true
          else await join(inside, batch, input)
          isMerged = true
        }
        return { done, checkpoint: { merged: isMerged, over }, result: { moved: done, survivor: input.survivor } }
      })
      if (!goOn) return
    }
  },
}

/** The last step: the one goes, the other takes the chosen values, and links to the one lead to the other from now on. */
async function join(inside: ActionContext, batch: Batch, { object, survivor, loser, take }: Input): Promise<void> {
  const pair = await pairOf(inside, object, { survivor, loser })
  const { fields } = inside.reader.object(object)
  const values: Record<string, unknown> = {}
  for (const key of take) {
    takeable(inside.reader, object, key)
    values[key] = pair.loser.values[key] ?? null
  }
  for (const [key, field] of fields) {
    if (field.kind !== 'references' || field.readOnly) continue
    const both = new Set([
      ...((pair.survivor.values[key] ?? []) as readonly string[]),
      ...((pair.loser.values[key] ?? []) as readonly string[]),
    ])
    both.delete(loser)
    both.delete(survivor)
    if (both.size > 0) values[key] = [...both]
  }
  // Under itself nothing can stand: 所属集团 of the survivor was the one that goes.
  for (const [key, field] of fields) if (field.kind === 'reference' && field.to === object && values[key] === survivor) delete values[key]
  await inside.write([{ kind: 'delete', object, id: loser }])
  if (Object.keys(values).length > 0) await inside.write([{ kind: 'update', object, id: survivor, values }])
  await moveSideRows(inside, { mergeId: batch.id, object, from: loser, to: survivor })
  const ws = param(batch.workspaceId, 'uuid')
  await inside.query(
    sql`INSERT INTO record_merge (workspace_id, id, object, survivor_id, loser_id, principal_id, at)
      VALUES (${ws}, ${param(batch.id, 'uuid')}, ${object}, ${param(survivor, 'uuid')}, ${param(loser, 'uuid')}, ${param(inside.reader.principal.id, 'uuid')}, ${param(inside.clock.now().toISOString(), 'timestamptz')})`,
  )
}

/** The record that a merged one became, through as many merges as there were; null where there was none. */
export async function mergedInto(
  query: <Row>(statement: Sql) => Promise<Row[]>,
  workspaceId: string,
  object: string,
  id: string,
): Promise<string | null> {
  const ws = param(workspaceId, 'uuid')
  const [row] = await query<{ id: string }>(
    sql`WITH RECURSIVE m (id, depth) AS (SELECT ${param(id, 'uuid')}, 0 UNION ALL SELECT r.survivor_id, m.depth + 1 FROM m JOIN record_merge r ON r.workspace_id = ${ws} AND r.object = ${object} AND r.loser_id = m.id AND r.undone_at IS NULL WHERE m.depth < 50)
      SELECT m.id FROM m WHERE m.depth > 0 ORDER BY m.depth DESC LIMIT 1`,
  )
  return row?.id ?? null
}
