import { type Context, InvalidInputError, NotFoundError } from '../../engine/index.ts'
import { foldedEmail } from '../identity/members.ts'
import type { CommandParts } from './with-engine.ts'

export type WorkspaceRow = {
  workspace_id: string
  name: string
  currency: string
  locale: string
  time_zone: string
  created_at: Date
  users: number
}

/** Every workspace of the installation, the oldest first. */
export async function workspaces({ owner }: Pick<CommandParts, 'owner'>): Promise<WorkspaceRow[]> {
  const { rows } = await owner.query<WorkspaceRow>(
    `SELECT w.workspace_id, w.name, w.currency, w.locale, w.time_zone, w.created_at,
       (SELECT count(*)::int FROM membership m WHERE m.workspace_id = w.workspace_id AND m.status = 'active') AS users
     FROM workspace w WHERE NOT EXISTS (SELECT 1 FROM unfinished_workspace u WHERE u.workspace_id = w.workspace_id)
     ORDER BY w.created_at, w.workspace_id`,
  )
  return rows
}

/** The workspace that an option names by id or name; without one, the only one there is. */
export async function workspaceNamed(parts: Pick<CommandParts, 'owner'>, named: string | undefined): Promise<WorkspaceRow> {
  const all = await workspaces(parts)
  if (named !== undefined) {
    const found = all.filter((workspace) => workspace.workspace_id === named || workspace.name === named)
    if (found.length === 1 && found[0]) return found[0]
    throw found.length === 0 ? new NotFoundError('workspace_unknown', { value: named }) : new InvalidInputError('workspace_needed')
  }
  const [only] = all
  if (!only) throw new NotFoundError('no_workspace_yet')
  if (all.length > 1) throw new InvalidInputError('workspace_needed')
  return only
}

export type UserRow = { id: string; name: string; email: string | null; active: boolean; roles: { title: string }[] }

export async function users(context: Context, email?: string): Promise<UserRow[]> {
  const found: UserRow[] = []
  let cursor: string | undefined
  do {
    const page = await context.list({
      object: 'user',
      fields: ['name', 'email', 'active', 'roles'],
      limit: 500,
      cursor,
      ...(email === undefined ? {} : { filter: { field: 'email', op: 'is', value: foldedEmail(email) } }),
    })
    found.push(...(JSON.parse(page.records) as UserRow[]))
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}

export async function userWithEmail(context: Context, email: string): Promise<UserRow> {
  const [user] = await users(context, email)
  if (!user) throw new NotFoundError('user_unknown', { value: email })
  return user
}

export async function roleNamed(context: Context, name: string): Promise<string> {
  const { ids } = await context.list({ object: 'role', filter: { field: 'name', op: 'is', value: name }, fields: [], limit: 1 })
  if (!ids[0]) throw new NotFoundError('role_unknown', { value: name })
  return ids[0]
}
