import { client, type Label } from './client.ts'

// How people get in: second factor, sessions, tokens, links. Routes of the server that concern no record.

export type SecondFactorState = { enabled: boolean; required: boolean; recoveryCodesLeft: number; passkeys: number }
export type Enrolment = { uri: string; recoveryCodes: string[] }
export type SignInPolicy = { secondFactor: 'optional' | 'roles' | 'everyone'; roles: string[] }
export type UserAccess = { hasSignIn: boolean; secondFactor: boolean; passkeys: number }

export const secondFactor = {
  key: ['access', 'second-factor'] as const,
  state: () => client.call<SecondFactorState>('GET', '/me/second-factor'),
  begin: (password: string) => client.call<Enrolment>('POST', '/me/second-factor', { body: { password } }),
  confirm: (code: string) => client.call<void>('POST', '/me/second-factor/confirm', { body: { code } }),
  disable: (password: string) => client.call<void>('POST', '/me/second-factor/disable', { body: { password } }),
  newRecoveryCodes: (password: string) =>
    client.call<{ recoveryCodes: string[] }>('POST', '/me/second-factor/recovery-codes', { body: { password } }),
}

export type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null }

/** The options and answers are WebAuthn's own: made and read by the browser and the server, carried here. */
export const passkeys = {
  key: ['access', 'passkeys'] as const,
  list: () => client.call<{ passkeys: Passkey[] }>('GET', '/me/passkeys'),
  begin: (password: string) => client.call<{ options: object }>('POST', '/me/passkeys/begin', { body: { password } }),
  add: (name: string, response: object) => client.call<Passkey>('POST', '/me/passkeys', { body: { name, response } }),
  rename: (id: string, name: string) => client.call<void>('PATCH', `/me/passkeys/${id}`, { body: { name } }),
  remove: (id: string) => client.call<void>('DELETE', `/me/passkeys/${id}`),
  beginSignIn: () => client.call<{ options: object }>('POST', '/sign-in/passkey/begin', { body: {} }),
  signIn: (response: object) => client.call<{ me: object }>('POST', '/sign-in/passkey', { body: { response } }),
}

export const signInPolicy = {
  key: ['access', 'policy'] as const,
  get: () => client.call<SignInPolicy>('GET', '/access/policy'),
  set: (policy: SignInPolicy) => client.call<SignInPolicy>('PUT', '/access/policy', { body: policy }),
}

export const userAccess = {
  key: (id: string) => ['access', 'user', id] as const,
  get: (id: string) => client.call<UserAccess>('GET', `/access/users/${id}`),
  resetSecondFactor: (id: string) => client.call<void>('POST', `/access/users/${id}/second-factor/reset`, { body: {} }),
}

/** A link that went out by mail, or that somebody has to hand over: then it is here. */
export type HandedOut = { sent: boolean; email: string; url?: string; expiresAt: string }
export type OpenLink = { kind: 'invitation' | 'reset'; email: string; hasAccount: boolean }

export const signInLinks = {
  optionsKey: ['sign-in', 'options'] as const,
  options: () => client.call<{ mail: boolean; passkeyHost: string }>('GET', '/sign-in/options'),
  forgotten: (email: string) => client.call<void>('POST', '/sign-in/forgotten', { body: { email } }),
  open: (link: string) => client.call<OpenLink>('POST', '/sign-in/link', { body: { link } }),
  use: (link: string, password?: string) =>
    client.call<void>('POST', '/sign-in/link/use', { body: { link, ...(password === undefined ? {} : { password }) } }),
  invite: (person: { name: string; email: string; department: string | null; roles: string[] }) =>
    client.call<HandedOut & { user: { id: string } }>('POST', '/access/invitations', { body: person }),
  make: (userId: string, { byHand = false } = {}) => client.call<HandedOut>('POST', `/access/users/${userId}/link`, { body: { byHand } }),
}

/** A mail that has not got through yet, or never did. */
export type StuckMail = {
  id: string
  kind: 'invitation' | 'reset'
  principalId: string
  email: string
  status: 'waiting' | 'failed'
  attempts: number
  reason: string | null
  createdAt: string
  nextAt: string | null
}

export const stuckMails = {
  key: ['access', 'mails'] as const,
  list: () => client.call<{ mails: StuckMail[] }>('GET', '/access/mails'),
  retry: (id: string) => client.call<void>('POST', `/access/mails/${id}/retry`, { body: {} }),
  drop: (id: string) => client.call<void>('DELETE', `/access/mails/${id}`),
}

export type SessionSummary = { id: string; userAgent: string; ipAddress: string; createdAt: string; lastUsedAt: string; current: boolean }

