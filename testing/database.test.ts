import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

const database = await freshDatabase()

test('the app role reads and writes, and owns nothing', async () => {
  const { rows } = await database.app.query('select current_user as role, (select count(*)::int from workspace) as workspaces')

  expect(rows).toEqual([{ role: 'guanxi_app', workspaces: 0 }])
})

test('tables marked as owner only are closed to the app role', async () => {
  const attempt = database.app.query('select * from schema_migration')

  await expect(attempt).rejects.toMatchObject({ code: '42501' })
})
