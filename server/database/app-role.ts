import pg, { type Client, type Pool } from 'pg'
import { StartError } from '../start-error.ts'
import { hasCode } from './connect.ts'

/** All grants go to this role. A role of another name in DATABASE_APP_URL becomes a member of it. */
export const appRole = 'guanxi_app'

const attributes = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication inherit'

/** The role of the embedded database: ours alone, so its password is set again whenever it does not fit. */
export async function ensureEmbeddedAppRole(owner: Client, appUrl: string): Promise<void> {
  if (!(await roleExists(owner, appRole))) return createLogin(owner, appUrl)
  if (await canSignIn(appUrl)) return
  await owner.query(`alter role ${appRole} with login ${attributes} password ${pg.escapeLiteral(new URL(appUrl).password)}`)
}

/**
 * The role on an operator's own server. Roles are shared by all databases of a server, so one that exists is never
 * changed. Before the first migration, because migrations grant functions to it.
 */
export async function ensureAppRole(owner: Client, options: { appUrl: string; urlIsGiven: boolean }): Promise<void> {
  const login = decodeURIComponent(new URL(options.appUrl).username)
  try {
    if (!(await roleExists(owner, appRole))) {
      if (login === appRole) await createLogin(owner, options.appUrl)
      else await owner.query(`create role ${appRole} with nologin ${attributes}`)
    } else if (!options.urlIsGiven && !(await canSignIn(options.appUrl))) {
      throw new StartError('app_role_password_unknown', { role: appRole })
    }
    if (login === appRole) return
    if (!(await roleExists(owner, login))) await createLogin(owner, options.appUrl)
    const { rows } = await owner.query<{ member: boolean }>(`select pg_has_role($1, $2, 'member') as member`, [login, appRole])
    if (!rows[0]?.member) await owner.query(`grant ${appRole} to ${pg.escapeIdentifier(login)}`)
  } catch (error) {
    const insufficientPrivilege = '42501'
    if (hasCode(error, insufficientPrivilege)) throw new StartError('app_role_missing', { role: login }, error)
    throw error
  }
}

async function roleExists(owner: Client, role: string): Promise<boolean> {
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [role])
  return rowCount === 1
}

async function createLogin(owner: Client, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl)
  const role = pg.escapeIdentifier(decodeURIComponent(username))
  await owner.query(`create role ${role} with login ${attributes} password ${pg.escapeLiteral(decodeURIComponent(password))}`)
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    const wrongPassword = '28P01'
    const mayNotSignIn = '28000'
    if (hasCode(error, wrongPassword) || hasCode(error, mayNotSignIn)) return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Row level security does not hold a superuser, a role with BYPASSRLS, or the owner of a table: none of them may serve. */
export async function assertAppRole(app: Pool | Client): Promise<void> {
  const { rows } = await app.query<{ role: string; superuser: boolean; bypasses: boolean; owns: boolean }>(
    `select current_user as role,
            bool_or(r.rolsuper) as superuser,
            bool_or(r.rolbypassrls) as bypasses,
            bool_or(exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace)) as owns
       from pg_roles r where pg_has_role(current_user, r.oid, 'member')`,
  )
  const [found] = rows
  if (!found || found.superuser) throw new StartError('app_role_is_superuser', { role: found?.role ?? '?' })
  if (found.bypasses) throw new StartError('app_role_bypasses', { role: found.role })
  if (found.owns) throw new StartError('app_role_owns', { role: found.role })
}
