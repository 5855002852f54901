import { expect, test, vi } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'

const freshWorkspace = await testEngine({ background: true })

test('words are sorted into their index beside the writers', async () => {
  const { admin, engine } = await freshWorkspace()
  let events = 0
  engine.feed?.listen((heard) => {
    events += heard.filter(({ object }) => object === 'account').length
  })
  const isTidying = async (): Promise<boolean> => {
    const { rows } = await engine.owner.query(
      `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%gin_clean%'`,
    )
    return rows.length > 0
  }

  for (let part = 0; part < 2; part++)
    await admin.bulk(
      Array.from({ length: 500 }, (_, index) => ({
        kind: 'create' as const,
        object: 'account',
        values: { name: `苏州和瑞医疗 ${part}-${index}` },
      })),
    )
  await vi.waitFor(async () => expect([events, await isTidying()]).toEqual([1000, false]), { timeout: 20_000 })

  const { rows } = await engine.owner.query<{ pages: string }>(`SELECT gin_clean_pending_list('search_document_tokens_ix') AS pages`)
  expect(Number(rows[0]?.pages)).toBe(0)
})
