import type { CallOptions, Transport } from './transport.ts'
import type {
  AsOf,
  BoardQuery,
  BulkRequest,
  BulkResult,
  Count,
  ErasureRehearsal,
  Explanation,
  Filter,
  Followers,
  Group,
  GroupQuery,
  HistoryEntry,
  Lane,
  ListQuery,
  Page,
  ReadOptions,
  RecordJson,
  RecordLink,
  RelatedList,
  Removed,
  Restored,
  Rhythms,
  RhythmWeek,
  TimelineEntry,
  Totals,
  Tree,
  Values,
  VisibleGroup,
  Written,
} from './types.ts'

type WriteOptions = CallOptions & { idempotencyKey?: string }

/** All that can be done with the records of one object, `client.records('accounts')`. */
export type Collection<Read = RecordJson, New = Values, Changes = Values> = {
  list(query?: ListQuery, options?: CallOptions): Promise<Page<Read>>
  /** Every record of the query, page after page. */
  all(query?: ListQuery, options?: CallOptions): AsyncGenerator<Read>
  count(query?: { filter?: Filter; exact?: boolean; deleted?: boolean }, options?: CallOptions): Promise<Count>
  totals(query: { filter?: Filter; fields: readonly string[] }, options?: CallOptions): Promise<Totals>
  groups(query: GroupQuery, options?: CallOptions): Promise<{ groups: Group[] }>
  /** What stands in the calendars of these people; a time of a series comes with `instance`, which says which one it is. */
  occurrences(
    query: { from: string; to: string; owners: string; filter?: Filter; fields?: readonly string[] },
    options?: CallOptions,
  ): Promise<{ records: Read[]; hasMore: boolean }>
  board(query: BoardQuery, options?: CallOptions): Promise<{ lanes: Lane<Read>[] }>
  get(id: string, read?: ReadOptions, options?: CallOptions): Promise<Read>
  related(id: string, options?: CallOptions): Promise<{ related: RelatedList[] }>
  /** The tree it stands in, with sums over each branch. */
  tree(id: string, options?: CallOptions & { by?: string }): Promise<Tree>
  /** What erasing this person would take out, and what has to stay. */
  personal(id: string, options?: CallOptions): Promise<ErasureRehearsal>
  /** For good. `confirm` repeats the person's name. */
  erase(id: string, request: { confirm: string; reason: string }, options?: CallOptions): Promise<{ id: string }>
  timeline(
    id: string,
    query?: { cursor?: string; limit?: number; kind?: string; from?: string; until?: string },
    options?: CallOptions,
  ): Promise<{ entries: TimelineEntry[]; next: string | null }>
  /** The rhythm of up to 200 records at once: by record, week and channel. */
  rhythms(ids: readonly string[], weeks?: number, options?: CallOptions): Promise<Rhythms>
  rhythm(id: string, weeks?: number, options?: CallOptions): Promise<{ weeks: RhythmWeek[] }>
  history(
    id: string,
    query?: { cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<{ entries: HistoryEntry[]; next: string | null }>
  /** As it stood at a moment. */
  asOf(id: string, at: string, options?: CallOptions): Promise<AsOf>
  /** Why one may see it and what one may do; of another user, for administrators. */
  explain(id: string, options?: CallOptions & { user?: string }): Promise<Explanation>
  visibleTo(id: string, options?: CallOptions): Promise<{ groups: VisibleGroup[] }>
  /** The whole value of a field that is masked; the audit log is told. */
  unmask(id: string, field: string, options?: CallOptions): Promise<{ value: unknown }>
  followers(id: string, options?: CallOptions): Promise<Followers>
  /** To be told of its changes, or no more. */
  follow(id: string, isFollowing: boolean, options?: CallOptions): Promise<Followers>
  /** Whom to name in a note on it, by a piece of the name, and whether they may see it. */
  colleagues(id: string, q: string, options?: CallOptions): Promise<{ colleagues: (RecordLink & { maySee: boolean })[] }>
  /** With `duplicateReason` also where the same may be there already. */
  create(values: New, options?: WriteOptions & { duplicateReason?: string }): Promise<Written<Read>>
  /** With `revision` a change made by somebody else meanwhile is refused as `stale_record`. */
  update(id: string, changes: Changes, options?: WriteOptions & { revision?: number }): Promise<Written<Read>>
  remove(id: string, options?: WriteOptions & { revision?: number }): Promise<Removed>
  restore(id: string, options?: WriteOptions): Promise<Restored>
  bulk(request: BulkRequest, options?: WriteOptions): Promise<BulkResult>
  bulkByFilter(request: { filter: Filter; changes?: Changes; delete?: true }, options?: WriteOptions): Promise<{ job: { id: string } }>
}

/** Beyond this a filter travels in a body: some proxies cut addresses at 8 KB, some much earlier. */
const longFilter = 1_500

export function createCollection<Read = RecordJson, New = Values, Changes = Values>(
  transport: Transport,
  route: string,
): Collection<Read, New, Changes> {
  const path = `/${route}`
  const one = (id: string, rest = '') => `${path}/${encodeURIComponent(id)}${rest}`
  const list: Collection<Read, New, Changes>['list'] = (query = {}, options = {}) =>
    query.filter && JSON.stringify(query.filter).length > longFilter
      ? transport.call('POST', `${path}/query`, { ...options, body: query })
      : transport.call('GET', path, { ...options, query })

  return {
    list,
    async *all(query = {}, options = {}) {
      let cursor = query.cursor
      do {
        const page = await list({ limit: 500, ...query, ...(cursor ? { cursor } : {}) }, options)
        yield* page.records
        cursor = page.next ?? undefined
      } while (cursor)
    },
    count: (query, options) => transport.call('GET', `${path}/count`, { ...options, query }),
    totals: (query, options) => transport.call('GET', `${path}/totals`, { ...options, query }),
    groups: (query, options) => transport.call('GET', `${path}/groups`, { ...options, query }),
    occurrences: (query, options) => transport.call('GET', `${path}/occurrences`, { ...options, query }),
    board: (query, options) => transport.call('GET', `${path}/board`, { ...options, query }),
    get: (id, read, options) => transport.call('GET', one(id), { ...options, query: read }),
    related: (id, options) => transport.call('GET', one(id, '/related'), options),
    tree: (id, { by, ...options } = {}) => transport.call('GET', one(id, '/tree'), { ...options, query: by === undefined ? {} : { by } }),
    personal: (id, options) => transport.call('GET', one(id, '/personal'), options),
    erase: (id, request, options) => transport.call('POST', one(id, '/personal/erase'), { ...options, body: request }),
    timeline: (id, query, options) => transport.call('GET', one(id, '/timeline'), { ...options, query }),
    rhythms: (ids, weeks, options) => transport.call('POST', `${path}/rhythms`, { ...options, body: { ids, weeks } }),
    rhythm: (id, weeks, options) => transport.call('GET', one(id, '/rhythm'), { ...options, query: { weeks } }),
    asOf: (id, at, options) => transport.call('GET', one(id, '/as-of'), { ...options, query: { at } }),
    history: (id, query, options) => transport.call('GET', one(id, '/history'), { ...options, query }),
    explain: (id, { user, ...options } = {}) =>
      transport.call('GET', one(id, '/explain'), { ...options, ...(user === undefined ? {} : { query: { user } }) }),
    visibleTo: (id, options) => transport.call('GET', one(id, '/visible-to'), options),
    unmask: (id, field, options) => transport.call('POST', one(id, '/unmask'), { ...options, body: { field } }),
    followers: (id, options) => transport.call('GET', one(id, '/followers'), options),
    follow: (id, isFollowing, options) =>
      transport.call(isFollowing ? 'POST' : 'DELETE', one(id, '/follow'), { ...options, ...(isFollowing ? { body: {} } : {}) }),
    colleagues: (id, q, options) => transport.call('GET', one(id, '/colleagues'), { ...options, query: { q } }),
    create: (values, options) =>
      transport.call('POST', path, {
        ...written(options),
        body: values,
        ...(options?.duplicateReason ? { query: { duplicateReason: options.duplicateReason } } : {}),
      }),
    update: (id, changes, options) => transport.call('PATCH', one(id), { ...written(options), body: changes }),
    remove: (id, options) => transport.call('DELETE', one(id), written(options)),
    restore: (id, options) => transport.call('POST', one(id, '/restore'), { ...written(options), body: {} }),
    bulk: (request, options) => transport.call('POST', `${path}/bulk`, { ...written(options), body: request }),
    bulkByFilter: (request, options) => transport.call('POST', `${path}/bulk-by-filter`, { ...written(options), body: request }),
  }
}

function written(options: (WriteOptions & { revision?: number }) | undefined): CallOptions & { headers: Record<string, string> } {
  const headers: Record<string, string> = {}
  if (options?.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  if (options?.revision !== undefined) headers['if-match'] = `"${options.revision}"`
  return { headers, ...(options?.signal ? { signal: options.signal } : {}) }
}
