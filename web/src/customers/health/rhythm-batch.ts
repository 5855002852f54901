import { recordKeys } from '../../data/cache.ts'
import { client } from '../../data/client.ts'
import { routeOf } from '../../data/meta.ts'

const weeks = 12
const mostTogether = 200
/** Rows that appear within this time are asked for in one request. */
const gatheredForMs = 20
/** Tasks are work to do, not a touch; what is not an activity has no channel. */
const notTouches = new Set(['task', 'file'])

export type WeekCount = { start: string; count: number }
type Waiting = { id: string; resolve: (weeks: WeekCount[]) => void; reject: (error: unknown) => void }
const waiting = new Map<string, Waiting[]>()

/** The touches of one record per week; the requests of all rows that ask at once go together. */
export function rhythmQuery(object: string, id: string) {
  return {
    queryKey: recordKeys.of(object, 'timeline', id, 'list-rhythm'),
    queryFn: () =>
      new Promise<WeekCount[]>((resolve, reject) => {
        const own = waiting.get(object) ?? []
        if (own.length === 0) setTimeout(() => void send(object), gatheredForMs)
        waiting.set(object, [...own, { id, resolve, reject }])
      }),
    staleTime: 60_000,
  }
}

async function send(object: string): Promise<void> {
  const all = waiting.get(object) ?? []
  waiting.delete(object)
  for (let start = 0; start < all.length; start += mostTogether) {
    const some = all.slice(start, start + mostTogether)
    try {
      const found = await client.records(routeOf(object)).rhythms([...new Set(some.map(({ id }) => id))], weeks)
      for (const { id, resolve } of some) resolve(found.weeks.map((start) => ({ start, count: touches(found.records[id]?.[start]) })))
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }
}

function touches(kinds: Readonly<Record<string, number>> | undefined): number {
  return Object.entries(kinds ?? {}).reduce((sum, [kind, count]) => (notTouches.has(kind) ? sum : sum + count), 0)
}
