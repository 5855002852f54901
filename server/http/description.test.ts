import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
let admin: Person
let document: {
  openapi: string
  paths: Record<string, Record<string, { operationId: string }>>
  components: { schemas: Record<string, { properties: Record<string, unknown>; required?: string[] }> }
}

beforeAll(async () => {
  admin = await setUp(server)
  document = (await admin.get('/api/openapi.json')).body as unknown as typeof document
})

describe('the description of the API', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document))

    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  test('holds every route that is served, and none that is not', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => asServed(method.toUpperCase(), path)),
    )

    const served = servedRoutes()
    expect(served.filter((route) => !described.includes(route))).toEqual([])
    expect(described.filter((route) => !served.includes(route))).toEqual([])
  })

  test('every operation has a name of its own', () => {
    const names = Object.values(document.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId))

    expect(new Set(names).size).toBe(names.length)
  })

  test('every reference leads somewhere', () => {
    const named = new Set([...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))

    expect([...named].filter((name) => !((name ?? '') in document.components.schemas))).toEqual([])
  })

  test('a custom field is in it as soon as it is made', async () => {
    await admin.post('/custom-fields', { object: 'account', key: 'bedCount', kind: 'number', labelZh: '床位数', labelEn: 'Beds' })

    const { body } = await admin.get('/api/openapi.json')

    const { schemas } = body.components as typeof document.components
    expect(schemas.Account?.properties).toHaveProperty('bedCount')
    expect(schemas.NewAccount?.properties).toHaveProperty('bedCount')
  })

  test('holds only what its reader may read', async () => {
    const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })

    const { body } = await lin.get('/api/openapi.json')

    expect(Object.keys(body.paths as object).filter((path) => path.startsWith('/api/v1/opportunities'))).toEqual([])
  })

  test('names the fields that a new record needs', () => {
    expect(document.components.schemas.NewAccount?.required).toContain('name')
    expect(document.components.schemas.NewAccount?.properties).not.toHaveProperty('number')
  })
})

/** Routes of the API as the router prints them: a tree, four characters deeper with each step. */
function servedRoutes(): string[] {
  const above: string[] = []
  return server.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? []
      const depth = indent.length / 4
      above.length = depth
      above.push((above[depth - 1] ?? '') + part)
      const path = above[depth] ?? ''
      return methods
        .split(', ')
        .filter((method) => method && method !== 'HEAD' && path.startsWith('/api/'))
        .map((method) => `${method} ${path}`)
    })
}

/** `GET /api/v1/accounts/{id}` as the one route that serves every object. */
function asServed(method: string, path: string): string {
  const routes = new Set(Object.keys(document.paths).flatMap((known) => /^\/api\/v1\/([\w-]+)\/board$/.exec(known)?.[1] ?? []))
  const [, route = '', rest = ''] = /^\/api\/v1\/([\w-]+)(.*)$/.exec(path) ?? []
  const isOwn = ['POST /api/v1/users/{id}/password', 'GET /api/v1/files/{id}/content', 'POST /api/v1/files'].includes(`${method} ${path}`)
  const generic = routes.has(route) && !isOwn ? `/api/v1/:route${rest}` : path
  return `${method} ${generic.replace(/^\/api\/v1\/actions\/.*/, '/api/v1/actions/:key').replace(/\{(\w+)\}/g, ':$1')}`
}
