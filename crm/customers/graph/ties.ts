import { accessPredicate, and, ident, join, param, type Reader, raw, type Sql, sql, visibleFields } from '../../../engine/index.ts'

/** From the parent to its subsidiary, from the referrer to the referred, from the customer to who works there, from the superior down, from first to second. */
export type TieKind = 'parent' | 'referred' | 'relation' | 'works' | 'reports'
export type TieRow = {
  node: string
  id: string
  object: string
  title: string
  kind: TieKind
  /** Whether it leads away from the node. */
  away: boolean
  /** The relation or role that says so, where it is a record. */
  record: string | null
  label: string | null
  reverse: string | null
  role: string | null
  until: string | null
}
type Named = 'account' | 'contact'
type Arm = {
  kind: TieKind
  node: Named
  other: Named
  away: boolean
  /** What points from or at the node `f` where that is not the other end `n` itself: the node's own record `s`, or the record `t` that says it. */
  from: string
  on: Sql
  /** How the other end hangs together with it. */
  joins?: Sql
  /** Fields that say it. A reader who does not see them in the open does not learn it. */
  says: readonly (readonly [object: string, field: string])[]
  /** The record `t` that says it, which has to be seen too. */
  through?: string
  label?: string
  reverse?: string
  role?: string
}

/** Of each kind of tie of one node no more are looked at: what is seen among them is drawn and counted. */
const mostWeighed = 1000

/**
 * The ties of some customers and people: one statement, access to both ends and to what ties them inside. Of each kind at most `most` from one node.
 * SQL by hand, because the query language reads one object at a time and this walks five kinds of pointers in both directions.
 */
export function tiesOf(reader: Reader, nodes: readonly { id: string; object: string }[], most: number): Sql | null {
  const statements = arms(reader).flatMap((arm) => armOf(reader, arm, most) ?? [])
  if (statements.length === 0) return null
  const frontier = sql`unnest(${param(
    nodes.map(({ object }) => object),
    'text[]',
  )}, ${param(
    nodes.map(({ id }) => id),
    'uuid[]',
  )}) AS f (object, id)`
  return sql`SELECT f.id AS node, x.* FROM ${frontier} CROSS JOIN LATERAL (${join(statements, ' UNION ALL ')}) x`
}

/** The customers above one, as far up as they are seen. */
export function aboveOf(reader: Reader, id: string): Sql | null {
  const seen = accessPredicate(reader, 'account', 'read', 'n')
  if (!seen || !isShown(reader, 'account', 'parent')) return null
  const ws = param(reader.workspaceId, 'uuid')
  return sql`WITH RECURSIVE up AS (SELECT a.id, a.parent_id, a.name, 0 AS level FROM account a WHERE a.workspace_id = ${ws} AND a.id = ${param(id, 'uuid')}
      UNION ALL SELECT n.id, n.parent_id, n.name, up.level + 1 FROM up JOIN account n ON n.workspace_id = ${ws} AND n.id = up.parent_id
        WHERE n.deleted_at IS NULL AND up.level < 10 AND ${seen})
    SELECT id, name AS title FROM up WHERE level > 0 ORDER BY level`
}

function armOf(reader: Reader, arm: Arm, most: number): Sql | null {
  if (!arm.says.every(([object, field]) => isShown(reader, object, field))) return null
  const seen = accessPredicate(reader, arm.other, 'read', 'n')
  const seenThrough = arm.through ? accessPredicate(reader, arm.through, 'read', 't') : raw('true')
  if (!seen || !seenThrough) return null
  const ws = param(reader.workspaceId, 'uuid')
  // Who points at a hub of 20,000 is not all weighed before the first few are known to be seen.
  const [table, alias] = arm.from === '' ? [arm.other, 'n'] : [arm.from, arm.through ? 't' : 's']
  const name = ident(alias)
  const pointing = sql`(SELECT * FROM ${ident(table)} ${name} WHERE f.object = ${arm.node} AND ${name}.workspace_id = ${ws} AND ${name}.deleted_at IS NULL
    AND ${arm.on} ORDER BY ${name}.id LIMIT ${param(mostWeighed, 'int')}) ${name}`
  const other = arm.joins ? sql`JOIN ${ident(arm.other)} n ON n.workspace_id = ${ws} AND n.deleted_at IS NULL AND ${arm.joins}` : raw('')
  const where = and([seen, seenThrough])
  const text = (column: string | undefined): Sql => (column ? raw(column) : raw('NULL::text'))
  return sql`(SELECT n.id, ${arm.other}::text AS object, n.name AS title, ${arm.kind}::text AS kind, ${raw(String(arm.away))} AS away,
    ${raw(arm.through ? 't.id' : 'NULL::uuid')} AS record, ${text(arm.label)} AS label, ${text(arm.reverse)} AS reverse, ${text(arm.role)} AS role,
    ${raw(arm.through ? 't.until::text' : 'NULL::text')} AS until
    FROM ${pointing} ${other} ${arm.kind === 'relation' ? raw('LEFT JOIN relation_kind k ON k.workspace_id = t.workspace_id AND k.id = t.kind_id') : raw('')}
    WHERE ${where} ORDER BY ${name}.id LIMIT ${param(most, 'int')})`
}

