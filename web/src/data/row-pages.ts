import { queryOptions } from '@tanstack/react-query'
import { recordKeys } from './cache.ts'
import { client, type ListQuery, type Page } from './client.ts'
import { routeOf } from './meta.ts'
import { queryClient } from './query-client.ts'

/** A list of any length, of which only what is looked at is read: pages by their number, kept for a minute after they left the screen. */
export type RowsRead = Omit<ListQuery, 'cursor' | 'limit' | 'skip' | 'deleted'>

export const rowsPerPage = 100
const keepMilliseconds = 60_000
/** A jump walks to the beginning of its block once; pages around it begin there. */
const pagesPerBlock = 50
const mostLists = 20

/** Where pages begin, as far as it is known: per list, positions and their cursors. */
const starts = new Map<string, Map<number, string>>()

export function rowPageQuery(object: string, query: RowsRead, page: number) {
  return queryOptions<Page>({
    queryKey: recordKeys.of(object, 'rows', query, page),
    queryFn: ({ signal }) => readPage(object, query, page, signal),
    gcTime: keepMilliseconds,
  })
}

async function readPage(object: string, query: RowsRead, page: number, signal: AbortSignal): Promise<Page> {
  const place = page === 0 ? {} : ((await nextOfNeighbour(object, query, page)) ?? (await placeInBlock(object, query, page, signal)))
  const answer = await client.records(routeOf(object)).list({ ...query, limit: rowsPerPage, ...place }, { signal })
  noteStart(object, query, (page + 1) * rowsPerPage, answer.next)
  return answer
}

/** What a page on the screen would hold if it were read now, from where it begins. */
export async function freshPage(queryKey: readonly unknown[]): Promise<Page> {
  const [, object, , query, page] = queryKey as [string, string, string, RowsRead, number]
  const place = page === 0 ? {} : await placeInBlock(object, query, page)
  return client.records(routeOf(object)).list({ ...query, limit: rowsPerPage, ...place })
}

/** The page before this one, when it is on the screen too: where it ends now, this one begins. Both may be read again at the same moment. */
async function nextOfNeighbour(object: string, query: RowsRead, page: number): Promise<{ cursor: string } | undefined> {
  const before = rowPageQuery(object, query, page - 1)
  if (!queryClient.getQueryCache().find({ queryKey: before.queryKey })?.isActive()) return undefined
  try {
    const { next } = await queryClient.fetchQuery({ ...before, staleTime: Number.POSITIVE_INFINITY })
    return next === null ? undefined : { cursor: next }
  } catch {
    // It was scrolled away, or could not be read; this page finds its place alone.
    return undefined
  }
}

async function placeInBlock(
  object: string,
  query: RowsRead,
  page: number,
  signal?: AbortSignal,
): Promise<{ cursor?: string; skip?: number }> {
  const known = startsOf(object, query).get(page * rowsPerPage)
  if (known !== undefined) return { cursor: known }
  const block = page - (page % pagesPerBlock)
  const skip = (page - block) * rowsPerPage
  const start = block === 0 ? undefined : await startOfBlock(object, query, block * rowsPerPage, signal)
  return { ...(start === undefined ? {} : { cursor: start }), ...(skip > 0 ? { skip } : {}) }
}

async function startOfBlock(object: string, query: RowsRead, position: number, signal?: AbortSignal): Promise<string | undefined> {
  const known = startsOf(object, query)
  const given = known.get(position)
  if (given !== undefined) return given
  const nearest = Math.max(0, ...[...known.keys()].filter((one) => one < position))
  const cursor = known.get(nearest)
  const { next } = await client
    .records(routeOf(object))
    .list(
      { ...query, fields: [], limit: 1, skip: position - nearest - 1, ...(cursor === undefined ? {} : { cursor }) },
      signal ? { signal } : {},
    )
  noteStart(object, query, position, next)
  return next ?? undefined
}

function startsOf(object: string, query: RowsRead): Map<number, string> {
  const key = JSON.stringify([object, query])
  const known = starts.get(key) ?? new Map<number, string>()
  starts.delete(key)
  starts.set(key, known)
  const [oldest] = starts.keys()
  if (starts.size > mostLists && oldest !== undefined) starts.delete(oldest)
  return known
}

function noteStart(object: string, query: RowsRead, position: number, cursor: string | null): void {
  const known = startsOf(object, query)
  if (cursor === null) known.delete(position)
  else known.set(position, cursor)
}
