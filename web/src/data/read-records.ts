import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { recordKeys } from './cache.ts'
import {
  type BoardQuery,
  client,
  type Filter,
  type GroupKey,
  type GroupQuery,
  type Lane,
  type ListQuery,
  type Page,
  type ReadOptions,
  type RecordJson,
} from './client.ts'
import { routeOf } from './meta.ts'

/** Reads may wait for another answer, or for what they depend on. */
type ReadSwitch = { enabled?: boolean }

export type ListRead = Omit<ListQuery, 'cursor'>

export function listQuery(object: string, query: ListRead) {
  return infiniteQueryOptions<Page, Error, InfiniteData<Page>, readonly unknown[], string | undefined>({
    queryKey: recordKeys.of(object, 'list', query),
    queryFn: ({ pageParam, signal }) =>
      client.records(routeOf(object)).list(pageParam === undefined ? query : { ...query, cursor: pageParam }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/**
 * The records of a list, page after page: `records` is all that was read so far. While another filter or sort is being read, the
 * previous rows stay and `isStale` is true.
 */
export function useList(object: string, query: ListRead = {}, { enabled = true }: ReadSwitch = {}) {
  const read = useInfiniteQuery({ ...listQuery(object, { limit: 50, ...query }), enabled, placeholderData: keepPreviousData })
  const records = useMemo(() => read.data?.pages.flatMap((page) => page.records) ?? [], [read.data])
  return {
    records,
    isPending: read.isPending,
    isStale: read.isPlaceholderData,
    error: read.error,
    hasMore: read.hasNextPage,
    isLoadingMore: read.isFetchingNextPage,
    loadMore: useCallback(() => void read.fetchNextPage({ cancelRefetch: false }), [read.fetchNextPage]),
    reload: useCallback(() => void read.refetch(), [read.refetch]),
    updatedAt: read.dataUpdatedAt,
  }
}

export type OccurrenceRead = { from: string; to: string; owners: readonly string[]; fields: readonly string[] }

/** What stands in the calendars of these people between two moments, with every time of what repeats. */
export function useOccurrences(object: string, { owners, ...query }: OccurrenceRead, { enabled = true }: ReadSwitch = {}) {
  const read = useQuery({
    queryKey: recordKeys.of(object, 'occurrences', { owners, ...query }),
    queryFn: ({ signal }) => client.records(routeOf(object)).occurrences({ ...query, owners: owners.join() }, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
  return {
    records: read.data?.records ?? noRecords,
    hasMore: read.data?.hasMore === true,
    isPending: read.isPending,
    isStale: read.isPlaceholderData,
    error: read.error,
    reload: useCallback(() => void read.refetch(), [read.refetch]),
  }
}

const noRecords: RecordJson[] = []

export function useCount(
  object: string,
  query: { filter?: Filter; exact?: boolean; deleted?: boolean } = {},
  { enabled = true }: ReadSwitch = {},
) {
  return useQuery({
    queryKey: recordKeys.of(object, 'count', query),
    queryFn: ({ signal }) => client.records(routeOf(object)).count(query, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useTotals(object: string, query: { filter?: Filter; fields: readonly string[] }, { enabled = true }: ReadSwitch = {}) {
  return useQuery({
    queryKey: recordKeys.of(object, 'totals', query),
    queryFn: ({ signal }) => client.records(routeOf(object)).totals(query, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useGroups(object: string, query: GroupQuery, { enabled = true }: ReadSwitch = {}) {
  return useQuery({
    queryKey: recordKeys.of(object, 'groups', query),
    queryFn: ({ signal }) => client.records(routeOf(object)).groups(query, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** A lane's key as a string, for maps and element keys. */
export function laneKey(key: GroupKey): string {
  if (key === null) return ''
  return typeof key === 'object' ? key.id : String(key)
}

export type BoardRead = Omit<BoardQuery, 'lane' | 'cursor'>
type Lanes = { lanes: Lane[] }

/** Lanes with their first cards; `loadMore(lane)` reads on inside one. Counts and sums are `useGroups`, a request of their own. */
export function useBoard(object: string, query: BoardRead, { enabled = true }: ReadSwitch = {}) {
  const cache = useQueryClient()
  const queryKey = recordKeys.of(object, 'board', query)
  const read = useQuery<Lanes>({
    queryKey,
    queryFn: ({ signal }) => client.records(routeOf(object)).board(query, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
  const [loadingLane, setLoadingLane] = useState<string | null>(null)

  async function loadMore(lane: Lane): Promise<void> {
    const key = laneKey(lane.key)
    if (!lane.next || loadingLane !== null) return
    setLoadingLane(key)
    try {
      const answer = await client.records(routeOf(object)).board({ ...query, lane: key, cursor: lane.next })
      const more = answer.lanes[0]
      if (!more) return
      cache.setQueryData<Lanes>(
        queryKey,
        (board) =>
          board && {
            lanes: board.lanes.map((one) =>
              laneKey(one.key) === key ? { ...one, records: appended(one.records, more.records), next: more.next } : one,
            ),
          },
      )
    } finally {
      setLoadingLane(null)
    }
  }

  /** Shows a card in another lane before the server has said so; returns what puts it back. */
  function move(id: string, to: string, change: (record: RecordJson) => RecordJson = (record) => record): () => void {
    const before = cache.getQueryData<Lanes>(queryKey)
    const card = before?.lanes.flatMap((lane) => lane.records).find((record) => record.id === id)
    if (!before || !card) return () => undefined
    cache.setQueryData<Lanes>(queryKey, {
      lanes: before.lanes.map((lane) => {
        const rest = lane.records.filter((record) => record.id !== id)
        return laneKey(lane.key) === to ? { ...lane, records: [change(card), ...rest] } : { ...lane, records: rest }
      }),
    })
    return () => cache.setQueryData(queryKey, before)
  }

  return {
    lanes: read.data?.lanes ?? [],
    isPending: read.isPending,
    isStale: read.isPlaceholderData,
    error: read.error,
    reload: () => void read.refetch(),
    loadMore,
    loadingLane,
    move,
  }
}

/** A record that came in live may stand on both pages. */
function appended(shown: RecordJson[], more: RecordJson[]): RecordJson[] {
  const known = new Set(shown.map((record) => record.id))
  return [...shown, ...more.filter((record) => !known.has(record.id))]
}

export function recordQuery(object: string, id: string, read: ReadOptions = {}) {
  return queryOptions<RecordJson>({
    queryKey: recordKeys.of(object, 'record', id, read),
    queryFn: ({ signal }) => client.records(routeOf(object)).get(id, read, { signal }),
  })
}

export function useRecord(object: string, id: string | undefined, read: ReadOptions = {}) {
  return useQuery({ ...recordQuery(object, id ?? '', read), enabled: id !== undefined && id !== '' })
}

/** A record as it stood at a moment. */
export function useAsOf(object: string, id: string, at: string) {
  return useQuery({
    queryKey: recordKeys.of(object, 'as-of', id, { at }),
    queryFn: ({ signal }) => client.records(routeOf(object)).asOf(id, at, { signal }),
  })
}

/** Every object that points at this record, with its count and its first five. */
export function useRelated(object: string, id: string) {
  return useQuery({
    queryKey: recordKeys.of(object, 'related', id),
    queryFn: ({ signal }) => client.records(routeOf(object)).related(id, { signal }),
  })
}

/** The tree that a record stands in, with the sums of each branch. */
export function useTree(object: string, id: string, by?: string) {
  return useQuery({
    queryKey: recordKeys.of(object, 'tree', id, by ?? null),
    queryFn: ({ signal }) => client.records(routeOf(object)).tree(id, { signal, ...(by === undefined ? {} : { by }) }),
  })
}

export function useTimeline(object: string, id: string, query: { kind?: string; limit?: number; from?: string; until?: string } = {}) {
  const read = useInfiniteQuery({
    queryKey: recordKeys.of(object, 'timeline', id, query),
    queryFn: ({ pageParam, signal }) =>
      client.records(routeOf(object)).timeline(id, pageParam === undefined ? query : { ...query, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const entries = useMemo(() => read.data?.pages.flatMap((page) => page.entries) ?? [], [read.data])
  return { ...pagesOf(read), entries }
}

export function useHistory(object: string, id: string) {
  const read = useInfiniteQuery({
    queryKey: recordKeys.of(object, 'history', id),
    queryFn: ({ pageParam, signal }) =>
      client.records(routeOf(object)).history(id, pageParam === undefined ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const entries = useMemo(() => read.data?.pages.flatMap((page) => page.entries) ?? [], [read.data])
  return { ...pagesOf(read), entries }
}

type PagesRead = {
  isPending: boolean
  error: Error | null
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

function pagesOf(read: PagesRead) {
  return {
    isPending: read.isPending,
    error: read.error,
    hasMore: read.hasNextPage,
    isLoadingMore: read.isFetchingNextPage,
    loadMore: () => void read.fetchNextPage(),
    reload: () => void read.refetch(),
  }
}

/** Contacts per week and channel: the rhythm of a relationship. */
export function useRhythm(object: string, id: string, weeks = 26) {
  return useQuery({
    queryKey: recordKeys.of(object, 'timeline', id, 'rhythm', weeks),
    queryFn: ({ signal }) => client.records(routeOf(object)).rhythm(id, weeks, { signal }),
  })
}

/** Why this reader may see the record, in words. */
export function useExplain(object: string, id: string, { enabled = true }: ReadSwitch = {}) {
  return useQuery({
    queryKey: recordKeys.of(object, 'explain', id),
    queryFn: ({ signal }) => client.records(routeOf(object)).explain(id, { signal }),
    enabled,
  })
}

export function useSearch(
  q: string,
  { objects, limit = 20, enabled = true }: { objects?: readonly string[]; limit?: number } & ReadSwitch = {},
) {
  const text = q.trim()
  return useQuery({
    queryKey: ['search', text, objects ?? null, limit],
    queryFn: ({ signal }) => client.search({ q: text, limit, details: true, ...(objects ? { objects } : {}) }, { signal }),
    enabled: enabled && text !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
}
