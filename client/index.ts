import { type Collection, createCollection } from './collection.ts'
import { type Objects, routes } from './generated/objects.ts'
import { type LiveOptions, openOwnStream } from './live.ts'
import { canShare, openSharedStream } from './shared-live.ts'
import { type CallOptions, type ClientOptions, createTransport, type Transport } from './transport.ts'
import type {
  AuditEntry,
  ExportState,
  Filter,
  Job,
  Me,
  Meta,
  MySettings,
  NewExport,
  Notification,
  NotificationKind,
  Region,
  SearchResult,
  Session,
  SetUp,
  UndoResult,
  Written,
} from './types.ts'

export type { Collection } from './collection.ts'
export type * from './generated/objects.ts'
export type { LiveOptions } from './live.ts'
export { mentionParts, readableMentions, storedMentions } from './mentions.ts'
export { isProblem, ProblemError } from './problem.ts'
export type { CallOptions, ClientOptions } from './transport.ts'
export type * from './types.ts'

/** The records of each declared object, typed: `client.accounts.list()`. */
export type Collections = {
  readonly [Name in keyof Objects]: Collection<Objects[Name]['read'], Objects[Name]['create'], Objects[Name]['change']>
}

export type Client = Collections & {
  /** The records of any object by its route, for screens that are drawn from metadata: `client.records('accounts')`. */
  records(route: string): Collection
  meta(options?: CallOptions): Promise<Meta>
  regions(options?: CallOptions): Promise<Region[]>
  search(
    query: { q: string; objects?: readonly string[]; limit?: number; details?: boolean },
    options?: CallOptions,
  ): Promise<{ results: SearchResult[]; tookMs: number }>
  /** Takes a change back as far as it still stands; a large one in the background. */
  undo(changeId: string, options?: CallOptions): Promise<UndoResult | { job: { id: string } }>
  /** Runs a declared action, `client.action('lead.convert', { lead: { id, revision } })`. */
  action<Result = unknown>(
    key: string,
    input: unknown,
    options?: CallOptions & { idempotencyKey?: string },
  ): Promise<{ result: Result; changeId: string | null }>
  /** Fills a workspace without customers with a demo company, for its administrator. */
  loadSampleData(options?: CallOptions): Promise<{ job: { id: string } }>
  jobs: {
    list(query?: { cursor?: string; limit?: number }, options?: CallOptions): Promise<{ jobs: Job[]; next: string | null }>
    get(id: string, options?: CallOptions): Promise<Job>
    cancel(id: string, options?: CallOptions): Promise<Job>
  }
  notifications: {
    /** What I was told, the newest first. */
    list(
      query?: { kind?: NotificationKind | undefined; unread?: boolean | undefined; limit?: number; cursor?: string },
      options?: CallOptions,
    ): Promise<{ notifications: Notification[]; next: string | null }>
    /** 100 stands for more than 99. */
    unread(options?: CallOptions): Promise<{ unread: number }>
    /** These, all of a kind, or all; with `unread` the other way round. */
    markRead(
      what?: { ids?: readonly string[]; kind?: NotificationKind | undefined; unread?: boolean },
      options?: CallOptions,
    ): Promise<{ unread: number }>
  }
  exports: {
    /** A file of records: at once up to 10,000 of them, in the background above. */
    create(asked: NewExport, options?: CallOptions): Promise<{ export: ExportState }>
    /** How many rows a file would hold, of how many that are seen. */
    count(
      asked: { object: string; filter?: Filter; deleted?: boolean },
      options?: CallOptions,
    ): Promise<{ rows: number; seen: number; exact: boolean }>
    list(query?: { limit?: number }, options?: CallOptions): Promise<{ exports: ExportState[] }>
    get(id: string, options?: CallOptions): Promise<ExportState>
    /** An address for `<a>`. */
    fileUrl(id: string): string
  }
  /** For administrators. */
  audit(
    query?: { kind?: string; object?: string; principal?: string; from?: string; until?: string; limit?: number; cursor?: string },
    options?: CallOptions,
  ): Promise<{ entries: AuditEntry[]; next: string | null }>
  files: {
    upload(file: Blob, place?: { name?: string; object?: string; recordId?: string }, options?: CallOptions): Promise<Written>
    /** An address for `<img>`, `<a>` and `<iframe>`. */
    contentUrl(id: string, options?: { download?: boolean }): string
  }
  setUp: {
    needed(options?: CallOptions): Promise<{ needed: boolean }>
    run(given: SetUp, options?: CallOptions): Promise<{ me: Me }>
  }
  session: {
    get(options?: CallOptions): Promise<Session>
    /** With `secondFactor` a code is asked for: `secondFactor` is the next step. */
    signIn(given: { email: string; password: string }, options?: CallOptions): Promise<{ me: Me } | { secondFactor: true }>
    secondFactor(given: { code: string; kind?: 'app' | 'recovery'; trust?: boolean }, options?: CallOptions): Promise<{ me: Me }>
    signOut(options?: CallOptions): Promise<void>
    chooseWorkspace(id: string, options?: CallOptions): Promise<{ me: Me }>
  }
  updateMe(settings: MySettings, options?: CallOptions): Promise<{ me: Me }>
  /** Opens the live stream; from then on what this client reads is watched. Returns what closes it. */
  live(options: LiveOptions): () => void
  /** For routes that no method stands for yet; the path is what follows `/api/v1`. */
  call: Transport['call']
  fetch: Transport['fetch']
  url: Transport['url']
}

