import { type Context, dateIn, type Engine, SignInError } from '../../engine/index.ts'
import type { Mailer } from '../mail/mailer.ts'
import { digestMail, noticeMail, type Told } from './notice-mail.ts'

const mostAtOnce = 500
const mostInDigest = 50
const digestHour = 8
/** A mail server that is away is tried again for a day. */
const patienceMilliseconds = 86_400_000

type Unsent = { workspace_id: string; principal_id: string; id: string; at: Date }
type Channels = Readonly<Record<string, { mail?: boolean }>>
type Settings = { channels?: Channels; digest?: boolean }
type Person = { context: Context; email: string; settings: Settings }
type Given = { engine: () => Engine; mailer: Mailer; publicUrl: string; onError: (error: unknown) => void }

/**
 * Takes notifications to people outside the app, as each of them chose: a mail for one kind, a digest in the morning. What a notification shows is read with the
 * rights that its receiver has now; what they have read meanwhile, or may not see any more, is not sent. A notification is claimed before it is sent: two servers do
 * not send it both.
 */
export function createSendOut({ engine, mailer, publicUrl, onError }: Given) {
  async function personAt(workspaceId: string, principalId: string): Promise<Person | null> {
    try {
      const context = await engine().contextFor({ workspaceId, principalId, through: 'notification' })
      const system = await engine().systemContext(workspaceId, 'notification')
      const { record } = await system.get({ object: 'user', id: principalId, fields: ['email', 'settings'] })
      const { email, settings } = JSON.parse(record) as { email: string | null; settings: Settings | null }
      return email ? { context, email, settings: settings ?? {} } : null
    } catch (error) {
      if (error instanceof SignInError) return null
      throw error
    }
  }

  function readerOf({ context, email }: Person) {
    const { principal, model } = context.reader
    return {
      to: email,
      locale: principal.locale,
      timeZone: principal.timeZone,
      publicUrl,
      routeOf: (object: string) => model.objects.get(object)?.definition.route,
    }
  }

  async function unread({ context }: Person): Promise<Told[]> {
    const { notifications } = await engine().notifications.list(context, { unread: true, limit: 100 })
    return JSON.parse(notifications) as Told[]
  }

  async function mailOnes(person: Person, claimed: readonly Unsent[]): Promise<void> {
    const told = await unread(person)
    for (const { id, at, workspace_id: workspaceId } of claimed) {
      const one = told.find((candidate) => candidate.id === id)
      if (!one || person.settings.channels?.[one.kind]?.mail !== true) continue
      try {
        await mailer.send(noticeMail(one, readerOf(person)))
      } catch (error) {
        onError(new Error('A notification was not mailed', { cause: error }))
        if (engine().clock.now().getTime() - at.getTime() < patienceMilliseconds)
          await engine().owner.query('UPDATE notification SET sent_at = NULL WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
      }
    }
  }

  return {
    /** Once a minute, on one server. */
    async sendDue(): Promise<void> {
      const { owner, clock } = engine()
      const now = clock.now()
      const { rows } = await owner.query<Unsent>(
        `UPDATE notification n SET sent_at = $1 FROM (SELECT workspace_id, id FROM notification WHERE sent_at IS NULL AND at <= $1 ORDER BY at, id LIMIT $2 FOR UPDATE SKIP LOCKED) u
         WHERE n.workspace_id = u.workspace_id AND n.id = u.id RETURNING n.workspace_id, n.principal_id, n.id, n.at`,
        [now, mostAtOnce],
      )
      if (!mailer.isConfigured) return
      for (const own of Map.groupBy(rows, (row) => `${row.workspace_id} ${row.principal_id}`).values()) {
        const [first] = own
        const person = first && (await personAt(first.workspace_id, first.principal_id))
        if (person) await mailOnes(person, own)
      }
    },

    /** The digest of whoever wants one, from eight in the morning of their own zone on, once a day. */
    async sendDigests(): Promise<void> {
      if (!mailer.isConfigured) return
      const { owner, clock } = engine()
      const { rows } = await owner.query<{ workspace_id: string; id: string; day: string | null }>(
        `SELECT u.workspace_id, u.id, m.day::text AS day FROM app_user u LEFT JOIN digest_mark m ON m.workspace_id = u.workspace_id AND m.principal_id = u.id
         WHERE u.settings->>'digest' = 'true' AND u.active AND u.deleted_at IS NULL AND (m.day IS NULL OR m.day < ($1::timestamptz AT TIME ZONE 'Etc/GMT-14')::date)`,
        [clock.now()],
      )
      for (const { workspace_id: workspaceId, id, day } of rows) {
        const person = await personAt(workspaceId, id)
        if (!person) continue
        const zone = person.context.reader.principal.timeZone
        const today = dateIn(zone, clock.now())
        const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(clock.now()))
        if (day === today || hour < digestHour) continue
        const { rowCount } = await owner.query(
          `INSERT INTO digest_mark (workspace_id, principal_id, day) VALUES ($1, $2, $3) ON CONFLICT (workspace_id, principal_id)
           DO UPDATE SET day = excluded.day WHERE digest_mark.day < excluded.day`,
          [workspaceId, id, today],
        )
        const told = (await unread(person)).filter(({ at }) => Date.parse(at) > clock.now().getTime() - patienceMilliseconds)
        if (rowCount === 0 || told.length === 0) continue
        await mailer.send(digestMail(told.slice(0, mostInDigest), readerOf(person))).catch((error: unknown) => onError(error))
      }
    },
  }
}
