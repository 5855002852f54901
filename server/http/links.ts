import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type Context, type Locale, NotFoundError, RuleError } from '../../engine/index.ts'
import { type LinkSubject, linkDays, type OpenLink } from '../identity/links.ts'
import { checkPassword, foldedEmail } from '../identity/members.ts'
import { administratorAt, note, userAt } from './access.ts'
import { registerRateLimits } from './rate-limits.ts'
import type { Services } from './services.ts'

/** A link that went out by mail, or that somebody has to hand over: then it is here, and nowhere else. */
type HandedOut = { sent: boolean; email: string; url?: string; expiresAt: string }

type Place = { workspaceId: string; principalId: string }

/** Invitations and new passwords: links that let somebody choose a password without an administrator knowing it. */
export function linkRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub, mailer, post, publicUrl } = services

  /** The secret stands behind the `#`: no server, proxy or log ever sees it. */
  const addressOf = (secret: string) => `${publicUrl}/welcome#${secret}`

  /** By mail, behind this request; by hand, where there is no mail server or somebody asks for it. */
  async function handOut(
    subject: LinkSubject & Place,
    words: { name: string; locale: Locale; inviter: string; workspace: string },
    byHand: boolean,
  ): Promise<HandedOut> {
    const { secret, expiresAt } = await identity.links.make(subject)
    const url = addressOf(secret)
    const answer = { email: subject.email, expiresAt: expiresAt.toISOString() }
    if (byHand) return { ...answer, sent: false, url }
    const { kind, email: to, workspaceId, principalId } = subject
    const values = { ...words, days: linkDays[kind] }
    await post.post({ kind, to, url, locale: words.locale, values, workspaceId, principalId, expiresAt })
    return { ...answer, sent: true }
  }

  /** An invitation for somebody who cannot sign in yet, else a link for a new password. */
  async function linkFor(context: Context, userId: string, wish: { byHand?: boolean } = {}): Promise<HandedOut> {
    const { workspaceId, principal, model } = context.reader
    const user = await userAt(services, context, userId)
    if (!user.active) throw new RuleError('user_inactive')
    if (!user.email) throw new RuleError('sign_in_needs_email', { field: 'email' })
    const place = { workspaceId, principalId: user.id }
    const { member } = user
    // A link that is shown to an administrator must not open somebody's other workspaces.
    const byHand = wish.byHand === true || !mailer.isConfigured
    if (member && byHand) await identity.members.demandAlone(member.identityId, workspaceId)
    const subject: LinkSubject & Place = member
      ? { kind: 'reset', identityId: member.identityId, email: member.email, ...place }
      : { kind: 'invitation', email: foldedEmail(user.email), ...place }
    const locale: Locale = user.locale === 'en' || user.locale === 'zh-CN' ? user.locale : model.workspace.locale
    const made = await handOut(subject, { name: user.name, locale, inviter: principal.name, workspace: model.workspace.name }, byHand)
    await note(context, member ? 'password.link_made' : 'user.invited', { user: { id: user.id, title: user.name }, sent: made.sent })
    return made
  }

  /** The user is still there, under the e-mail that the link went to; somebody who left since has no use for it. */
  async function demandStillThere({ kind, email, workspaceId, principalId }: OpenLink): Promise<void> {
    if (!workspaceId || !principalId) return
    try {
      const user = await userAt(services, await engine.systemContext(workspaceId, 'web'), principalId)
      if (user.active && (kind === 'reset' || (user.email !== null && foldedEmail(user.email) === email && !user.member))) return
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
    }
    throw new RuleError('link_not_valid')
  }

  async function join(link: OpenLink, password: string): Promise<void> {
    const { workspaceId, principalId, email } = link
    if (!workspaceId || !principalId) throw new RuleError('link_not_valid')
    const { name } = await engine.principal(workspaceId, principalId)
    await identity.members.add({ workspaceId, principalId, name, email, password })
    await note(await engine.contextFor({ workspaceId, principalId, through: 'web' }), 'user.joined')
  }

  async function replacePassword(identityId: string, email: string, password: string): Promise<void> {
    await identity.members.replacePassword(identityId, password)
    await identity.sessions.endAll(identityId)
    await identity.lockOut.succeeded(email)
    for (const { id: workspaceId, principalId } of await identity.sessions.workspacesOf(identityId)) {
      hub.closePrincipal(workspaceId, principalId)
      await note(await engine.contextFor({ workspaceId, principalId, through: 'web' }), 'password.reset')
    }
  }

  /** Mails a link to whoever has this e-mail, if anybody: the answer has gone out already and is the same for all. */
  async function mailResetLink(email: string, locale: Locale): Promise<void> {
    const found = await identity.members.accountWith(email)
    if (!found) return
    const [place] = await identity.sessions.workspacesOf(found.identityId)
    if (!place) return
    if (await identity.links.hasTooMany(found.identityId)) return
    const subject = { kind: 'reset', identityId: found.identityId, email, workspaceId: null, principalId: null } as const
    const { secret, expiresAt } = await identity.links.make(subject)
    const values = { name: found.name, days: linkDays.reset }
    // The administrators of the workspace that they joined first see it when it does not get through.
    await post.post({
      kind: 'reset',
      to: email,
      url: addressOf(secret),
      locale,
      values,
      workspaceId: place.id,
      principalId: place.principalId,
      expiresAt,
    })
  }

  return async (app) => {
    await registerRateLimits(app)
    const limited = (max: number) => ({ isPublic: true, rateLimit: { max, timeWindow: '1 minute' } })
    const text = (maxLength: number) => Type.String({ maxLength })

    app.get('/sign-in/options', { config: { isPublic: true } }, async () => ({
      mail: mailer.isConfigured,
      passkeyHost: new URL(publicUrl).hostname,
    }))

    app.post('/sign-in/forgotten', { config: limited(10), schema: { body: Type.Object({ email: text(300) }) } }, async (request, reply) => {
      const email = foldedEmail(request.body.email)
      if (!mailer.isConfigured) throw new RuleError('no_mail_server')
      // Not waited for: how long the answer takes must not tell who has an account.
      void mailResetLink(email, request.locale).catch((error: unknown) => request.log.error({ err: error }, 'a sign-in mail was not sent'))
      return reply.code(204).send()
    })

    const secret = Type.Object({ link: text(100) })
    app.post('/sign-in/link', { config: limited(30), schema: { body: secret } }, async (request) => {
      const link = await identity.links.open(request.body.link)
      await demandStillThere(link)
      const { kind, email, hasAccount } = link
      return { kind, email, hasAccount: kind === 'invitation' && hasAccount }
    })

    const choice = Type.Object({ link: text(100), password: Type.Optional(text(1000)) })
    app.post('/sign-in/link/use', { config: limited(30), schema: { body: choice } }, async (request, reply) => {
      const link = await identity.links.open(request.body.link)
      await demandStillThere(link)
      const keepsPassword = link.kind === 'invitation' && link.hasAccount
      // Somebody with an account in another workspace keeps its password: what stands here is never used.
      const password = keepsPassword ? 'kept as it is' : (request.body.password ?? '')
      checkPassword(password)
      await identity.links.use(link)
      if (link.kind === 'invitation') await join(link, password)
      else if (link.identityId) await replacePassword(link.identityId, link.email, password)
      return reply.code(204).send()
    })

    const invited = Type.Object({
      name: text(100),
      email: text(300),
      department: Type.Optional(Type.Union([text(100), Type.Null()])),
      roles: Type.Optional(Type.Array(text(100), { maxItems: 50 })),
    })
    app.post('/access/invitations', { schema: { body: invited } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      const { name, department, roles } = request.body
      const email = foldedEmail(request.body.email)
      const values = { name: name.trim(), email, roles: roles ?? [], ...(department ? { department } : {}) }
      const { id } = await context.write({ kind: 'create', object: 'user', values })
      return reply.code(201).send({ user: { id }, ...(await linkFor(context, id)) })
    })

    const user = Type.Object({ id: text(100) })
    const wish = Type.Union([Type.Object({ byHand: Type.Optional(Type.Boolean()) }), Type.Null()])
    app.post('/access/users/:id/link', { schema: { params: user, body: wish } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      return reply.code(201).send(await linkFor(context, request.params.id, request.body ?? {}))
    })
  }
}
