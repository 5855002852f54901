import pg from 'pg'
import type { Engine } from '../engine.ts'
import { judging } from '../write/judge.ts'
import { copyRows } from './copy.ts'
import type { PastRecord } from './past-record.ts'
import { pastRows } from './rows.ts'

/** Puts parts of a load into the database, each in one transaction with the note that it is there. */
export type PastLoader = {
  /** Answers false where the part had been put in before. */
  put(part: { number: number; records: readonly PastRecord[]; counted: number }): Promise<boolean>
  close(): Promise<void>
}

/**
 * A loader over a connection of the owner: the records are made here and not asked for by anybody. `batchId` is the change that all of it belongs
 * to; its batch keeps which parts are there, so that a load goes on where it broke off, with nothing twice.
 */
export async function openPastLoader(
  engine: Engine,
  options: { ownerUrl: string; workspaceId: string; batchId: string; through: string },
): Promise<PastLoader> {
  const { workspaceId, batchId, through } = options
  const { reader } = await engine.systemContext(workspaceId, through)
  const judge = judging({
    reader,
    executor: engine.database,
    inTransaction: true,
    stamp: { at: engine.clock.now().toISOString(), changeId: batchId, through, behalfId: null },
    numbers: {
      next: (_workspace, series) => {
        throw new Error(`A record of the past brings its number: ${series}`)
      },
    },
    authority: { readOnlyFields: true, originals: 'history' },
  })
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'guanxi load', options: '-c timezone=UTC' })
  await client.connect()
  await spareReferences(client)
  // A lost last second is put in again: the note of it is lost with it.
  await client.query('SET synchronous_commit = off')
  return {
    async put({ number, records, counted }) {
      const tables = await pastRows(judge, records)
      await client.query('BEGIN')
      try {
        for (const rows of tables) await copyRows(client, rows)
        const noted = await client.query(
          `UPDATE batch SET done = done + $4, checkpoint = jsonb_set(checkpoint, '{parts}', (checkpoint->'parts') || to_jsonb($3::int))
           WHERE workspace_id = $1 AND id = $2 AND NOT (checkpoint->'parts') @> to_jsonb($3::int)`,
          [workspaceId, batchId, number, counted],
        )
        await client.query(noted.rowCount === 1 ? 'COMMIT' : 'ROLLBACK')
        return noted.rowCount === 1
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined)
        throw error
      }
    },
    close: () => client.end(),
  }
}

/** References are right by construction, and looking each one up takes longer than everything else. Not every owner may leave that out. */
async function spareReferences(client: pg.Client): Promise<void> {
  await client.query('SET session_replication_role = replica').catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
  })
}
