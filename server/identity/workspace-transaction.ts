import type { Pool, PoolClient } from 'pg'
import { isId } from '../../engine/index.ts'

/** A transaction of the sign-in tables inside one workspace, for what stands behind row level security. */
export async function inWorkspace<T>(pool: Pool, workspaceId: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  // SET takes no parameters, so the id is proven to be one before it becomes part of the statement.
  if (!isId(workspaceId)) throw new Error('a workspace id is a UUID')
  return inTransaction(pool, `BEGIN; SET LOCAL app.workspace = '${workspaceId}'`, run)
}

export async function inTransaction<T>(pool: Pool, begin: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query(begin)
    const result = await run(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
