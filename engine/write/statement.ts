import type { Rates } from '../data/stored-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { newId } from '../ids.ts'
import { type MovedRollUps, rollUpParts } from '../rollups/write-parts.ts'
import { typedChangeTable } from '../schema/ddl.ts'
import { and, ident, join, nothing, param, raw, type Sql, sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import type { ChangeGroup, Original, PreparedChange, Stamp } from './change.ts'
import type { SearchRow } from './effects.ts'
import { historyChanges, namedPeople, timelineMoved, timelineRows } from './effects.ts'
import { heldParts } from './held-sets.ts'
import { rowSource } from './row-source.ts'
import { searchPart } from './search-part.ts'
import { fieldColumns, type InputColumn, valueColumns } from './value-columns.ts'

export type StatementContext = {
  readonly workspaceId: string
  readonly principalId: string
  /** The workspace's own. */
  readonly currency: string
  /** The figures of other records that the changes move. */
  readonly rollUps: MovedRollUps
  readonly stamp: Stamp
  readonly rates: Rates
  readonly guards: readonly Sql[]
  readonly tokenVersion: number
  /** By what the records are found from now on. */
  readonly words: readonly SearchRow[]
  /** What to answer of the written row, under the alias `p`. */
  readonly shown: Shown | null
}

export type Shown = { readonly columns: readonly string[]; readonly record: Sql; readonly joins: Sql; readonly where: Sql }

/**
 * One statement that writes a group of changes with everything that follows from them: history, outbox, timeline, links, the typed change table,
 * the figures of other records and the words of search. Either all of it happens or nothing; rows whose revision moved meanwhile are left out, with all that belongs to them.
 * Answers the ids that were written.
 */
export function writeStatement(group: ChangeGroup, context: StatementContext): Sql {
  const values = valueColumns(group, context.rates)
  const parts: Sql[] = [
    rowSource('i', [...keyColumns(group), ...originalColumns(group), ...values]),
    writtenPart(
      group,
      context,
      values.map((column) => ident(column.name)),
    ),
    historyPart(group, context),
    outboxPart(group, context),
  ]
  parts.push(
    ...principalParts(group, context),
    ...timelineParts(group, context),
    ...linkParts(group, context),
    ...typedChangeParts(group, context),
    ...rollUpParts(group, context.rollUps, context),
    ...auditParts(group, context),
    ...heldParts(group, context.workspaceId),
  )
  const { shown } = context
  const record = shown ? sql`, (SELECT ${shown.record}::text FROM w p ${shown.joins} WHERE ${shown.where}) AS record` : nothing
  return sql`WITH ${join(parts, ', ')} SELECT (SELECT array_agg(w.id) FROM w) AS ids${record}${searchPart(group, context.words, context.tokenVersion)}`
}

function keyColumns(group: ChangeGroup): InputColumn[] {
  const columns: InputColumn[] = [{ name: 'id', type: 'uuid', values: group.map((change) => change.id) }]
  if (group[0].kind !== 'create') columns.push({ name: 'from_revision', type: 'integer', values: group.map((change) => change.from) })
  return columns
}

function isOriginal(group: ChangeGroup): boolean {
  return group.some((change) => change.original)
}

function originalColumns(group: ChangeGroup): InputColumn[] {
  if (!isOriginal(group)) return []
  const of = (key: keyof Original) => group.map((change) => change.original?.[key] ?? null)
  return [
    { name: 'made_at', type: 'timestamptz', values: of('createdAt') },
    { name: 'made_by', type: 'uuid', values: of('createdBy') },
    { name: 'changed_then', type: 'timestamptz', values: of('changedAt') },
    { name: 'changed_by', type: 'uuid', values: of('changedBy') },
  ]
}

/** When and by whom the changes are told to have been done: the moment and the person of the stamp, or what each of them says. */
function toldBy(
  changes: readonly PreparedChange[],
  alias: string,
  context: StatementContext,
): { columns: InputColumn[]; at: Sql; by: Sql } {
  const { stamp, principalId } = context
  if (!changes.some((change) => change.told)) return { columns: [], at: param(stamp.at, 'timestamptz'), by: param(principalId, 'uuid') }
  return {
    columns: [
      { name: 'told_at', type: 'timestamptz', values: changes.map((change) => change.told?.at ?? stamp.at) },
      { name: 'told_by', type: 'uuid', values: changes.map((change) => change.told?.by ?? principalId) },
    ],
    at: raw(`${alias}.told_at`),
    by: raw(`${alias}.told_by`),
  }
}

function writtenPart(group: ChangeGroup, context: StatementContext, columns: readonly Sql[]): Sql {
  const { table, configuration } = group[0].model.definition
  const { at } = context.stamp
  const workspace = param(context.workspaceId, 'uuid')
  const me = param(context.principalId, 'uuid')
  const now = param(at, 'timestamptz')
  const kept = (column: string, otherwise: Sql): Sql => (isOriginal(group) ? sql`coalesce(i.${ident(column)}, ${otherwise})` : otherwise)
  const guard = context.guards.length > 0 ? sql` WHERE ${and(context.guards)}` : sql``
  const returned = [...new Set(['id', ...(context.shown?.columns ?? []), ...context.rollUps.columns])].map(ident)
  if (group[0].kind === 'create') {
    const head = ['workspace_id', 'id', 'revision', 'created_at', 'created_by_id', 'changed_at', 'changed_by_id'].map(ident)
    const origin = configuration ? [ident('origin')] : []
    return sql`w AS (INSERT INTO ${ident(table)} (${join([...head, ...origin, ...columns])})
      SELECT ${join([workspace, raw('i.id'), raw('1'), kept('made_at', now), kept('made_by', me), kept('changed_then', now), kept('changed_by', me), ...(configuration ? [raw(`'workspace'`)] : []), ...columns.map((column) => sql`i.${column}`)])} FROM i${guard} RETURNING ${join(returned)})`
  }
  const removal = group[0].kind === 'delete' ? [sql`deleted_at = ${now}`] : group[0].kind === 'restore' ? [raw('deleted_at = NULL')] : []
  const set = [
    sql`revision = t.revision + 1`,
    sql`changed_at = ${kept('changed_then', now)}`,
    sql`changed_by_id = ${kept('changed_by', me)}`,
    ...removal,
    ...columns.map((column) => sql`${column} = i.${column}`),
  ]
  const state = group[0].kind === 'restore' ? raw('t.deleted_at IS NOT NULL') : raw('t.deleted_at IS NULL')
  return sql`w AS (UPDATE ${ident(table)} t SET ${join(set)} FROM i WHERE ${and([sql`t.workspace_id = ${workspace}`, raw('t.id = i.id'), raw('t.revision = i.from_revision'), state, ...context.guards])} RETURNING ${join(returned.map((name) => sql`t.${name}`))})`
}

function historyPart(group: ChangeGroup, context: StatementContext): Sql {
  const { stamp } = context
  const told = toldBy(group, 'hi', context)
  const source = rowSource('hi', [
    ...told.columns,
    { name: 'id', type: 'uuid', values: group.map(() => newId()) },
    { name: 'record_id', type: 'uuid', values: group.map((change) => change.id) },
    { name: 'revision', type: 'integer', values: group.map((change) => change.from + 1) },
    { name: 'changes', type: 'jsonb', values: group.map((change) => JSON.stringify(historyChanges(change))) },
  ])
  return sql`${source}, h AS (INSERT INTO history (workspace_id, at, id, object, record_id, revision, kind, principal_id, behalf_id, through, change_id, changes)
    SELECT ${param(context.workspaceId, 'uuid')}, ${told.at}, hi.id, ${param(group[0].model.definition.key, 'text')}, hi.record_id, hi.revision, ${param(group[0].kind, 'text')},
      ${told.by}, ${param(stamp.behalfId, 'uuid')}, ${param(stamp.through, 'text')}, ${param(stamp.changeId, 'uuid')}, hi.changes
    FROM hi JOIN w ON w.id = hi.record_id)`
}

/** What the statement wrote is told in one row, however many records it is: rows of their own were written, indexed and read twice for each record of an import. */
function outboxPart(group: ChangeGroup, context: StatementContext): Sql {
  const told = group.map((change) => ({ change, named: namedPeople(change, context.principalId) }))
  const muted = context.stamp.muted ? { muted: true } : {}
  const columns: InputColumn[] = [
    { name: 'record_id', type: 'uuid', values: group.map((change) => change.id) },
    { name: 'revision', type: 'integer', values: group.map((change) => change.from + 1) },
  ]
  const head = sql`${param(context.workspaceId, 'uuid')}, ${param(context.stamp.at, 'timestamptz')}, ${param(`record.${group[0].kind}`, 'text')}, ${param(group[0].model.definition.key, 'text')},
      ${param(context.principalId, 'uuid')}, ${param(context.stamp.changeId, 'uuid')}`
  if (told.length === 1) {
    const [{ change, named }] = told as [(typeof told)[number]]
    const payload = JSON.stringify({ fields: change.changed, ...(named ? { named } : {}), ...muted })
    return sql`${rowSource('oi', columns)}, o AS (INSERT INTO outbox (workspace_id, at, kind, object, principal_id, change_id, record_id, revision, payload)
      SELECT ${head}, oi.record_id, oi.revision, ${param(payload, 'jsonb')} FROM oi JOIN w ON w.id = oi.record_id)`
  }
  const sets = new Map<string, number>()
  const places = group.map(({ changed }) => {
    const key = changed.join()
    const place = sets.get(key) ?? sets.size
    sets.set(key, place)
    return place
  })
  const payload = JSON.stringify({ sets: [...sets.keys()].map((key) => (key === '' ? [] : key.split(','))), ...muted })
  const source = rowSource('oi', [
    ...columns,
    { name: 'fields_at', type: 'integer', values: places },
    { name: 'named', type: 'jsonb', values: told.map(({ named }) => (named ? JSON.stringify(named) : null)) },
  ])
  return sql`${source}, o AS (INSERT INTO outbox (workspace_id, at, kind, object, principal_id, change_id, payload, records, events)
    SELECT ${head}, ${param(payload, 'jsonb')}, jsonb_agg(jsonb_build_array(oi.record_id, oi.revision, oi.fields_at, oi.named) ORDER BY oi.record_id), count(*)
    FROM oi JOIN w ON w.id = oi.record_id HAVING count(*) > 0)`
}

function timelineParts(group: ChangeGroup, context: StatementContext): Sql[] {
  const parts: Sql[] = []
  const moved = group.filter(timelineMoved)
  if (moved.length > 0) {
    parts.push(
      sql`td AS (DELETE FROM timeline_entry e USING w WHERE e.workspace_id = ${param(context.workspaceId, 'uuid')} AND e.ref_id = w.id AND w.id = ANY (${param(
        moved.map((change) => change.id),
        'uuid[]',
      )}))`,
    )
  }
  const rows = group.flatMap((change) => timelineRows(timelineMoved(change) ? { ...change, kind: 'create' } : change, context.stamp.at))
  if (rows.length === 0) return parts
  const changes = new Map(group.map((change) => [change.id, change]))
  const told = toldBy(
    rows.map((row) => changes.get(row.record) ?? group[0]),
    'ti',
    context,
  )
  const source = rowSource('ti', [
    ...told.columns,
    { name: 'object', type: 'text', values: rows.map((row) => row.object) },
    { name: 'record_id', type: 'uuid', values: rows.map((row) => row.recordId) },
    { name: 'at', type: 'timestamptz', values: rows.map((row) => row.at) },
    { name: 'id', type: 'uuid', values: rows.map((row) => row.id) },
    { name: 'kind', type: 'text', values: rows.map((row) => row.kind) },
    { name: 'ref_id', type: 'uuid', values: rows.map((row) => row.record) },
    { name: 'changes', type: 'jsonb', values: rows.map((row) => (row.changes ? JSON.stringify(row.changes) : null)) },
  ])
  parts.push(sql`${source}, t1 AS (INSERT INTO timeline_entry (workspace_id, object, record_id, at, id, kind, ref_object, ref_id, principal_id, behalf_id, changes)
    SELECT ${param(context.workspaceId, 'uuid')}, ti.object, ti.record_id, ti.at, ti.id, ti.kind, ${param(group[0].model.definition.key, 'text')}, ti.ref_id, ${told.by}, ${param(context.stamp.behalfId, 'uuid')}, ti.changes FROM ti JOIN w ON w.id = ti.ref_id)`)
  return parts
}

function linkParts(group: ChangeGroup, context: StatementContext): Sql[] {
  const parts: Sql[] = []
  const object = param(group[0].model.definition.key, 'text')
  const workspace = param(context.workspaceId, 'uuid')
  const added: { field: string; record: string; target: string }[] = []
  const removed: typeof added = []
  for (const change of group) {
    for (const key of change.changed) {
      if (change.model.fields.get(key)?.kind !== 'references') continue
      const old = (change.before?.[key] ?? []) as readonly string[]
      const now = (change.after[key] ?? []) as readonly string[]
      for (const target of now) if (!old.includes(target)) added.push({ field: key, record: change.id, target })
      for (const target of old) if (!now.includes(target)) removed.push({ field: key, record: change.id, target })
    }
  }
  const source = (name: string, rows: typeof added): Sql =>
    rowSource(name, [
      { name: 'field', type: 'text', values: rows.map((row) => row.field) },
      { name: 'record_id', type: 'uuid', values: rows.map((row) => row.record) },
      { name: 'target_id', type: 'uuid', values: rows.map((row) => row.target) },
    ])
  if (added.length > 0) {
    parts.push(sql`${source('ai', added)}, la AS (INSERT INTO reference_link (workspace_id, object, field, record_id, target_id)
      SELECT ${workspace}, ${object}, ai.field, ai.record_id, ai.target_id FROM ai JOIN w ON w.id = ai.record_id ON CONFLICT DO NOTHING)`)
  }
  if (removed.length > 0) {
    parts.push(sql`${source('ri', removed)}, lr AS (DELETE FROM reference_link l USING ri, w WHERE l.workspace_id = ${workspace} AND l.object = ${object} AND l.field = ri.field
      AND l.record_id = ri.record_id AND l.target_id = ri.target_id AND w.id = ri.record_id)`)
  }
  return parts
}

/** The typed row holds the values after the change, so the state at any date is the latest row before it. */
function typedChangeParts(group: ChangeGroup, context: StatementContext): Sql[] {
  const { definition, fields } = group[0].model
  const watched = definition.typedChanges ?? []
  const rows = group.filter((change) => change.kind === 'create' || change.changed.some((key) => watched.includes(key)))
  if (watched.length === 0 || rows.length === 0 || group[0].kind === 'delete' || group[0].kind === 'restore') return []
  const values = watched.flatMap((key) => fieldColumns(key, fields.get(key) as FieldDefinition, rows, context.rates))
  const names = values.map((column) => ident(column.name))
  const told = toldBy(rows, 'ci', context)
  const source = rowSource('ci', [
    ...told.columns,
    { name: 'record_id', type: 'uuid', values: rows.map((change) => change.id) },
    { name: 'id', type: 'uuid', values: rows.map(() => newId()) },
    ...values,
  ])
  return [
    sql`${source}, c1 AS (INSERT INTO ${ident(typedChangeTable(definition))} (${join([...['workspace_id', 'record_id', 'at', 'id', 'principal_id'].map(ident), ...names])})
      SELECT ${join([param(context.workspaceId, 'uuid'), raw('ci.record_id'), told.at, raw('ci.id'), told.by, ...names.map((name) => sql`ci.${name}`)])} FROM ci JOIN w ON w.id = ci.record_id)`,
  ]
}

/** A user is a principal with the same id: history, owners and rights point at that. */
function principalParts(group: ChangeGroup, context: StatementContext): Sql[] {
  const { principal } = group[0].model.definition
  if (!principal || group[0].kind === 'delete' || group[0].kind === 'restore') return []
  const told = toldBy(group, 'pi', context)
  const source = rowSource('pi', [
    ...told.columns,
    { name: 'id', type: 'uuid', values: group.map((change) => change.id) },
    { name: 'name', type: 'text', values: group.map((change) => change.after.name) },
    { name: 'name_sort', type: 'text', values: group.map((change) => pinyinSortKey(String(change.after.name), { person: true })) },
    { name: 'active', type: 'boolean', values: group.map((change) => change.after.active !== false) },
  ])
  const workspace = param(context.workspaceId, 'uuid')
  return [
    sql`${source}, p1 AS (INSERT INTO principal AS p (workspace_id, id, kind, name, name_sort, active, created_at)
      SELECT ${workspace}, pi.id, ${param(principal, 'text')}, pi.name, pi.name_sort, pi.active, ${told.at} FROM pi JOIN w ON w.id = pi.id
      ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, name_sort = excluded.name_sort, active = excluded.active)`,
  ]
}

/** What the audit log keeps of changes to rights: who changed which of them, of what, from what to what. */
function auditParts(group: ChangeGroup, context: StatementContext): Sql[] {
  const { audited, key, title } = group[0].model.definition
  const { stamp } = context
  // What a new workspace begins with was decided by nobody in it.
  if (!audited || stamp.muted || stamp.through === 'set-up') return []
  const rows = group.flatMap((change) => {
    const changes = Object.fromEntries(
      Object.entries(historyChanges(change)).filter(([name]) => audited === true || audited.includes(name)),
    )
    const isAlways = change.kind === 'delete' || change.kind === 'restore'
    if (!isAlways && Object.keys(changes).length === 0) return []
    return [{ id: change.id, details: { record: { id: change.id, title: change.after[title] }, changes } }]
  })
  if (rows.length === 0) return []
  const source = rowSource('ui', [
    { name: 'id', type: 'uuid', values: rows.map(() => newId()) },
    { name: 'record_id', type: 'uuid', values: rows.map(({ id }) => id) },
    { name: 'details', type: 'jsonb', values: rows.map(({ details }) => JSON.stringify(details)) },
  ])
  return [
    sql`${source}, u1 AS (INSERT INTO audit_log (workspace_id, at, id, kind, principal_id, behalf_id, through, object, details)
      SELECT ${param(context.workspaceId, 'uuid')}, ${param(stamp.at, 'timestamptz')}, ui.id, ${param(`${key}.${group[0].kind}`, 'text')}, ${param(context.principalId, 'uuid')},
        ${param(stamp.behalfId, 'uuid')}, ${param(stamp.through, 'text')}, ${param(key, 'text')}, ui.details FROM ui JOIN w ON w.id = ui.record_id)`,
  ]
}
