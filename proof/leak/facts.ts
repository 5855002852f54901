import type { Pool } from 'pg'
import { type Canaries, tokensIn } from './canaries.ts'
import { objects } from './rules.ts'

type Columns = Readonly<Record<string, unknown>>

/** A record as the database holds it. */
export type Fact = {
  readonly object: string
  readonly id: string
  readonly owner: string | null
  readonly deleted: boolean
  readonly columns: Columns
  readonly custom: Columns
}
export type Scope = 'own' | 'team' | 'teamAndBelow' | 'all'
export type RoleFact = {
  readonly id: string
  readonly administrator: boolean
  readonly grants: Readonly<Record<string, Readonly<Record<string, Scope>>>>
  readonly classes: Readonly<Record<string, 'see' | 'read' | 'unmask' | 'mask' | 'hide'>>
}
export type UserFact = {
  readonly id: string
  /** The own department, and those worked for besides. */
  readonly departments: readonly string[]
  readonly manager: string | null
  readonly active: boolean
  readonly position: string | null
  readonly roles: readonly string[]
}
export type ShareFact = {
  readonly record: string
  readonly to: string
  readonly below: boolean
  readonly level: string
  readonly related: Readonly<Record<string, string>>
  readonly until: string | null
}
export type PoolFact = {
  readonly id: string
  readonly object: string
  readonly members: readonly { readonly kind: string; readonly of: string | null; readonly claim: boolean; readonly assign: boolean }[]
}
export type DepartmentFact = { readonly id: string; readonly parent: string | null; readonly head: string | null }

/** Where a canary stood, now or once: `column` null for the record's title. */
export type Place = {
  readonly record: string
  readonly object: string
  readonly column: string
  readonly isTitle: boolean
  readonly class: string | null
}

/** All that is true in one workspace, read from its tables with the owner's rights after each change. No rule of access is in it. */
export type Facts = {
  readonly workspaceId: string
  /** Whom work is done by that nobody asked for. */
  readonly systemId: string
  readonly records: ReadonlyMap<string, Fact>
  readonly users: ReadonlyMap<string, UserFact>
  readonly departments: ReadonlyMap<string, DepartmentFact>
  readonly roles: ReadonlyMap<string, RoleFact>
  /** Those that are in use. */
  readonly pools: ReadonlyMap<string, PoolFact>
  /** By canary; kept over time, because history remembers. */
  readonly places: Map<string, Place[]>
  /** Who pointed at a record by which field, now or once: `target → "record field"`. */
  readonly pointers: Map<string, Set<string>>
  /** Shares that stand, and the teams. */
  readonly shares: readonly ShareFact[]
  /** Keys of custom fields with a class. */
  readonly customClasses: ReadonlyMap<string, string>
  /** All ids of the workspace that a neighbour must not meet. */
  readonly ids: Set<string>
}

