import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force'
import type { GraphNode, Tie, TieKind } from './graph.ts'

export type Place = { x: number; y: number }
export type Layout = { places: ReadonlyMap<string, Place>; width: number; height: number }

export const nodeWidth = 148
export const nodeHeight = 42
/** Names are wide and low: distances upwards count for more. */
const stretch = 2
/** Half of what lies between two middles at least: so the corners of two names do not touch either. */
const room = nodeWidth / 2 + 14
const margin = 24
const rounds = 300

/** Where the other end of a tie stands, seen from where it leads to and from where it comes from: the group above, people to the right, business to the left. */
const beside: Readonly<Record<TieKind, readonly [ahead: Place, behind: Place]>> = {
  parent: [
    { x: 0, y: 120 },
    { x: 0, y: -120 },
  ],
  referred: [
    { x: -240, y: 110 },
    { x: -250, y: 20 },
  ],
  relation: [
    { x: -230, y: -90 },
    { x: -250, y: -60 },
  ],
  works: [
    { x: 240, y: 0 },
    { x: -230, y: 0 },
  ],
  reports: [
    { x: 60, y: 90 },
    { x: -60, y: -90 },
  ],
}

/** The same picture for the same graph, whoever looks at it. */
export function layoutOf(center: string, nodes: readonly GraphNode[], ties: readonly Tie[]): Layout {
  const aims = aimsOf(center, ties)
  const moving = nodes.map(({ id }, index) => {
    const aim = aims.get(id) ?? { x: 0, y: 0 }
    // Whoever aims at one place starts around it, each somewhere else.
    const turn = index * 2.4
    const away = id === center ? 0 : 6 * Math.sqrt(index)
    return {
      id,
      aim,
      x: aim.x + away * Math.cos(turn),
      y: (aim.y + away * Math.sin(turn)) * stretch,
      ...(id === center ? { fx: 0, fy: 0 } : {}),
    }
  })
  forceSimulation(moving)
    .force(
      'tie',
      forceLink<(typeof moving)[number], { source: string; target: string }>(ties.map(({ from, to }) => ({ source: from, target: to })))
        .id(({ id }) => id)
        .distance(220)
        .strength(0.05),
    )
    .force('aim x', forceX<(typeof moving)[number]>(({ aim }) => aim.x).strength(0.16))
    .force('aim y', forceY<(typeof moving)[number]>(({ aim }) => aim.y * stretch).strength(0.16))
    .force('apart', forceManyBody().strength(-120).distanceMax(400))
    .force('room', forceCollide(room).iterations(3))
    .stop()
    .tick(rounds)
  // What is still crowded then gives way, whatever it aims at.
  forceSimulation(moving).alphaDecay(0).force('room', forceCollide(room).strength(1).iterations(4)).stop().tick(rounds)
  return framed(moving.map(({ id, x, y }) => ({ id, x, y: y / stretch })))
}

function framed(spots: readonly { id: string; x: number; y: number }[]): Layout {
  const left = Math.min(...spots.map(({ x }) => x)) - nodeWidth / 2 - margin
  const top = Math.min(...spots.map(({ y }) => y)) - nodeHeight / 2 - margin
  const right = Math.max(...spots.map(({ x }) => x)) + nodeWidth / 2 + margin
  const bottom = Math.max(...spots.map(({ y }) => y)) + nodeHeight / 2 + margin
  return {
    places: new Map(spots.map(({ id, x, y }) => [id, { x: Math.round(x - left), y: Math.round(y - top) }])),
    width: Math.ceil(right - left),
    height: Math.ceil(bottom - top),
  }
}

/** From the middle outwards, each beside the one it was reached from. */
function aimsOf(center: string, ties: readonly Tie[]): Map<string, Place> {
  const aims = new Map<string, Place>([[center, { x: 0, y: 0 }]])
  const queue = [center]
  for (const at of queue) {
    const here = aims.get(at) ?? { x: 0, y: 0 }
    for (const { kind, from, to } of ties) {
      const other = from === at ? to : to === at ? from : null
      if (other === null || aims.has(other)) continue
      const [ahead, behind] = beside[kind]
      const step = from === at ? ahead : behind
      aims.set(other, { x: here.x + step.x, y: here.y + step.y })
      queue.push(other)
    }
  }
  return aims
}
