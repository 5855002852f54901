import { type Context, InvalidInputError, NotFoundError } from '../../../engine/index.ts'
import { aboveOf, type TieKind, type TieRow, tiesOf } from './ties.ts'

export type GraphNode = {
  id: string
  object: string
  title: string /** How many it is tied to, seen ones alone. */
  ties: number
  exact: boolean
}
export type GraphTie = {
  kind: TieKind
  from: string
  to: string
  record: string | null
  label: string | null
  reverse: string | null
  role: string | null
  until: string | null
}
export type RelationGraph = { center: string; nodes: GraphNode[]; ties: GraphTie[] }

/** Neighbours beyond these are not drawn at once. */
const mostDrawn = 120
/** Of one kind; who has more is said to have "50+". */
const countedTo = 50

/**
 * 关系图: a customer or a person in the middle, who stands around, the group above, and how all of these are tied to each other. Of each kind of tie the
 * first `most` are drawn. What the reader does not see is neither drawn nor counted.
 */
export async function relationGraph(context: Context, asked: { object: string; id: string; most: number }): Promise<RelationGraph> {
  const { object, id } = asked
  if (object !== 'account' && object !== 'contact') throw new InvalidInputError('unknown_object', { field: 'object', object })
  const title = titleOf(await context.get({ object, id, fields: ['name'] }))
  const { reader } = context
  return context.snapshot(async (snapshot) => {
    const read = async (statement: ReturnType<typeof tiesOf>) =>
      statement ? await snapshot.query<TieRow>(reader.workspaceId, statement) : []
    const around = await read(tiesOf(reader, [{ id, object }], countedTo + 1))
    const above = object === 'account' ? aboveOf(reader, id) : null
    const ancestors = above ? await snapshot.query<{ id: string; title: string }>(reader.workspaceId, above) : []
    const drawn = new Map([[id, { id, object, title }]])
    for (const one of ancestors) drawn.set(one.id, { ...one, object: 'account' })
    for (const row of firstOfEach(around, asked.most)) if (drawn.size < mostDrawn) drawn.set(row.id, row)
    const others = [...drawn.values()].filter((one) => one.id !== id)
    const further = others.length === 0 ? [] : await read(tiesOf(reader, others, countedTo + 1))
    const rows = [...around, ...further]
    return {
      center: id,
      nodes: [...drawn.values()].map((one) => ({ id: one.id, object: one.object, title: one.title, ...countOf(rows, one.id) })),
      ties: tiesBetween(rows, drawn),
    }
  })
}

function titleOf({ record }: { record: string }): string {
  const { name } = JSON.parse(record) as { name?: unknown }
  if (typeof name !== 'string') throw new NotFoundError('not_found')
  return name
}

function firstOfEach(rows: readonly TieRow[], most: number): TieRow[] {
  const taken = new Map<string, number>()
  return rows.filter(({ kind, away }) => {
    const key = `${kind} ${away}`
    taken.set(key, (taken.get(key) ?? 0) + 1)
    return (taken.get(key) ?? 0) <= most
  })
}

function countOf(rows: readonly TieRow[], node: string): { ties: number; exact: boolean } {
  const own = rows.filter((row) => row.node === node)
  const ways = Map.groupBy(own, ({ kind, away, object }) => `${kind} ${away} ${object}`)
  return { ties: new Set(own.map(({ id }) => id)).size, exact: [...ways.values()].every((way) => way.length <= countedTo) }
}

/** Each tie once, though it was met from both ends; a role that is recorded stands for the customer named on the person. */
function tiesBetween(rows: readonly TieRow[], drawn: ReadonlyMap<string, unknown>): GraphTie[] {
  const ties = new Map<string, GraphTie>()
  for (const { node, id, away, kind, record, label, reverse, role, until } of rows) {
    if (!drawn.has(node) || !drawn.has(id)) continue
    const [from, to] = away ? [node, id] : [id, node]
    const key = kind === 'relation' ? (record ?? '') : `${kind} ${from} ${to}`
    const known = ties.get(key)
    if (!known || (known.record === null && record !== null)) ties.set(key, { kind, from, to, record, label, reverse, role, until })
  }
  return [...ties.values()]
}
