import type { Pool } from 'pg'
import { type Clock, isId, type Locale, NotFoundError, newId, type SecretBox } from '../../engine/index.ts'
import { inWorkspace } from '../identity/workspace-transaction.ts'
import type { Mailer } from './mailer.ts'
import { type SignInMail, signInMail } from './sign-in-mails.ts'

/** A mail with a link, about one user of a workspace. After `expiresAt` the link opens nothing. */
export type NewMail = SignInMail & { workspaceId: string; principalId: string; expiresAt: Date }

export type MailState = {
  id: string
  kind: SignInMail['kind']
  principalId: string
  email: string
  status: 'waiting' | 'failed'
  attempts: number
  /** What the mail server said, or why there was none. */
  reason: string | null
  createdAt: string
  /** When it is tried again; null when it is not. */
  nextAt: string | null
}

type Row = {
  id: string
  kind: SignInMail['kind']
  principal_id: string
  email: string
  locale: Locale
  words: SignInMail['values']
  sealed_url: string
  status: MailState['status']
  attempts: number
  next_at: Date
  reason: string | null
  created_at: Date
  expires_at: Date
}

/** Mail servers that are away, or that let strangers wait, take hours to come round: some ten hours in all. */
const minutesUntilNext = [1, 5, 15, 60, 180, 360]
const mostReason = 300

/**
 * Mails go out behind the request that asked for them: a row is kept first, then tried at once and, when that fails, again and again. What never gets through
 * stays with its reason for administrators to see. Whoever claims a mail moves its next attempt ahead, so two servers do not send it both.
 */
