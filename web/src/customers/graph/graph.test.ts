import { expect, test } from 'vitest'
import { type Graph, mostNodes, type Tie, together } from './graph.ts'
import { layoutOf, nodeHeight, nodeWidth } from './layout.ts'

const node = (id: string, ties: number) => ({ id, object: 'account', title: id, ties, exact: true })
const tie = (from: string, to: string): Tie => ({
  kind: 'parent',
  from,
  to,
  record: null,
  label: null,
  reverse: null,
  role: null,
  until: null,
})

test('what was opened later joins the picture; a record tells how many of its neighbours are not in it', () => {
  const around: Graph = { center: 'a', nodes: [node('a', 2), node('b', 3)], ties: [tie('a', 'b')] }
  const further: Graph = { center: 'b', nodes: [node('b', 3), node('a', 2), node('c', 1)], ties: [tie('a', 'b'), tie('b', 'c')] }

  const { nodes, ties } = together([around, further])

  expect(nodes.map(({ id, more }) => [id, more])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 0],
  ])
  expect(ties).toHaveLength(2)
})

test('no more are drawn than one can look at, and no two over each other', () => {
  const many = Array.from({ length: 200 }, (_, index) => node(`n${index}`, 1))
  const graph: Graph = { center: 'a', nodes: [node('a', 200), ...many], ties: many.map(({ id }) => tie('a', id)) }

  const { nodes, ties, isFull } = together([graph])
  const { places } = layoutOf('a', nodes, ties)

  expect([nodes.length, isFull]).toEqual([mostNodes, true])
  const spots = [...places.values()]
  const over = spots.flatMap((one, index) =>
    spots.slice(index + 1).filter((other) => Math.abs(one.x - other.x) < nodeWidth && Math.abs(one.y - other.y) < nodeHeight),
  )
  expect(over).toHaveLength(0)
})