export const sessions = {
  key: ['access', 'sessions'] as const,
  list: () => client.call<{ sessions: SessionSummary[] }>('GET', '/me/sessions'),
  end: (id: string) => client.call<void>('DELETE', `/me/sessions/${id}`),
  endOthers: () => client.call<void>('POST', '/me/sessions/end-others', { body: {} }),
  endOf: (userId: string) => client.call<void>('POST', `/access/users/${userId}/sessions/end`, { body: {} }),
}

export type TokenSummary = {
  id: string
  name: string
  prefix: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  /** The one role whose rights it has; not `held` any more, it opens nothing. */
  role: { id: string; title: string; held: boolean } | null
  readOnly: boolean
  /** Whose it is, where all of the workspace are listed. */
  principal?: { id: string; title: string }
}
export type NewToken = { name: string; expiresInDays?: number; neverExpires?: boolean; role: string | null; readOnly: boolean }
export type TokensOf = 'mine' | 'everybody'

const tokensAt = { mine: '/me/tokens', everybody: '/access/tokens' } as const

export const tokens = {
  key: (of: TokensOf) => ['access', 'tokens', of] as const,
  allKey: ['access', 'tokens'] as const,
  list: (of: TokensOf) => client.call<{ tokens: TokenSummary[] }>('GET', tokensAt[of]),
  create: (token: NewToken) => client.call<{ id: string; token: string }>('POST', '/me/tokens', { body: token }),
  revoke: (of: TokensOf, id: string) => client.call<void>('DELETE', `${tokensAt[of]}/${id}`),
}

export type MemberState = { userId: string; lastSeenAt: string | null; secondFactor: boolean }
/** What somebody owns and leads, by object and field. */
export type Holding = {
  key: string
  object: string
  plural: Label
  label: Label
  internal: boolean
  closed: boolean
  demanded: boolean
  count: number
}

export const people = {
  key: ['access', 'people'] as const,
  list: () => client.call<{ people: MemberState[] }>('GET', '/access/people'),
}

export const holdings = {
  key: (userId: string) => ['access', 'holdings', userId] as const,
  get: (userId: string) => client.call<{ holdings: Holding[] }>('GET', `/access/users/${userId}/holdings`),
}

/** Whom one may ask for a right. */
export const administrators = {
  key: ['access', 'administrators'] as const,
  list: () => client.call<{ administrators: { id: string; name: string; email: string | null }[] }>('GET', '/me/administrators'),
}

export type Granted = { scope: 'own' | 'team' | 'teamAndBelow' | 'all'; roles: string[] }
/** By action; an action that is missing is not allowed. */
export type AccessRights = Readonly<Partial<Record<string, Granted>>>
export type ListedPerson = {
  id: string
  name: string
  active: boolean
  department: { id: string; title: string } | null
  roles: { id: string; title: string }[]
}
export type ObjectAccess = {
  roles: { id: string; name: string; administrator: boolean; people: number; rights: AccessRights }[]
  people: (ListedPerson & { rights: AccessRights })[]
  next: string | null
}
export type UserAccessList = {
  user: ListedPerson
  administrator: boolean
  objects: { key: string; rights: AccessRights }[]
  classes: { key: string; level: 'see' | 'read' | 'unmask' | 'mask' | 'hide' }[]
}

/** The access control list, asked from either side. */
export const accessList = {
  objectKey: (object: string, q: string) => ['access', 'list', 'object', object, q] as const,
  ofObject: (object: string, query: { q?: string; cursor?: string }) =>
    client.call<ObjectAccess>('GET', `/access/list/objects/${object}`, { query }),
  userKey: (id: string) => ['access', 'list', 'user', id] as const,
  ofUser: (id: string) => client.call<UserAccessList>('GET', `/access/list/users/${id}`),
  csvUrl: (of: { object: string } | { user: string }) => `/api/v1/access/list.csv?${new URLSearchParams(of)}`,
}

type Named = { label: Label; plural: Label; icon: string; columns: string[] }
export type RegisteredObject = Named & {
  key: string
  route: string
  area: string
  /** As the product declares it. */
  declared: Named
  internal: boolean
  configuration: boolean
  fields: { builtIn: number; custom: number }
  records: { count: number; exact: boolean }
  numbering: { field: Label; reservedTo: string | null }[]
  does: Record<'search' | 'import' | 'timeline' | 'board' | 'owner' | 'cards', boolean>
}

/** Everything that rights apply to. */
export const registeredObjects = {
  key: ['access', 'objects'] as const,
  list: () => client.call<{ objects: RegisteredObject[] }>('GET', '/access/objects'),
}