export function createPost(given: { pool: Pool; mailer: Mailer; secrets: SecretBox; clock: Clock; onError: (error: unknown) => void }) {
  const { pool, mailer, secrets, clock, onError } = given
  const underWay = new Set<Promise<void>>()

  async function claim(workspaceId: string, id: string): Promise<Row | null> {
    const now = clock.now()
    const { rows } = await inWorkspace(pool, workspaceId, (client) =>
      client.query<Row>(
        `UPDATE outgoing_mail SET attempts = attempts + 1, next_at = $3
         WHERE workspace_id = $1 AND id = $2 AND status = 'waiting' AND next_at <= $4 RETURNING *`,
        [workspaceId, id, new Date(now.getTime() + 60_000), now],
      ),
    )
    return rows[0] ?? null
  }

  async function deliver(workspaceId: string, id: string): Promise<void> {
    const mail = await claim(workspaceId, id)
    if (!mail) return
    try {
      if (mail.expires_at <= clock.now()) throw new ExpiredError()
      const { kind, email: to, locale, words: values } = mail
      await mailer.send(signInMail({ kind, to, url: secrets.open(mail.sealed_url), locale, values }))
    } catch (error) {
      return fail(workspaceId, mail, error)
    }
    await inWorkspace(pool, workspaceId, (client) =>
      client.query('DELETE FROM outgoing_mail WHERE workspace_id = $1 AND id = $2', [workspaceId, id]),
    )
  }

  async function fail(workspaceId: string, mail: Row, error: unknown): Promise<void> {
    const minutes = minutesUntilNext[mail.attempts - 1]
    const isOver = minutes === undefined || isFinal(error)
    const next = new Date(clock.now().getTime() + (minutes ?? 0) * 60_000)
    await inWorkspace(pool, workspaceId, (client) =>
      client.query('UPDATE outgoing_mail SET status = $3, next_at = $4, reason = $5 WHERE workspace_id = $1 AND id = $2', [
        workspaceId,
        mail.id,
        isOver ? 'failed' : 'waiting',
        next,
        reasonOf(error),
      ]),
    )
    onError(new Error(`A sign-in mail did not get through (attempt ${mail.attempts}): ${reasonOf(error)}`))
  }

  /** In the background: the request that asked for the mail is answered meanwhile. */
  function send(workspaceId: string, id: string): void {
    const delivery = deliver(workspaceId, id).catch(onError)
    underWay.add(delivery)
    void delivery.finally(() => underWay.delete(delivery))
  }

  return {
    async post(mail: NewMail): Promise<void> {
      const { workspaceId, principalId, kind, to, url, locale, values, expiresAt } = mail
      const id = newId()
      const now = clock.now()
      await inWorkspace(pool, workspaceId, async (client) => {
        // The link before this one has ended, and nobody should be led to it.
        await client.query(`DELETE FROM outgoing_mail WHERE workspace_id = $1 AND principal_id = $2 AND kind = $3`, [
          workspaceId,
          principalId,
          kind,
        ])
        await client.query(
          `INSERT INTO outgoing_mail (workspace_id, id, kind, principal_id, email, locale, words, sealed_url, status, next_at, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9, $10)`,
          [workspaceId, id, kind, principalId, to, locale, JSON.stringify(values), secrets.seal(url), now, expiresAt],
        )
      })
      send(workspaceId, id)
    },

    /** What has not got through, the latest first. */
    async list(workspaceId: string): Promise<MailState[]> {
      const { rows } = await inWorkspace(pool, workspaceId, (client) =>
        client.query<Row>('SELECT * FROM outgoing_mail WHERE workspace_id = $1 AND attempts > 0 ORDER BY created_at DESC, id LIMIT 200', [
          workspaceId,
        ]),
      )
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        principalId: row.principal_id,
        email: row.email,
        status: row.status,
        attempts: row.attempts,
        reason: row.reason,
        createdAt: row.created_at.toISOString(),
        nextAt: row.status === 'waiting' ? row.next_at.toISOString() : null,
      }))
    },

    async retry(workspaceId: string, id: string): Promise<void> {
      await changeOne(
        workspaceId,
        id,
        `UPDATE outgoing_mail SET status = 'waiting', attempts = 0, next_at = $3 WHERE workspace_id = $1 AND id = $2`,
        clock.now(),
      )
      send(workspaceId, id)
    },

    /** Nobody waits for it any more. */
    async drop(workspaceId: string, id: string): Promise<void> {
      await changeOne(workspaceId, id, 'DELETE FROM outgoing_mail WHERE workspace_id = $1 AND id = $2')
    },

    /** Tries again what is due, in all workspaces: once a minute, on one server. */
    async sendDue({ owner }: { owner: Pool }): Promise<void> {
      if (!mailer.isConfigured) return
      const { rows } = await owner.query<{ workspace_id: string; id: string }>(
        `SELECT workspace_id, id FROM outgoing_mail WHERE status = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT 100`,
        [clock.now()],
      )
      for (const { workspace_id: workspaceId, id } of rows) await deliver(workspaceId, id)
    },

    /** Failed mails whose link has ended say nothing any more. */
    async cleanUp({ owner }: { owner: Pool }): Promise<void> {
      await owner.query(`DELETE FROM outgoing_mail WHERE status = 'failed' AND expires_at < $1`, [clock.now()])
    },

    async settled(): Promise<void> {
      await Promise.all(underWay)
    },
  }

  async function changeOne(workspaceId: string, id: string, statement: string, ...values: unknown[]): Promise<void> {
    if (!isId(id)) throw new NotFoundError('not_found')
    const { rowCount } = await inWorkspace(pool, workspaceId, (client) => client.query(statement, [workspaceId, id, ...values]))
    if (!rowCount) throw new NotFoundError('not_found')
  }
}

export type Post = ReturnType<typeof createPost>

/** The link ended while the mail server was away. */
class ExpiredError extends Error {
  override message = 'the link has expired'
}

/** The mail server will not change its mind: no such mailbox, refused content. */
function isFinal(error: unknown): boolean {
  if (error instanceof ExpiredError) return true
  const code = typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500 && code < 600
}

/** What the server answered. Mails themselves stand in no such text; whatever looks like a link of ours is left out all the same. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, mostReason)
}
