import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { type Client, createClient } from '../client/index.ts'
import { joinEmbedded } from '../server/database/embedded.ts'
import { startServerProcess } from './server-process.ts'

const tags = 150_000
const administrator = { name: '陈思远', email: 'chen@example.com', password: 'correct horse battery staple' }

/** A client that stays signed in when its server comes back under another address. */
function visitor(): { at(url: string): Client } {
  let cookie = ''
  return {
    at: (baseUrl) =>
      createClient({
        baseUrl,
        fetch: async (input, init) => {
          const response = await fetch(input, {
            ...init,
            headers: { ...Object.fromEntries(new Headers(init?.headers)), ...(cookie ? { cookie } : {}) },
          })
          const set = response.headers.getSetCookie().map((one) => one.split(';')[0])
          if (set.length > 0) cookie = set.join('; ')
          return response
        },
      }),
  }
}

async function fill(dataFolder: string): Promise<void> {
  const owner = new pg.Client({ connectionString: (await joinEmbedded(dataFolder)).ownerUrl })
  await owner.connect()
  await owner.query(
    `INSERT INTO tag (workspace_id, id, revision, created_at, created_by_id, changed_at, changed_by_id, name, custom)
     SELECT p.workspace_id, gen_random_uuid(), 1, now(), p.id, now(), p.id, 'T' || n, '{}' FROM principal p, generate_series(1, ${tags}) n WHERE p.name = $1`,
    [administrator.name],
  )
  await owner.end()
}

test('kill -9 in the middle of an export: the next server makes the whole file, and nothing half is left', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-export-crash-'))
  try {
    const person = visitor()
    let server = await startServerProcess({ dataFolder })
    let client = person.at(server.url)
    await client.setUp.run({ workspaceName: '远山医疗', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai', ...administrator })
    await fill(dataFolder)
    const { export: made } = await client.exports.create({
      object: 'tag',
      format: 'csv',
      fields: ['name', 'color', 'createdBy', 'createdAt'],
    })

    for (let kills = 0; kills < 2; kills++) {
      while ((await client.exports.get(made.id)).done === 0) await pause(5)
      server.kill('SIGKILL')
      await server.ended
      server = await startServerProcess({ dataFolder })
      client = person.at(server.url)
    }
    let state = await client.exports.get(made.id)
    while (state.status === 'queued' || state.status === 'running') {
      await pause(50)
      state = await client.exports.get(made.id)
    }
    const lines = (await (await client.fetch('GET', `/exports/${made.id}/file`)).text()).trimEnd().split('\n').slice(1)

    expect(state).toMatchObject({ status: 'done', rows: tags })
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(tags)
    const [own, ...left] = await readdir(join(dataFolder, 'files', '.outgoing'))
    expect(left).toEqual([])
    expect(await readdir(join(dataFolder, 'files', '.outgoing', String(own)))).toEqual([])
    expect((await client.audit({ kind: 'export.made' })).entries).toHaveLength(1)
    server.kill('SIGTERM')
    await server.ended
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
})
