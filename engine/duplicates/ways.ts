import type { ActionContext } from '../context.ts'
import { likenedName, mainColumn, matchColumn } from '../declare/columns.ts'
import type { FieldDefinition, Likened } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { type Pair, pairsAmong } from './found-pairs.ts'

type Named = Required<Pick<Likened, 'likeness' | 'parts'>>

/** A way in which a sweep brings records together: by equal values of columns, among those with the same `given`; or by short names that stand in others. */
export type Way =
  | { kind: 'equal'; columns: readonly Sql[]; given: Sql | null; named: { fields: readonly Sql[]; likened: Named } | null }
  | { kind: 'short'; fields: readonly Sql[]; likened: Named; weight: number }

export function waysOf({ definition, fields }: ObjectModel, weights: Readonly<Record<string, number>>): Way[] {
  return (definition.duplicates ?? []).flatMap((sign): Way[] => {
    const declared = sign.fields.flatMap((key) => {
      const field = fields.get(key)
      return field ? [{ key, field }] : []
    })
    if (sign.by === 'value')
      return [{ kind: 'equal', columns: declared.map(({ key, field }) => ident(matchColumn(key, field))), given: null, named: null }]
    if (sign.by === 'name') {
      const within = sign.within && fields.get(sign.within)
      if (!within || !sign.within) return []
      const columns = declared.map(({ key, field }) => ident(field.pinyin ? matchColumn(key, field) : mainColumn(key, field)))
      return [{ kind: 'equal', columns, given: ident(mainColumn(sign.within, within)), named: null }]
    }
    const likened = declared.filter(({ field }) => field.likened)
    const columns = likened.map(({ key }) => ident(likenedName(key)))
    const named = namesOf(likened)
    if (!named) return [{ kind: 'equal', columns, given: null, named: null }]
    return [
      { kind: 'equal', columns, given: null, named },
      { kind: 'short', ...named, weight: (weights[sign.key] ?? sign.weight) / 100 },
    ]
  })
}

function namesOf(declared: readonly { key: string; field: FieldDefinition }[]): { fields: Sql[]; likened: Named } | null {
  const { likeness, parts } = declared[0]?.field.likened ?? {}
  return likeness && parts
    ? { fields: declared.map(({ key, field }) => ident(mainColumn(key, field))), likened: { likeness, parts } }
    : null
}

const readAtOnce = 10_000
/** More records than this share a value by mistake, such as the number of a switchboard or 00000: it says nothing. */
const mostSharing = 12

/** Up to where the values were looked at: the group there is read again. */
export type Place = { readonly given: string | null; readonly value: string }
type Row = { given: string | null; value: string; id: string }

/** The next pairs with an equal value, in the order of the index. */
export async function equalPairs(
  context: ActionContext,
  model: ObjectModel,
  way: Way & { kind: 'equal' },
  from: Place | null,
): Promise<{ pairs: Pair[]; next: Place | null; read: number }> {
  const { reader } = context
  const { given } = way
  // Each column by its own index and no further than the page: together they would be sorted to their end for every page.
  const arm = (column: Sql): Sql =>
    sql`(SELECT t.${column} AS value, ${given ? sql`t.${given}` : raw('NULL::uuid')} AS given, t.id FROM ${ident(model.definition.table)} t
      WHERE ${and([
        inWorkspace(reader, 't'),
        raw('t.deleted_at IS NULL'),
        sql`t.${column} IS NOT NULL`,
        sql`t.${column} <> ''`,
        ...(given ? [sql`t.${given} IS NOT NULL`] : []),
        ...(from
          ? [given ? sql`(t.${given}, t.${column}) >= (${param(from.given, 'uuid')}, ${from.value})` : sql`t.${column} >= ${from.value}`]
          : []),
      ])} ORDER BY ${given ? sql`t.${given}, ` : sql``}t.${column}, t.id LIMIT ${param(readAtOnce, 'int')})`
  const order = given ? raw('v.given, v.value, v.id') : raw('v.value, v.id')
  const rows = await context.query<Row>(
    sql`SELECT v.value, v.given, v.id FROM (${join(way.columns.map(arm), ' UNION ALL ')}) v ORDER BY ${order} LIMIT ${param(readAtOnce, 'int')}`,
  )
  const isEnd = rows.length < readAtOnce
  const groups = Map.groupBy(rows, (row) => `${row.given ?? ''} ${row.value}`)
  const last = rows.at(-1)
  // The last group may go on behind this page. One that fills a page by itself is no sign, and is passed over.
  const isCrowd = groups.size === 1
  if (!isEnd && last && !isCrowd) groups.delete(`${last.given ?? ''} ${last.value}`)
  const pairs: Pair[] = []
  for (const group of groups.values()) {
    const ids = [...new Set(group.map(({ id }) => id))]
    if (ids.length <= mostSharing) pairs.push(...pairsAmong(ids))
    else if (way.named) pairs.push(...(await sameNames(context, model, way.named, ids)))
  }
  const next =
    isEnd || !last ? null : isCrowd ? { given: last.given, value: `${last.value}\u0001` } : { given: last.given, value: last.value }
  return { pairs, next, read: rows.length }
}

/** Many that sound alike: only those whose names are the same, each with the first of them. */
async function sameNames(
  context: ActionContext,
  model: ObjectModel,
  { fields, likened }: { fields: readonly Sql[]; likened: Named },
  ids: readonly string[],
): Promise<Pair[]> {
  const texts = fields.map((field) => sql`t.${field}::text`)
  const rows = await context.query<{ id: string; texts: (string | null)[] }>(
    sql`SELECT t.id, ARRAY[${join(texts)}] AS texts FROM ${ident(model.definition.table)} t WHERE ${inWorkspace(context.reader, 't')} AND t.id = ANY (${param(ids, 'uuid[]')}) ORDER BY t.id`,
  )
  const first = new Map<string, string>()
  return rows.flatMap(({ id, texts }) =>
    texts.flatMap((text): Pair[] => {
      if (!text) return []
      const { parts, isShort } = likened.parts(text)
      const name = `${isShort} ${parts.join('')}`
      const known = first.get(name)
      if (known === undefined) first.set(name, id)
      return known === undefined || known === id ? [] : [[known, id]]
    }),
  )
}
