import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

export type Answer = { status: number; body: Record<string, unknown>; text: string; replayed: boolean }

export type Caller = {
  /**
   * Asks until there is an answer, like a client with a network that comes and goes: at another server, or later, and with the same key. `null` stands for a
   * request without a key that was cut off: nobody knows what became of it.
   */
  call(method: string, path: string, body?: unknown, options?: { key?: string; again?: boolean }): Promise<Answer | null>
  cookie(): string
  /** Requests that had to be asked more than once. */
  retried(): number
}

const pauseMs = 100
const patienceMs = 90_000
const newKey = (): string => randomUUID()

/** `addresses` are the servers that may be there at the moment. */
export function createCaller(addresses: () => readonly string[], signedIn = ''): Caller {
  let cookie = signedIn
  let next = 0
  let retried = 0

  const ask = async (method: string, path: string, body: unknown, key: string | undefined): Promise<Answer | null> => {
    const known = addresses()
    const base = known[next % Math.max(1, known.length)]
    if (base === undefined) return null
    try {
      const isForm = body instanceof FormData
      const response = await fetch(`${base}/api/v1${path}`, {
        method,
        headers: {
          'x-guanxi': '1',
          ...(cookie ? { cookie } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      const set = response.headers.getSetCookie().map((one) => one.split(';')[0])
      if (set.length > 0) cookie = set.join('; ')
      return { status: response.status, body: parsed(text), text, replayed: response.headers.has('idempotent-replayed') }
    } catch {
      return null
    }
  }

  return {
    cookie: () => cookie,
    retried: () => retried,
    async call(method, path, body, { key = method === 'GET' ? undefined : newKey(), again = true } = {}) {
      const until = performance.now() + patienceMs
      for (let tries = 1; ; tries++) {
        const answer = await ask(method, path, body, key)
        // What broke under way and what is busy is asked again; every other answer is final.
        if (answer && answer.status < 500 && answer.status !== 429) {
          if (tries > 1) retried += 1
          return answer
        }
        if (!again) return null
        if (performance.now() > until)
          throw new Error(`${method} ${path} had no answer: ${answer?.status ?? 'no connection'} ${answer?.text ?? ''}`)
        next += 1
        await pause(pauseMs)
      }
    },
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

export const administrator = { name: '管理员', email: 'admin@example.cn', password: 'correct horse battery' }

/** The first workspace of a fresh installation, and its administrator signed in. */
export async function setUp(caller: Caller): Promise<void> {
  const workspace = { workspaceName: '远山医疗', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
  const answer = await caller.call('POST', '/setup', { ...workspace, ...administrator })
  if (answer?.status !== 201) throw new Error(`The set-up was refused: ${answer?.text}`)
}

/** An answer that has to be good. */
export function demand(answer: Answer | null, what: string): Answer {
  if (answer && answer.status < 300) return answer
  throw new Error(`${what}: ${answer?.status ?? 'no answer'} ${answer?.text ?? ''}`)
}
