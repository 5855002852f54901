import type { PrepareRecord } from '../declare/object.ts'
import { RuleError } from '../errors.ts'
import { createReader, type Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import { countHoldings } from './holdings.ts'

/** Whoever still holds something does not leave before it was decided what becomes of it: by a transfer that is written down, open or done. */
export async function demandDecision(
  { reader, executor }: Pick<Parameters<PrepareRecord>[0], 'reader' | 'executor'>,
  person: string,
  field: string,
): Promise<void> {
  const decided = await executor.query<{ found: number }>(
    reader.workspaceId,
    sql`SELECT 1 AS found FROM batch b WHERE b.workspace_id = ${param(reader.workspaceId, 'uuid')} AND b.kind = 'transfer' AND b.status IN ('queued', 'running', 'paused') AND b.input->>'leaver' = ${person} LIMIT 1`,
  )
  if (decided.length > 0) return
  const held = await countHoldings(
    { reader: seeingAll(reader), query: (statement) => executor.query(reader.workspaceId, statement) },
    person,
  )
  const count = held.reduce((sum, one) => sum + (one.demanded ? one.count : 0), 0)
  if (count > 0) throw new RuleError('holdings_left', { field, count })
}

/** What somebody would leave behind is counted whole, whoever takes their sign-in away. */
function seeingAll(reader: Reader): Reader {
  return createReader({
    principal: { ...reader.principal, administrator: true, narrowing: null },
    model: reader.model,
    clock: reader.clock,
  })
}
