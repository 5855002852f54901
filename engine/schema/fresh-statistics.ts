import type { Pool } from 'pg'
import type { ObjectDefinition } from '../declare/object.ts'
import type { EventFeed } from '../events/feed.ts'
import { quoteIdent } from '../sql.ts'

const firstAfter = 500
const growth = 4
const mostCounted = 10_000

/**
 * Tells the planner of records that came in together. PostgreSQL looks a minute later, and only when a tenth of the whole table is new: until then it
 * believes a workspace that is being filled to be empty, and reads all of it for every part of an import and for the lists that are opened meanwhile.
 * So a table is looked at when a workspace has got 500 records of the kind, and again whenever it has got four times as many. Owner connection.
 * Answers what ends it.
 */
export function keepStatistics(
  owner: Pool,
  feed: EventFeed,
  objects: ReadonlyMap<string, ObjectDefinition>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const counts = new Map<string, { made: number; next: number }>()
  const wanted = new Set<string>()
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    for (const table of wanted) {
      wanted.delete(table)
      await owner.query(`ANALYZE ${quoteIdent(table)}`)
    }
  }
  const stop = feed.listen((events) => {
    for (const { kind, object, workspaceId } of events) {
      const table = kind === 'record.create' ? objects.get(object)?.table : undefined
      if (table === undefined) continue
      const key = `${workspaceId} ${table}`
      const count = counts.get(key) ?? { made: 0, next: firstAfter }
      count.made++
      if (count.made >= count.next) {
        count.next *= growth
        wanted.add(table)
      }
      if (counts.size >= mostCounted && !counts.has(key)) counts.clear()
      counts.set(key, count)
    }
    if (wanted.size === 0) return
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = null
      })
  })
  return async () => {
    stop()
    await looking
  }
}
