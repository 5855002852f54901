import { expect, test } from 'vitest'
import { testEngine } from '../testing/workspace.ts'

// A pooler hands every transaction another connection: what a connection remembers would be somebody else's.
const freshWorkspace = await testEngine({ workspaceContext: 'perTransaction' })

test('under a pooler, workspaces take turns on the same connections and never meet', async () => {
  const worlds = await Promise.all([freshWorkspace(), freshWorkspace(), freshWorkspace()])

  await Promise.all(
    worlds.flatMap(({ admin }, index) =>
      Array.from({ length: 10 }, (_, turn) =>
        admin.write({ kind: 'create', object: 'account', values: { name: `世界${index} 客户${turn}` } }),
      ),
    ),
  )

  for (const [index, { admin }] of worlds.entries()) {
    const page = await admin.list({ object: 'account', fields: ['name'] })
    expect(page.ids).toHaveLength(10)
    expect((JSON.parse(page.records) as { name: string }[]).every(({ name }) => name.startsWith(`世界${index}`))).toBe(true)
    expect(await admin.search({ text: '客户', limit: 50 })).toHaveLength(10)
  }
})

test('a connection keeps no workspace between its transactions', async () => {
  const { admin, engine } = await freshWorkspace()
  await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })

  const left = await engine.database.pool.query<{ workspace: string | null }>(`SELECT current_setting('app.workspace', true) AS workspace`)

  expect(left.rows[0]?.workspace ?? '').toBe('')
})