/**
 * A client for one server.
 *
 *     const client = createClient({ baseUrl: 'https://crm.example.com', token: process.env.GUANXI_TOKEN })
 *     const { records } = await client.accounts.list({ filter: { field: 'level', op: 'is', value: 'vip' } })
 */
export function createClient(options: ClientOptions = {}): Client {
  const transport = createTransport(options)
  const { call } = transport
  const named = Object.entries(routes).map(([name, route]) => [name, createCollection(transport, route)])
  // The keys and types of `routes` and `Objects` are written together.
  const collections = Object.fromEntries(named) as Collections

  return {
    ...collections,
    records: (route) => createCollection(transport, route),
    meta: (given) => call('GET', '/meta', given),
    regions: (given) => call('GET', '/regions', given),
    search: (query, given) => call('GET', '/search', { ...given, query }),
    undo: (changeId, given) => call('POST', `/changes/${changeId}/undo`, { ...given, body: {} }),
    action: (key, input, { idempotencyKey, ...given } = {}) =>
      call('POST', `/actions/${key}`, { ...given, body: input, headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {} }),
    loadSampleData: (given) => call('POST', '/sample-data', { ...given, body: {} }),
    jobs: {
      list: (query, given) => call('GET', '/jobs', { ...given, query }),
      get: (id, given) => call('GET', `/jobs/${id}`, given),
      cancel: (id, given) => call('POST', `/jobs/${id}/cancel`, { ...given, body: {} }),
    },
    notifications: {
      list: (query, given) => call('GET', '/notifications', { ...given, query }),
      unread: (given) => call('GET', '/notifications/unread', given),
      markRead: (what = {}, given = {}) => call('POST', '/notifications/read', { ...given, body: what }),
    },
    exports: {
      create: (asked, given) => call('POST', '/exports', { ...given, body: asked }),
      count: (asked, given) => call('POST', '/exports/count', { ...given, body: asked }),
      list: (query, given) => call('GET', '/exports', { ...given, query }),
      get: (id, given) => call('GET', `/exports/${id}`, given),
      fileUrl: (id) => transport.url(`/exports/${id}/file`),
    },
    audit: (query, given) => call('GET', '/audit', { ...given, query }),
    files: {
      ...collections.files,
      upload: (file, place = {}, given = {}) => {
        const form = new FormData()
        // Fields before the file: the server streams, and must know where the file belongs before it arrives.
        if (place.object) form.append('object', place.object)
        if (place.recordId) form.append('recordId', place.recordId)
        form.append('file', file, place.name ?? (file instanceof File ? file.name : 'file'))
        return call('POST', '/files', { ...given, body: form })
      },
      contentUrl: (id, { download } = {}) => transport.url(`/files/${id}/content`, download ? { download: 1 } : {}),
    },
    setUp: {
      needed: (given) => call('GET', '/setup', given),
      run: (setUp, given) => call('POST', '/setup', { ...given, body: setUp }),
    },
    session: {
      get: (given) => call('GET', '/session', given),
      signIn: (credentials, given) => call('POST', '/sign-in', { ...given, body: credentials }),
      secondFactor: (code, given) => call('POST', '/sign-in/second-factor', { ...given, body: code }),
      signOut: async (given) => {
        await call('POST', '/sign-out', { ...given, body: {} })
        transport.connection = null
      },
      chooseWorkspace: (id, given) => call('POST', '/session/workspace', { ...given, body: { id } }),
    },
    updateMe: (settings, given) => call('PATCH', '/me', { ...given, body: settings }),
    live: (given) => ((given.shared ?? canShare()) ? openSharedStream(transport, given) : openOwnStream(transport, given)),
    call: transport.call,
    fetch: transport.fetch,
    url: transport.url,
  }
}
