import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { createImports } from './imports.ts'
import { importJob } from './run.ts'

const files = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(files.get(hash) ?? '')]) }
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts)] })

async function begin(workspace: TestWorkspace, rows: number) {
  const imports = createImports(workspace.engine, parts)
  const context = await workspace.again(workspace.admin)
  const name = `${rows} rows of ${workspace.id}`
  files.set(name, ['客户名称', ...Array.from({ length: rows }, (_, row) => `医院${row}`)].join('\n'))
  const { id } = await imports.open(context, 'account', { name, hash: name, size: 0 })
  const job = await imports.start(context, id)
  return {
    state: async () => {
      const { status, done } = await workspace.engine.job(context, job)
      return { status, done }
    },
    cancel: () => imports.cancel(context, id),
  }
}

const patience = { timeout: 60_000, interval: 10 }

test('a short import of one workspace does not wait for the long one of another, nor the long one for it', async () => {
  const [large, small] = [await freshWorkspace(), await freshWorkspace()]

  const long = await begin(large, 20_000)
  await expect.poll(async () => (await long.state()).done, patience).toBeGreaterThan(0)
  const atFirst = (await long.state()).done
  const short = await begin(small, 2_000)
  await expect.poll(async () => (await short.state()).status, patience).toBe('done')
  const meanwhile = await long.state()
  await long.cancel()
  await expect.poll(async () => (await long.state()).status, patience).toBe('cancelled')

  expect(meanwhile.status).toBe('running')
  // Both took rows in at about the same pace: neither stood still, and neither took four times its share.
  expect(meanwhile.done - atFirst).toBeGreaterThanOrEqual(500)
  expect(meanwhile.done - atFirst).toBeLessThan(4 * 2_000)
}, 180_000)
