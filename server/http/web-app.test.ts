import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { registerLanguage } from './caller.ts'
import { problemsIn, registerProblems } from './problems.ts'
import { registerWebApp } from './web-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'guanxi-web-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>关系</title>')
writeFileSync(join(folder, 'assets', 'main-4f2a.js'), 'console.log(1)')
writeFileSync(join(folder, 'assets', 'main-4f2a.js.br'), brotliCompressSync('console.log(1)'))
const app = Fastify()

beforeAll(async () => {
  registerLanguage(app)
  registerProblems(app, problemsIn([]))
  await registerWebApp(app, folder)
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

test.each(['/', '/accounts', '/accounts/01a2?tab=history', '/sign-in'])(
  'the address of a screen, %s, answers with the page, never from a cache',
  async (url) => {
    const { statusCode, headers, body } = await app.inject(url)

    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(body).toContain('<title>关系</title>')
  },
)

test('files named by their content are kept for ever', async () => {
  const { headers } = await app.inject('/assets/main-4f2a.js')

  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test('what the build has compressed goes out as it lies there, to whoever can read it', async () => {
  const small = await app.inject({ url: '/assets/main-4f2a.js', headers: { 'accept-encoding': 'gzip, br' } })
  const plain = await app.inject('/assets/main-4f2a.js')

  expect(small.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' })
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(plain.body)
})

test.each(['/assets/gone-1234.js', '/api/v2/accounts', '/favicon.ico'])('%s is not answered with a page', async (url) => {
  const { statusCode, headers } = await app.inject(url)

  expect(statusCode).toBe(404)
  expect(headers['content-type']).toContain('application/problem+json')
})

test('what operators ask answers without a sign-in; the API does not', async () => {
  const { request } = await testApp()

  expect((await request('GET', '/health')).body).toEqual({ status: 'ok' })
  expect((await request('GET', '/ready')).body).toEqual({ status: 'ready' })
  expect((await request('GET', '/metrics')).text).toContain('guanxi_live_connections 0')
  expect((await request('GET', '/api/openapi.json')).status).toBe(401)
  expect((await request('GET', '/health', { headers: { 'x-request-id': 'balancer-7' } })).headers['x-request-id']).toBe('balancer-7')
  expect((await request('GET', '/health', { headers: { 'x-request-id': 'a\tb' } })).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect((await request('GET', '/health')).headers['content-security-policy']).toContain("default-src 'self'")
})

test('every answer keeps other sites out; behind HTTPS browsers are told to stay with it', async () => {
  const { request } = await testApp()
  const behindHttps = await testApp({ publicUrl: 'https://crm.example.cn' })

  const { headers } = await request('GET', '/health')
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'permissions-policy': expect.stringContaining('camera=()') })
  for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(headers['content-security-policy']).toContain(rule)
  expect(headers).not.toHaveProperty('strict-transport-security')

  const { headers: overHttps } = await behindHttps.request('GET', '/health')
  expect(overHttps['strict-transport-security']).toBe('max-age=31536000')
  const wish = { workspaceName: '远山', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai', name: '陈', email: 'chen@example.cn' }
  const signedIn = await behindHttps.request('POST', '/setup', { body: { ...wish, password: 'correct horse battery' } })
  expect([signedIn.headers['set-cookie']].flat().join()).toMatch(/__Secure-guanxi\.session_token=.*; HttpOnly; Secure; SameSite=Lax/)
})
