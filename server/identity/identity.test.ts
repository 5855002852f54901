import { describe, expect, test } from 'vitest'
import { fixedClock, newId } from '../../engine/index.ts'
import { freshDatabase } from '../../testing/database.ts'
import { openIdentity } from './identity.ts'

const database = await freshDatabase()
const password = 'correct horse battery'

async function freshIdentity() {
  const clock = fixedClock('2026-03-17T01:00:00Z')
  const identity = openIdentity({
    pool: database.app,
    secret: 'a secret for tests that is long enough',
    publicUrl: 'http://localhost:7600',
    clock,
  })
  const workspaceId = newId()
  const principalId = newId()
  await database.owner.query(
    `INSERT INTO workspace (workspace_id, name, currency, locale, time_zone, created_at) VALUES ($1, '远山医疗', 'CNY', 'zh-CN', 'Asia/Shanghai', now())`,
    [workspaceId],
  )
  await database.owner.query(
    `INSERT INTO principal (workspace_id, id, kind, name, name_sort, active, created_at) VALUES ($1, $2, 'staff', '林悦', 'lin', true, now())`,
    [workspaceId, principalId],
  )
  const email = `${newId()}@example.cn`
  const signIn = async (given = password) => {
    const { headers } = await identity.auth.api.signInEmail({ body: { email, password: given }, returnHeaders: true })
    return headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
  return { identity, clock, workspaceId, principalId, email, signIn, member: { workspaceId, principalId, name: '林悦', email, password } }
}

describe('members and sessions', () => {
  test('a member signs in and acts as their principal', async () => {
    const { identity, member, signIn, workspaceId, principalId } = await freshIdentity()
    await identity.members.add(member)

    const { session } = await identity.sessions.resolve(await signIn())

    expect(session?.active).toEqual({ id: workspaceId, name: '远山医疗', principalId })
  })

  test('the cookie is for our own pages alone, and no password is kept in clear', async () => {
    const { identity, member, email } = await freshIdentity()
    const { identityId } = await identity.members.add(member)

    const { headers } = await identity.auth.api.signInEmail({ body: { email, password }, returnHeaders: true })

    expect(headers.getSetCookie()[0]).toMatch(/^guanxi\.session_token=.*HttpOnly.*SameSite=Lax/i)
    const { rows } = await database.owner.query('SELECT password FROM identity_credential WHERE identity_id = $1', [identityId])
    expect(rows[0].password).not.toContain(password)
  })

  test('an altered cookie is nobody', async () => {
    const { identity, member, signIn } = await freshIdentity()
    await identity.members.add(member)
    const cookie = await signIn()

    const { session } = await identity.sessions.resolve(cookie.replace(/=.{6}/, '=AAAAAA'))

    expect(session).toBeNull()
  })

  test('a deactivated member is out at once', async () => {
    const { identity, member, signIn, workspaceId, principalId } = await freshIdentity()
    await identity.members.add(member)
    const cookie = await signIn()
    expect((await identity.sessions.resolve(cookie)).session?.active).not.toBeNull()

    await identity.members.setActive(workspaceId, principalId, false)

    expect((await identity.sessions.resolve(cookie)).session?.active).toBeNull()
  })

  test('a reset password ends every session, and only the new one signs in', async () => {
    const { identity, member, signIn } = await freshIdentity()
    await identity.members.add(member)
    const cookie = await signIn()
    await identity.sessions.resolve(cookie)

    await identity.members.setPassword({ ...member, password: 'another long password' })

    expect((await identity.sessions.resolve(cookie)).session).toBeNull()
    await expect(signIn()).rejects.toMatchObject({ statusCode: 401 })
    expect((await identity.sessions.resolve(await signIn('another long password'))).session).not.toBeNull()
  })

  test('an administrator cannot set the password of somebody who also belongs elsewhere', async () => {
    const { identity, member } = await freshIdentity()
    const elsewhere = await freshIdentity()
    await identity.members.add(member)
    await identity.members.add({ ...elsewhere.member, email: member.email })

    const attempt = identity.members.setPassword({ ...member, password: 'taken over by a stranger' })

    await expect(attempt).rejects.toMatchObject({ code: 'password_shared' })
  })

  test('a person in two workspaces keeps one password and chooses where to work', async () => {
    const { identity, member, signIn } = await freshIdentity()
    const elsewhere = await freshIdentity()
    await identity.members.add(member)
    const { isNew } = await identity.members.add({ ...elsewhere.member, email: member.email, password: 'ignored password' })
    const cookie = await signIn()
    const before = (await identity.sessions.resolve(cookie)).session
    if (!before) throw new Error('not signed in')

    await identity.sessions.choose(before, elsewhere.workspaceId)

    expect(isNew).toBe(false)
    expect(before.workspaces.map(({ id }) => id)).toEqual([member.workspaceId, elsewhere.workspaceId])
    expect((await identity.sessions.resolve(cookie)).session?.active?.id).toBe(elsewhere.workspaceId)
  })

  test.each([
    ['short', 'password_too_short'],
    ['x'.repeat(129), 'password_too_long'],
  ])('the password %.8s is refused', async (given, code) => {
    const { identity, member } = await freshIdentity()

    await expect(identity.members.add({ ...member, password: given })).rejects.toMatchObject({ code })
  })
})

describe('lock-out', () => {
  test('eight wrong passwords lock an e-mail for a quarter of an hour, also one without an account', async () => {
    const { identity, clock } = await freshIdentity()
    const email = `nobody-${newId()}@example.cn`
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await identity.lockOut.demandUnlocked(email)
      await identity.lockOut.failed(email)
    }

    await expect(identity.lockOut.demandUnlocked(email)).rejects.toMatchObject({
      status: 429,
      code: 'sign_in_locked',
      parameters: { minutes: 15 },
    })

    clock.advance(16 * 60_000)
    await identity.lockOut.demandUnlocked(email)
  })

  test('a right password forgets the wrong ones', async () => {
    const { identity } = await freshIdentity()
    const email = `${newId()}@example.cn`
    for (let attempt = 0; attempt < 7; attempt += 1) await identity.lockOut.failed(email)
    await identity.lockOut.succeeded(email)
    await identity.lockOut.failed(email)

    await identity.lockOut.demandUnlocked(email)
  })
})

