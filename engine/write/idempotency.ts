import type { Transaction } from '../database.ts'
import { RuleError } from '../errors.ts'
import { param, sql } from '../sql.ts'

export type IdempotencyKey = { readonly key: string; readonly requestHash: string }

/**
 * Runs `work` once per key: the answer is stored in the same transaction as its effects, and a repeated request gets it back.
 * A second request with the same key waits for the first. Keys are kept 60 days.
 */
export async function once<T>(
  transaction: Transaction,
  principalId: string,
  given: IdempotencyKey,
  at: string,
  work: () => Promise<T>,
): Promise<{ answer: T; replayed: boolean }> {
  const ws = param(transaction.workspaceId, 'uuid')
  const me = param(principalId, 'uuid')
  const claimed = await transaction.query<{ key: string }>(
    transaction.workspaceId,
    sql`INSERT INTO idempotency_key (workspace_id, principal_id, key, request_hash, created_at) VALUES (${ws}, ${me}, ${given.key}, ${given.requestHash}, ${param(at, 'timestamptz')}) ON CONFLICT DO NOTHING RETURNING key`,
  )
  if (claimed.length === 0) {
    const [stored] = await transaction.query<{ request_hash: string; answer: T }>(
      transaction.workspaceId,
      sql`SELECT request_hash, answer FROM idempotency_key WHERE workspace_id = ${ws} AND principal_id = ${me} AND key = ${given.key}`,
    )
    if (!stored || stored.request_hash !== given.requestHash) throw new RuleError('idempotency_key_reused')
    return { answer: stored.answer, replayed: true }
  }
  const answer = await work()
  await transaction.query(
    transaction.workspaceId,
    sql`UPDATE idempotency_key SET answer = ${param(JSON.stringify(answer), 'jsonb')} WHERE workspace_id = ${ws} AND principal_id = ${me} AND key = ${given.key}`,
  )
  return { answer, replayed: false }
}
