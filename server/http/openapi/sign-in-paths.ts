import { ref, type Schema } from './fields.ts'
import { inPath, operation } from './operation.ts'

const string: Schema = { type: 'string' }
const boolean: Schema = { type: 'boolean' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const id = inPath('id')
const me = object({ me: ref('Me') })
const password = object({ password: string })
const policy = object({ secondFactor: { type: 'string', enum: ['optional', 'roles', 'everyone'] }, roles: list(string) }, ['secondFactor'])

const handedOut = object({ sent: boolean, email: string, url: string, expiresAt: { type: 'string', format: 'date-time' } }, [
  'sent',
  'email',
  'expiresAt',
])

const instant: Schema = { type: 'string', format: 'date-time' }
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const session = object({ id: string, userAgent: string, ipAddress: string, createdAt: instant, lastUsedAt: instant, current: boolean })
const mail = object({
  id: string,
  kind: { type: 'string', enum: ['invitation', 'reset'] },
  principalId: string,
  email: string,
  status: { type: 'string', enum: ['waiting', 'failed'] },
  attempts: { type: 'integer' },
  reason: nullable(string),
  createdAt: instant,
  nextAt: nullable(instant),
})
const token: Record<string, Schema> = {
  id: string,
  name: string,
  prefix: { ...string, description: 'Enough of the token to recognise it' },
  principalId: string,
  createdAt: instant,
  expiresAt: nullable(instant),
  lastUsedAt: nullable(instant),
  revokedAt: nullable(instant),
  role: {
    ...nullable(object({ id: string, title: string, held: boolean })),
    description: 'The one role whose rights it has; without `held` it opens nothing',
  },
  readOnly: boolean,
}

/** Signing in, one's own second factor, sessions and tokens, and what administrators decide about both. */
export const signInPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/sign-in': {
    post: operation({
      id: 'sign_in',
      tag: 'session',
      summary: 'Sign in; with `secondFactor` a code is asked for at /sign-in/second-factor',
      isPublic: true,
      body: object({ email: string, password: string }),
      answer: object({ me: ref('Me'), secondFactor: boolean }, []),
    }),
  },
  '/api/v1/sign-in/second-factor': {
    post: operation({
      id: 'sign_in_second_factor',
      tag: 'session',
      summary: 'The second step of signing in: a code of the app, or a recovery code; `trust` asks this browser for none for 30 days',
      isPublic: true,
      body: object({ code: string, kind: { type: 'string', enum: ['app', 'recovery'] }, trust: boolean }, ['code']),
      answer: me,
    }),
  },
  '/api/v1/sign-in/options': {
    get: operation({
      id: 'sign_in_options',
      tag: 'session',
      summary: 'Can this installation send mails, and at which host name do passkeys work',
      isPublic: true,
      answer: object({ mail: boolean, passkeyHost: string }),
    }),
  },
  '/api/v1/sign-in/forgotten': {
    post: operation({
      id: 'forgotten_password',
      tag: 'session',
      summary: 'Have a link for a new password mailed; the answer is the same whether the e-mail has an account or not',
      isPublic: true,
      body: object({ email: string }),
      status: 204,
    }),
  },
  '/api/v1/sign-in/link': {
    post: operation({
      id: 'open_sign_in_link',
      tag: 'session',
      summary: 'What a link is for: what follows the # in it',
      isPublic: true,
      body: object({ link: string }),
      answer: object({ kind: { type: 'string', enum: ['invitation', 'reset'] }, email: string, hasAccount: boolean }),
    }),
  },
  '/api/v1/sign-in/link/use': {
    post: operation({
      id: 'use_sign_in_link',
      tag: 'session',
      summary: 'Choose a password by a link, once',
      isPublic: true,
      body: object({ link: string, password: string }, ['link']),
      status: 204,
    }),
  },
  '/api/v1/access/invitations': {
    post: operation({
      id: 'invite_user',
      tag: 'session',
      summary: 'Add a user and send them a link to choose a password (administrators)',
      body: object({ name: string, email: string, department: string, roles: list(string) }, ['name', 'email']),
      answer: { allOf: [object({ user: object({ id: string }) }), handedOut] },
      status: 201,
    }),
  },
  '/api/v1/access/users/{id}/link': {
    post: operation({
      id: 'make_sign_in_link',
      tag: 'session',
      summary: 'Send a user a link to choose a password; `byHand`, or without a mail server, the answer holds it (administrators)',
      parameters: [id],
      body: object({ byHand: boolean }, []),
      answer: handedOut,
      status: 201,
    }),
  },
  '/api/v1/access/mails': {
    get: operation({
      id: 'list_mails',
      tag: 'session',
      summary: 'Mails with links that did not get through yet, or never did, and why (administrators)',
      answer: object({ mails: list(mail) }),
    }),
  },
  '/api/v1/access/mails/{id}/retry': {
    post: operation({ id: 'retry_mail', tag: 'session', summary: 'Send a mail once more (administrators)', parameters: [id], status: 204 }),
  },
  '/api/v1/access/mails/{id}': {
    delete: operation({ id: 'drop_mail', tag: 'session', summary: 'Let a mail be (administrators)', parameters: [id], status: 204 }),
  },
  '/api/v1/me/second-factor': {
    get: operation({
      id: 'get_second_factor',
      tag: 'session',
      summary: 'Is my second factor on, must it be, and how many recovery codes are left',
      answer: object({ enabled: boolean, required: boolean, recoveryCodesLeft: { type: 'integer' }, passkeys: { type: 'integer' } }),
    }),
    post: operation({
      id: 'begin_second_factor',
      tag: 'session',
      summary: 'Begin to set up a second factor: the address for an authenticator app, and recovery codes',
      body: password,
      answer: object({ uri: string, recoveryCodes: list(string) }),
    }),
  },
  '/api/v1/me/second-factor/confirm': {
    post: operation({
      id: 'confirm_second_factor',
      tag: 'session',
      summary: 'Turn it on with the first code of the app',
      body: object({ code: string }),
      status: 204,
    }),
  },
  '/api/v1/me/second-factor/recovery-codes': {
    post: operation({
      id: 'new_recovery_codes',
      tag: 'session',
      summary: 'New recovery codes; the old ones end',
      body: password,
      answer: object({ recoveryCodes: list(string) }),
    }),
  },
  '/api/v1/me/second-factor/disable': {
    post: operation({ id: 'disable_second_factor', tag: 'session', summary: 'Turn it off', body: password, status: 204 }),
  },
  '/api/v1/access/policy': {
    get: operation({ id: 'get_sign_in_policy', tag: 'session', summary: 'Who must have a second factor (administrators)', answer: policy }),
    put: operation({
      id: 'set_sign_in_policy',
      tag: 'session',
      summary: 'Say who must have a second factor (administrators)',
      body: policy,
      answer: policy,
    }),
  },
  '/api/v1/access/users/{id}': {
    get: operation({
      id: 'get_user_access',
      tag: 'session',
      summary: 'How a user signs in (administrators)',
      parameters: [id],
      answer: object({ hasSignIn: boolean, secondFactor: boolean, passkeys: { type: 'integer' } }),
    }),
  },
  '/api/v1/access/users/{id}/second-factor/reset': {
    post: operation({
      id: 'reset_second_factor',
      tag: 'session',
      summary: 'Take the second factor and the passkeys of a user away and end their sessions (administrators)',
      parameters: [id],
      status: 204,
    }),
  },
  '/api/v1/me/sessions': {
    get: operation({
      id: 'list_sessions',
      tag: 'session',
      summary: 'Where I am signed in, the last used first',
      answer: object({ sessions: list(session) }),
    }),
  },
  '/api/v1/me/sessions/{id}': {
    delete: operation({ id: 'end_session', tag: 'session', summary: 'Sign out there', parameters: [id], status: 204 }),
  },
  '/api/v1/me/sessions/end-others': {
    post: operation({ id: 'end_other_sessions', tag: 'session', summary: 'Sign out everywhere else', status: 204 }),
  },
  '/api/v1/access/users/{id}/sessions/end': {
    post: operation({
      id: 'end_user_sessions',
      tag: 'session',
      summary: 'Sign a user out everywhere (administrators)',
      parameters: [id],
      status: 204,
    }),
  },
  '/api/v1/me/tokens': {
    get: operation({
      id: 'list_tokens',
      tag: 'session',
      summary: 'My access tokens that are not revoked; asked for with a session, not with a token',
      answer: object({ tokens: list(object(token)) }),
    }),
    post: operation({
      id: 'create_token',
      tag: 'session',
      summary: 'A token with my rights, those of one of my roles, or for reading alone; this answer alone shows it',
      body: object(
        {
          name: string,
          expiresInDays: { type: 'integer', minimum: 1, maximum: 3650, default: 365 },
          neverExpires: boolean,
          role: nullable(string),
          readOnly: boolean,
        },
        ['name'],
      ),
      answer: object({ id: string, token: string }),
      status: 201,
    }),
  },
  '/api/v1/me/tokens/{id}': {
    delete: operation({ id: 'revoke_token', tag: 'session', summary: 'Revoke a token of mine', parameters: [id], status: 204 }),
  },
  '/api/v1/access/tokens': {
    get: operation({
      id: 'list_all_tokens',
      tag: 'session',
      summary: 'The tokens of everybody in the workspace (administrators)',
      answer: object({ tokens: list(object({ ...token, principal: ref('RecordLink') })) }),
    }),
  },
  '/api/v1/access/tokens/{id}': {
    delete: operation({
      id: 'revoke_any_token',
      tag: 'session',
      summary: 'Revoke any token (administrators)',
      parameters: [id],
      status: 204,
    }),
  },
}
