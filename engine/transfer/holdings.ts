import type { ActionContext, Context } from '../context.ts'
import type { Label } from '../declare/label.ts'
import { snake } from '../declare/object.ts'
import type { Filter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import { visibleRows } from '../query/visible-rows.ts'
import { ident, join, raw, type Sql, sql } from '../sql.ts'

/**
 * A field by which somebody holds records: what they own, the departments they head, the people who report to them, the lists of configuration
 * that name them. Of objects whose work ends, what is still open and what is over are two holdings.
 */
export type Holding = {
  readonly key: string
  readonly object: string
  readonly field: string
  readonly plural: Label
  readonly label: Label
  readonly internal: boolean
  /** Over and done with: goes along only when it is asked for. */
  readonly closed: boolean
  /** Nobody may leave before it is decided what becomes of it. */
  readonly demanded: boolean
}

type HoldingKind = Holding & { readonly many: boolean; readonly open: Filter | null }

/** Found from the declarations: every user field that can be written, and the lists of people in what is configured. */
export function holdingsOf(reader: Reader): HoldingKind[] {
  return [...reader.objects()].flatMap(({ definition }) =>
    Object.entries(definition.fields).flatMap(([key, field]): HoldingKind[] => {
      const isConfigured = definition.configuration === true || definition.internal === true
      const many = field.kind === 'references' && field.to === 'user' && isConfigured
      if ((field.kind !== 'user' && !many) || field.readOnly) return []
      const internal = definition.internal === true && definition.configuration !== true
      const base = { object: definition.key, field: key, label: field.label, internal, many }
      const name = `${definition.key}.${key}`
      const open = key === 'owner' ? definition.transfers?.open : undefined
      if (!open) return [{ ...base, key: name, plural: definition.plural, closed: false, demanded: !internal, open: null }]
      return [
        { ...base, key: name, plural: open.label, closed: false, demanded: true, open: open.filter },
        { ...base, key: `${name}.closed`, plural: open.others, closed: true, demanded: false, open: { not: open.filter } },
      ]
    }),
  )
}

/** What one person holds by a field. */
export function heldBy({ field, many, open }: HoldingKind, person: string): Filter {
  const theirs: Filter = many ? { field, op: 'in', value: [person] } : { field, op: 'is', value: person }
  return open ? { all: [theirs, open] } : theirs
}

/** How much somebody holds, by object: asked before they leave. One statement for all of it. */
export async function countHoldings(
  { reader, query }: Pick<ActionContext, 'reader' | 'query'>,
  person: string,
): Promise<(Holding & { count: number })[]> {
  const kinds = holdingsOf(reader)
  const counts = kinds.map((kind) => {
    const rows = visibleRows(reader, { object: kind.object, filter: heldBy(kind, person) }, 't')
    return sql`(SELECT count(*)::int FROM ${ident(reader.object(kind.object).definition.table)} t WHERE ${rows ?? raw('false')})`
  })
  const [row] = await query<{ counts: number[] }>(sql`SELECT json_build_array(${join(counts)}) AS counts`)
  return kinds.flatMap(({ many: _, open: __, ...kind }, index) => {
    const count = row?.counts[index] ?? 0
    return count > 0 ? [{ ...kind, count }] : []
  })
}

/** The column in which the holder stands. */
export function holderColumn(alias: string, field: string): Sql {
  return sql`${ident(alias)}.${ident(`${snake(field)}_id`)}`
}

export async function holdingsIn(context: Context, person: string): Promise<(Holding & { count: number })[]> {
  return context.transaction((inside) => countHoldings(inside, person))
}