export const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** Typed copies of custom values, which stand in `custom` as well. */
const slotPattern = /^slot_/
const idPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export async function readFacts(pool: Pool, workspaceId: string, canaries: Canaries, before: Facts | null): Promise<Facts> {
  const rowsOf = async (table: string): Promise<Columns[]> => {
    const { rows } = await pool.query<{ row: Columns }>(`SELECT to_jsonb(t) AS row FROM "${table}" t WHERE workspace_id = $1`, [
      workspaceId,
    ])
    return rows.map(({ row }) => row)
  }
  const records = new Map<string, Fact>()
  const [principals, users, departments, roles, links, fields, pools, ...tables] = await Promise.all([
    rowsOf('principal'),
    rowsOf('app_user'),
    rowsOf('department'),
    rowsOf('role'),
    rowsOf('reference_link'),
    rowsOf('custom_field'),
    rowsOf('pool'),
    ...Object.entries(objects).map(async ([object, { table }]) => (await rowsOf(table)).map((columns) => ({ object, columns }))),
  ])
  for (const { object, columns } of tables.flat()) {
    const id = String(columns.id)
    records.set(id, {
      object,
      id,
      owner: text(columns.owner_id),
      deleted: columns.deleted_at !== null,
      columns,
      custom: (columns.custom ?? {}) as Columns,
    })
  }
  const alive = (rows: readonly Columns[]): Columns[] => rows.filter(({ deleted_at }) => deleted_at === null)
  const linksOf = (user: unknown, field: string): string[] =>
    links.filter((link) => link.object === 'user' && link.field === field && link.record_id === user).map((link) => String(link.target_id))
  const facts: Facts = {
    workspaceId,
    systemId: String(principals.find(({ kind }) => kind === 'system')?.id),
    records,
    users: keyed(alive(users), (row) => ({
      id: String(row.id),
      departments: [text(row.department_id), ...linksOf(row.id, 'departments')].filter((id) => id !== null),
      manager: text(row.manager_id),
      active: row.active === true,
      roles: linksOf(row.id, 'roles'),
      position: text(row.position),
    })),
    departments: keyed(alive(departments), (row) => ({ id: String(row.id), parent: text(row.parent_id), head: text(row.manager_id) })),
    roles: keyed(alive(roles), (row) => ({
      id: String(row.id),
      administrator: row.administrator === true,
      grants: (row.grants ?? {}) as RoleFact['grants'],
      classes: (row.read_classes ?? {}) as RoleFact['classes'],
    })),
    shares: [...records.values()]
      .filter(({ object, deleted }) => object === 'recordShare' && !deleted)
      .map(({ columns }) => ({
        record: String(columns.record_id),
        to: String(columns.shared_with_id),
        below: columns.below === true,
        level: String(columns.level),
        related: (columns.related ?? {}) as ShareFact['related'],
        until: text(columns.until),
      })),
    pools: keyed(
      alive(pools).filter(({ active }) => active === true),
      (row) => ({ id: String(row.id), object: String(row.object), members: (row.members ?? []) as PoolFact['members'] }),
    ),
    places: before?.places ?? new Map(),
    pointers: before?.pointers ?? new Map(),
    customClasses: new Map(fields.flatMap((row) => (text(row.read_class) ? [[`${row.object}.${row.key}`, String(row.read_class)]] : []))),
    ids: before?.ids ?? new Set([workspaceId]),
  }
  for (const row of [...fields, ...pools]) facts.ids.add(String(row.id))
  for (const [object, rows] of Object.entries({ user: users, department: departments, role: roles }))
    noteOrganisation(facts, object, rows, canaries)
  for (const record of records.values()) noteRecord(facts, record, canaries)
  for (const link of links) notePointer(facts, String(link.target_id), `${String(link.record_id)} ${String(link.field)}`)
  return facts
}

function noteRecord(facts: Facts, record: Fact, canaries: Canaries): void {
  const { title, classes, points } = objects[record.object] ?? { title: '' }
  facts.ids.add(record.id)
  const note = (column: string, value: unknown, group: string | null): void => {
    if (value === null || value === undefined || column === 'id' || column.endsWith('_id')) return
    for (const token of tokensIn(typeof value === 'string' ? value : JSON.stringify(value), canaries)) {
      const places = facts.places.get(token) ?? []
      if (!places.some((place) => place.record === record.id && place.column === column))
        places.push({ record: record.id, object: record.object, column, isTitle: column === title, class: group })
      facts.places.set(token, places)
    }
  }
  const classOf = (column: string): string | null =>
    Object.entries(classes ?? {}).find(([name]) => column === name || column.startsWith(`${name}_`))?.[1] ?? null
  for (const [column, value] of Object.entries(record.columns))
    if (column !== 'custom' && !slotPattern.test(column)) note(column, value, classOf(column))
  for (const [key, value] of Object.entries(record.custom))
    note(`custom.${key}`, value, facts.customClasses.get(`${record.object}.${key}`) ?? null)
  for (const key of Object.keys(points ?? {})) {
    const target = text(record.columns[`${snake(key)}_id`])
    if (target) notePointer(facts, target, `${record.id} ${key}`)
  }
}

/** Names of people, departments and roles are titles all over; the rest of them is for whoever may read such records. */
function noteOrganisation(facts: Facts, object: string, rows: readonly Columns[], canaries: Canaries): void {
  for (const row of rows) {
    facts.ids.add(String(row.id))
    for (const column of ['name', 'email'])
      for (const token of tokensIn(String(row[column] ?? ''), canaries))
        if (!facts.places.has(token))
          facts.places.set(token, [{ record: String(row.id), object, column, isTitle: column === 'name', class: null }])
  }
}

function notePointer(facts: Facts, target: string, from: string): void {
  facts.pointers.set(target, (facts.pointers.get(target) ?? new Set()).add(from))
}

export function idsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(idPattern) ?? [])
}

function keyed<T extends { readonly id: string }>(rows: readonly Columns[], make: (row: Columns) => T): Map<string, T> {
  return new Map(rows.map((row) => [String(row.id), make(row)]))
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
