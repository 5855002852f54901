import { afterAll, inject } from 'vitest'
import { cloneDatabase, type TestDatabase } from './clone-database.ts'

export type { TestDatabase }

/**
 * A migrated database of its own for one test file, dropped after it. Call it once, at the top of the file; tests inside
 * keep apart by using a workspace each.
 *
 *   const database = await freshDatabase()
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase(inject('testServer'))
  afterAll(() => database.drop())
  return database
}