/** A column of the contact `n` or `s`, where the reader sees it in the open. */
function openly(reader: Reader, alias: string, field: string, column: string): { [key in 'label' | 'role']?: string } {
  const key = field === 'jobTitle' ? 'label' : 'role'
  return isShown(reader, 'contact', field) ? { [key]: `${alias}.${column}` } : {}
}

function isShown(reader: Reader, object: string, field: string): boolean {
  const found = visibleFields(reader, object).get(field)
  return found !== undefined && !found.masked
}

/** A pointer from one record to another, walked both ways: from who points, and from who is pointed at. */
function pointer(arm: Pick<Arm, 'kind' | 'says'> & { holder: Named; held: Named; column: string }): Arm[] {
  const { holder, held, column, ...rest } = arm
  // Subordinate, subsidiary, referred and employee point at what stands before them.
  return [
    { ...rest, node: holder, other: held, away: false, from: holder, on: sql`s.id = f.id`, joins: sql`n.id = s.${ident(column)}` },
    { ...rest, node: held, other: holder, away: true, from: '', on: sql`n.${ident(column)} = f.id` },
  ]
}

function arms(reader: Reader): Arm[] {
  const both = ['account', 'contact'] as const
  const works = { kind: 'works' as const, says: [['contact', 'account']] as const }
  const roles = {
    kind: 'works' as const,
    through: 'accountContact',
    from: 'account_contact',
    says: [
      ['accountContact', 'account'],
      ['accountContact', 'contact'],
    ] as const,
    label: 't.role_title',
    role: 't.decision_role',
  }
  return [
    ...pointer({ kind: 'parent', holder: 'account', held: 'account', column: 'parent_id', says: [['account', 'parent']] }),
    ...pointer({ kind: 'referred', holder: 'account', held: 'account', column: 'referred_by_id', says: [['account', 'referredBy']] }),
    ...both.flatMap((node) =>
      both.flatMap((other) =>
        [true, false].map((away): Arm => {
          const [here, there] = away ? ['first', 'second'] : ['second', 'first']
          return {
            kind: 'relation',
            node,
            other,
            away,
            through: 'relation',
            from: 'relation',
            on: sql`t.${ident(`${here}_id`)} = f.id AND t.${ident(`${here}_object`)} = ${node} AND t.${ident(`${there}_object`)} = ${other}`,
            joins: sql`n.id = t.${ident(`${there}_id`)}`,
            says: [
              ['relation', 'first'],
              ['relation', 'second'],
              ['relation', 'kind'],
            ],
            label: 'k.name',
            reverse: 'k.reverse_name',
          }
        }),
      ),
    ),
    ...pointer({ ...works, holder: 'contact', held: 'account', column: 'account_id' }).map((arm): Arm => {
      const alias = arm.node === 'contact' ? 's' : 'n'
      return { ...arm, ...openly(reader, alias, 'jobTitle', 'job_title'), ...openly(reader, alias, 'decisionRole', 'decision_role') }
    }),
    { ...roles, node: 'account', other: 'contact', away: true, on: sql`t.account_id = f.id`, joins: sql`n.id = t.contact_id` },
    { ...roles, node: 'contact', other: 'account', away: false, on: sql`t.contact_id = f.id`, joins: sql`n.id = t.account_id` },
    ...pointer({ kind: 'reports', holder: 'contact', held: 'contact', column: 'reports_to_id', says: [['contact', 'reportsTo']] }),
  ]
}
