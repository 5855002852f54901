import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { createClient } from '../client/index.ts'
import { startServerProcess } from '../testing/server-process.ts'

export type TestPerson = { name: string; email: string; password: string }
export const administrator: TestPerson = { name: '陈思远', email: 'chen@example.com', password: 'correct horse battery staple' }

/** A server of its own with one workspace, its administrator, and a client that acts as them: for journeys that begin with records. */
export async function startWorkspace(variables: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-journey-'))
  const server = await startServerProcess({ dataFolder: folder, variables })
  let cookie = ''
  const client = createClient({
    baseUrl: server.url,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      if (cookie) headers.set('cookie', cookie)
      const response = await fetch(input, { ...init, headers })
      const set = response.headers.getSetCookie().map((one) => one.split(';')[0])
      if (set.length > 0) cookie = set.join('; ')
      return response
    },
  })
  await client.setUp.run({ workspaceName: '同川设备', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai', ...administrator })

  return {
    url: server.url,
    folder,
    client,
    /** A signed-in page of this browser context, at this address. */
    async open(context: BrowserContext, path: string, person: TestPerson = administrator): Promise<Page> {
      const page = await context.newPage()
      const answer = await page.request.post(`${server.url}/api/v1/sign-in`, {
        headers: { 'x-guanxi': '1' },
        data: { email: person.email, password: person.password },
      })
      if (!answer.ok()) throw new Error(`Sign-in answered ${answer.status()}`)
      await page.goto(`${server.url}${path}`)
      return page
    },
    async stop(): Promise<void> {
      server.kill('SIGTERM')
      await server.ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type TestWorkspace = Awaited<ReturnType<typeof startWorkspace>>
