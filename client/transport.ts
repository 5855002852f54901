import { problemOf, unreachable } from './problem.ts'

export type ClientOptions = {
  /** Where the server is; empty for the page's own origin. */
  baseUrl?: string
  /** A bearer token; without one the browser's session cookie is used. */
  token?: string
  fetch?: typeof globalThis.fetch
  /** The language of messages, asked at each call: `zh-CN` or `en`. */
  language?: () => string | undefined
  /** The workspace that the page shows: the server refuses to act in another, to which a second tab may have taken the session. */
  workspace?: () => string | undefined
  /** The principal that a page shows: the server refuses (`person_switched`) when somebody else has signed in since. */
  principal?: () => string | undefined
}

export type CallOptions = { signal?: AbortSignal }
export type Call = CallOptions & {
  query?: Record<string, string | number | boolean | readonly string[] | object | undefined>
  body?: unknown
  headers?: Record<string, string>
}

export type Transport = {
  call<T>(method: string, path: string, call?: Call): Promise<T>
  /** The raw answer, for streams, files and ETags. Refusals still become problems. */
  fetch(method: string, path: string, call?: Call): Promise<Response>
  url(path: string, query?: Call['query']): string
  /** The live connection whose reads are watched. */
  connection: string | null
}

/** One place where requests are made: address, sign-in, CSRF header, language, and refusals turned into `ProblemError`. */
export function createTransport(options: ClientOptions): Transport {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  const base = (options.baseUrl ?? '').replace(/\/$/, '')

  const transport: Transport = {
    connection: null,
    url: (path, query) => `${base}/api/v1${path}${queryText(query)}`,
    async fetch(method, path, call = {}) {
      const headers: Record<string, string> = { accept: 'application/json', ...call.headers }
      if (options.token) headers.authorization = `Bearer ${options.token}`
      else if (method !== 'GET') headers['x-guanxi'] = '1'
      const language = options.language?.()
      if (language) headers['accept-language'] = language
      const workspace = options.workspace?.()
      if (workspace) headers['x-guanxi-workspace'] = workspace
      const principal = options.principal?.()
      if (principal) headers['x-guanxi-principal'] = principal
      if (transport.connection) headers['x-live-connection'] = transport.connection
      const form = typeof FormData !== 'undefined' && call.body instanceof FormData
      if (call.body !== undefined && !form) headers['content-type'] = 'application/json'

      let response: Response
      try {
        response = await send(transport.url(path, call.query), {
          method,
          headers,
          credentials: options.token ? 'omit' : 'same-origin',
          ...(call.body === undefined ? {} : { body: form ? (call.body as FormData) : JSON.stringify(call.body) }),
          ...(call.signal ? { signal: call.signal } : {}),
        })
      } catch (cause) {
        if (call.signal?.aborted) throw cause
        throw unreachable(cause)
      }
      if (!response.ok && response.status !== 304) throw await problemOf(response)
      return response
    },
    async call<T>(method: string, path: string, call?: Call) {
      const response = await transport.fetch(method, path, call)
      if (response.status === 204) return undefined as T
      return (await response.json()) as T
    },
  }
  return transport
}

function queryText(query: Call['query']): string {
  const pairs: string[] = []
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue
    const text = Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value)
    pairs.push(`${key}=${encodeURIComponent(text)}`)
  }
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}
