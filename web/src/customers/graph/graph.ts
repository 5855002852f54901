import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { recordKeys } from '../../data/cache.ts'
import { client } from '../../data/client.ts'

export type TieKind = 'parent' | 'referred' | 'relation' | 'works' | 'reports'
export type GraphNode = { id: string; object: string; title: string; ties: number; exact: boolean }
export type Tie = {
  kind: TieKind
  from: string
  to: string
  record: string | null
  label: string | null
  reverse: string | null
  role: string | null
  until: string | null
}
export type Graph = { center: string; nodes: GraphNode[]; ties: Tie[] }
/** `more`: how many of its neighbours are not drawn; null where there are more than were counted. */
export type DrawnNode = GraphNode & { more: number | null }
export type Drawn = { nodes: DrawnNode[]; ties: Tie[]; isFull: boolean }

export const mostNodes = 150
const first = 12
const most = 50

/** What is asked of one record: how many of each kind of tie. */
type Asked = { id: string; object: string; most: number }

export function useGraph(object: string, id: string) {
  const [asked, setAsked] = useState<readonly Asked[]>([{ id, object, most: first }])
  const reads = useQueries({
    queries: asked.map((one) => ({
      queryKey: recordKeys.of(one.object, 'graph', one.id, one.most),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.call<Graph>('GET', `/relation-graph?object=${one.object}&id=${one.id}&most=${one.most}`, { signal }),
    })),
  })
  const graphs = reads.flatMap(({ data }) => data ?? [])
  const isAsked = (node: GraphNode): boolean => asked.some((one) => one.id === node.id && one.most === most)
  return {
    drawn: graphs.length === 0 ? undefined : together(graphs),
    error: reads.find(({ error }) => error)?.error,
    reload: () => reads.forEach(({ refetch }) => void refetch()),
    /** Nothing more comes of a record that was asked for as many as there can be. */
    mayExpand: (node: DrawnNode) => node.more !== 0 && !isAsked(node),
    expand: (node: GraphNode) =>
      setAsked((old) => {
        const known = old.find((one) => one.id === node.id)
        return [...old, { id: node.id, object: node.object, most: known ? most : first }]
      }),
  }
}

/** Several answers as one picture, in the order in which they were asked for. */
export function together(graphs: readonly Graph[]): Drawn {
  const nodes = new Map<string, GraphNode>()
  const ties = new Map<string, Tie>()
  for (const graph of graphs) {
    for (const node of graph.nodes) if (nodes.size < mostNodes || nodes.has(node.id)) nodes.set(node.id, nodes.get(node.id) ?? node)
    for (const tie of graph.ties) ties.set(tie.kind === 'relation' ? (tie.record ?? '') : `${tie.kind} ${tie.from} ${tie.to}`, tie)
  }
  const drawn = [...ties.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const beside = new Map<string, Set<string>>([...nodes.keys()].map((id) => [id, new Set()]))
  for (const { from, to } of drawn) {
    beside.get(from)?.add(to)
    beside.get(to)?.add(from)
  }
  return {
    nodes: [...nodes.values()].map((node) => ({
      ...node,
      more: node.exact ? Math.max(0, node.ties - (beside.get(node.id)?.size ?? 0)) : null,
    })),
    ties: drawn,
    isFull: nodes.size >= mostNodes,
  }
}