describe('tokens', () => {
  test('a token acts as its principal, and only its hash is stored', async () => {
    const { identity, workspaceId, principalId } = await freshIdentity()
    const { token, id } = await identity.tokens.create({ workspaceId, principalId, name: 'ERP', expiresAt: null, createdById: null })

    expect(await identity.tokens.resolve(token)).toEqual({ tokenId: id, workspaceId, principalId, narrowing: null })
    const { rows } = await database.owner.query('SELECT token_hash, prefix FROM api_token WHERE id = $1', [id])
    expect(rows[0].token_hash).not.toContain(token.slice(25))
    expect(rows[0].prefix).toMatch(/^gx_….{4}$/)
  })

  test('a revoked token is refused at once', async () => {
    const { identity, workspaceId, principalId } = await freshIdentity()
    const { token, id } = await identity.tokens.create({ workspaceId, principalId, name: 'ERP', expiresAt: null, createdById: null })
    await identity.tokens.resolve(token)

    await identity.tokens.revoke(workspaceId, id)

    await expect(identity.tokens.resolve(token)).rejects.toMatchObject({ code: 'token_not_valid' })
  })

  test('a token ends when it expires', async () => {
    const { identity, clock, workspaceId, principalId } = await freshIdentity()
    const { token } = await identity.tokens.create({
      workspaceId,
      principalId,
      name: 'ERP',
      expiresAt: new Date('2026-03-18T00:00:00Z'),
      createdById: null,
    })
    await identity.tokens.resolve(token)

    clock.move('2026-03-18T00:00:01Z')

    await expect(identity.tokens.resolve(token)).rejects.toMatchObject({ status: 401 })
  })

  test.each(['', 'gx_', 'gx_zzzz', `gx_${'A'.repeat(65)}`, 'Bearer x', `gx_${'-'.repeat(65)}`])('%j is no token', async (token) => {
    const { identity } = await freshIdentity()

    await expect(identity.tokens.resolve(token)).rejects.toMatchObject({ code: 'token_not_valid' })
  })

  test('the workspace written into a token does not open another one', async () => {
    const { identity, workspaceId, principalId } = await freshIdentity()
    const other = await freshIdentity()
    const { token } = await identity.tokens.create({ workspaceId, principalId, name: 'ERP', expiresAt: null, createdById: null })
    const foreign = await other.identity.tokens.create({
      workspaceId: other.workspaceId,
      principalId: other.principalId,
      name: 'X',
      expiresAt: null,
      createdById: null,
    })

    const mixed = foreign.token.slice(0, 25) + token.slice(25)

    await expect(identity.tokens.resolve(mixed)).rejects.toMatchObject({ code: 'token_not_valid' })
  })
})
