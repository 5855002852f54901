import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll } from 'vitest'
import { type Grants, newId } from '../engine/index.ts'
import type { Config } from '../server/config.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { appOn } from './house.ts'

export type Answer = { status: number; body: Record<string, unknown>; headers: LightMyRequestResponse['headers']; text: string }
type Request = { headers?: Record<string, string>; body?: unknown }

/** Somebody who is signed in: `await lin.get('/accounts')`. */
export type Person = {
  readonly cookie: string
  readonly id: string
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  remove(url: string, headers?: Record<string, string>): Promise<Answer>
  raw(options: InjectOptions): Promise<LightMyRequestResponse>
}

export type TestApp = {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  request(method: InjectOptions['method'], url: string, request?: Request): Promise<Answer>
  /** Signs in with e-mail and password. */
  person(email: string): Promise<Person>
}

export const password = 'correct horse battery'

/** The whole server on a database of its own for one test file, without a port. Nothing is set up yet. */
export async function testApp(settings: Partial<Config> = {}): Promise<TestApp> {
  const database = await freshDatabase()
  const { app, close } = await appOn(database, settings)
  afterAll(close)

  const request: TestApp['request'] = async (method, url, { headers = {}, body } = {}) => {
    const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    return answerOf(await app.inject({ method, url: address(url), headers: { ...json, ...headers }, ...payload }))
  }

  return {
    app,
    database,
    request,
    async person(email) {
      const answer = await request('POST', '/sign-in', { body: { email, password } })
      if (answer.status !== 200) throw new Error(`Sign-in of ${email} was refused: ${answer.text}`)
      return personOf(app, request, answer)
    },
  }
}

/** The first workspace and its administrator, made through the set-up that a user sees. */
export async function setUp({ app, request }: TestApp, email = 'admin@example.cn'): Promise<Person> {
  const body = {
    workspaceName: '远山医疗',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    name: '管理员',
    email,
    password,
  }
  const answer = await request('POST', '/setup', { body })
  if (answer.status !== 201) throw new Error(`The set-up was refused: ${answer.text}`)
  return personOf(app, request, answer)
}

/** A colleague with a role of these rights and a sign-in, made by the administrator over the API. */
export async function colleague(
  test: TestApp,
  admin: Person,
  name: string,
  grants: Grants,
  readClasses: Record<string, string> = {},
): Promise<Person> {
  const email = `${newId()}@example.cn`
  const role = await admin.post('/roles', { name: `${name} ${newId()}`, grants, readClasses })
  const user = await admin.post('/users', { name, email, roles: [role.body['id']] })
  const given = await admin.post(`/users/${String(user.body['id'])}/password`, { password })
  if (given.status !== 204) throw new Error(`No sign-in for ${name}: ${given.text}`)
  return test.person(email)
}

function personOf(app: FastifyInstance, request: TestApp['request'], signedIn: Answer): Person {
  const cookies = signedIn.headers['set-cookie']
  const cookie = (Array.isArray(cookies) ? cookies : [String(cookies)]).map((one) => one.split(';')[0]).join('; ')
  const own = (headers: Record<string, string> = {}) => ({ cookie, 'x-guanxi': '1', ...headers })
  const me = signedIn.body['me'] as { principalId: string }
  return {
    cookie,
    id: me.principalId,
    get: (url, headers) => request('GET', url, { headers: own(headers) }),
    post: (url, body, headers) => request('POST', url, { headers: own(headers), body: body ?? {} }),
    patch: (url, body, headers) => request('PATCH', url, { headers: own(headers), body }),
    remove: (url, headers) => request('DELETE', url, { headers: own(headers) }),
    raw: (options) =>
      app.inject({ ...options, url: address(String(options.url)), headers: { ...own(), ...(options.headers as Record<string, string>) } }),
  }
}

/** Routes are named as after `/api/v1`; others stand whole. */
function address(url: string): string {
  return /^\/(api|health|ready|metrics|assets)\b/.test(url) ? url : `/api/v1${url}`
}

function answerOf(response: LightMyRequestResponse): Answer {
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(response.body) as Record<string, unknown>
  } catch {
    // Not JSON: the text says it.
  }
  return { status: response.statusCode, body, headers: response.headers, text: response.body }
}
