import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, type Person, password, setUp, type TestApp, testApp } from '../../testing/app.ts'
import { startMailServer } from '../../testing/mail-server.ts'

const mails = await startMailServer()
const withMail = await testApp({ smtpUrl: mails.url, mailFrom: 'Guanxi <crm@example.com>' })
const withoutMail = await testApp()
let admin: Person
let loneAdmin: Person

beforeAll(async () => {
  admin = await setUp(withMail)
  loneAdmin = await setUp(withoutMail)
})
afterAll(() => mails.stop())

const newEmail = () => `${newId()}@example.cn`
const secretIn = (url: string) => url.split('#')[1] ?? ''
const signIn = ({ request }: TestApp, email: string, given = password) => request('POST', '/sign-in', { body: { email, password: given } })
const useLink = ({ request }: TestApp, link: string, given?: string) =>
  request('POST', '/sign-in/link/use', { body: { link, ...(given ? { password: given } : {}) } })
const emailOf = async (person: Person) => ((await person.get('/meta')).body['me'] as { email: string }).email

describe('an invitation', () => {
  test('goes out by mail, and its link lets the newcomer choose a password, once', async () => {
    const email = newEmail()
    const { status, body } = await admin.post('/access/invitations', { name: '林 <悦>', email })
    expect([status, body]).toEqual([201, expect.objectContaining({ sent: true, email })])
    expect(body).not.toHaveProperty('url')

    const mail = await mails.next(email)
    expect(mail?.subject).toBe('管理员 邀请你加入「远山医疗」')
    expect(mail?.text).toContain('林 <悦>，你好')
    expect(mail?.html).toContain('林 &#60;悦&#62;，你好')
    expect(mail?.link).toMatch(/^http:\/\/localhost:7600\/welcome#[\w-]{43}$/)

    const link = secretIn(mail?.link ?? '')
    expect((await withMail.request('POST', '/sign-in/link', { body: { link } })).body).toEqual({
      kind: 'invitation',
      email,
      hasAccount: false,
    })
    expect((await useLink(withMail, link, 'short')).body).toMatchObject({ code: 'password_too_short', field: 'password' })
    expect((await useLink(withMail, link, password)).status).toBe(204)
    expect((await signIn(withMail, email)).body['me']).toMatchObject({ name: '林 <悦>' })

    expect((await useLink(withMail, link, 'somebody else came')).body).toMatchObject({ status: 422, code: 'link_not_valid' })
  })

  test('without a mail server is shown to the administrator, and only its hash is kept', async () => {
    const email = newEmail()
    const { body } = await loneAdmin.post('/access/invitations', { name: '周宁', email })

    expect(body).toMatchObject({ sent: false, email, url: expect.stringMatching(/\/welcome#[\w-]{43}$/) })
    const link = secretIn(String(body['url']))
    const { rows } = await withoutMail.database.owner.query('SELECT token_hash FROM sign_in_link WHERE email = $1', [email])
    expect(rows[0].token_hash).not.toContain(link)
    expect((await useLink(withoutMail, link, password)).status).toBe(204)
    expect((await signIn(withoutMail, email)).status).toBe(200)
  })

  test('that does not get through is listed for administrators with its reason, to be sent again or handed over', async () => {
    const email = newEmail()
    mails.refuse(email, '550 No such user here')
    const { body } = await admin.post('/access/invitations', { name: '周宁', email })
    const { id: userId } = body['user'] as { id: string }
    type Mail = { id: string; email: string; status: string; reason: string; principalId: string }
    const failed = async () => ((await admin.get('/access/mails')).body['mails'] as Mail[]).find((mail) => mail.email === email)
    await expect.poll(failed, { timeout: 10_000 }).toMatchObject({ status: 'failed', reason: expect.stringContaining('No such user') })
    const mail = await failed()
    expect(mail?.principalId).toBe(userId)

    const lin = await colleague(withMail, admin, '林悦', { user: { read: 'all' } })
    expect((await lin.get('/access/mails')).body).toMatchObject({ code: 'administrators_only' })
    expect((await lin.post(`/access/mails/${mail?.id}/retry`)).body).toMatchObject({ code: 'administrators_only' })
    expect((await admin.post(`/access/mails/${newId()}/retry`)).status).toBe(404)

    const handed = (await admin.post(`/access/users/${userId}/link`, { byHand: true })).body
    expect(handed).toMatchObject({ sent: false, url: expect.stringMatching(/#[\w-]{43}$/) })
    mails.accept(email)
    expect((await admin.post(`/access/mails/${mail?.id}/retry`)).status).toBe(204)
    const late = await mails.next(email)
    expect((await useLink(withMail, secretIn(late.link), password)).body).toMatchObject({ code: 'link_not_valid' })
    expect((await useLink(withMail, secretIn(String(handed['url'])), password)).status).toBe(204)
    expect(await failed()).toBeUndefined()
  })

  test('ends after seven days', async () => {
    const email = newEmail()
    const { body } = await loneAdmin.post('/access/invitations', { name: '周宁', email })
    expect((Date.parse(String(body['expiresAt'])) - Date.now()) / 86_400_000).toBeCloseTo(7, 1)
    await withoutMail.database.owner.query(`UPDATE sign_in_link SET expires_at = now() - interval '1 minute' WHERE email = $1`, [email])

    expect((await useLink(withoutMail, secretIn(String(body['url'])), password)).body).toMatchObject({ code: 'link_not_valid' })
  })

  test('ends with a newer one, with another e-mail, and when the user is not active any more', async () => {
    const invite = async () => (await loneAdmin.post('/access/invitations', { name: '周宁', email: newEmail() })).body
    const idOf = (body: Record<string, unknown>) => (body['user'] as { id: string }).id
    const isRefused = async (body: Record<string, unknown>) =>
      expect((await useLink(withoutMail, secretIn(String(body['url'])), password)).body).toMatchObject({ code: 'link_not_valid' })

    const older = await invite()
    await loneAdmin.post(`/access/users/${idOf(older)}/link`)
    await isRefused(older)

    const moved = await invite()
    await loneAdmin.patch(`/users/${idOf(moved)}`, { email: newEmail() })
    await isRefused(moved)

    const gone = await invite()
    await loneAdmin.patch(`/users/${idOf(gone)}`, { active: false })
    await isRefused(gone)
  })

  test('is for administrators to make, for an e-mail that no other user has', async () => {
    const lin = await colleague(withoutMail, loneAdmin, '林悦', { user: { read: 'all', create: 'all', update: 'all' } })

    expect((await lin.post('/access/invitations', { name: '周宁', email: newEmail() })).body).toMatchObject({ code: 'administrators_only' })
    expect((await lin.post(`/access/users/${loneAdmin.id}/link`)).body).toMatchObject({ code: 'administrators_only' })
    expect((await loneAdmin.post('/access/invitations', { name: '周宁', email: 'admin@example.cn' })).status).not.toBe(201)
    expect((await loneAdmin.post('/access/invitations', { name: '周宁', email: 'nobody' })).body).toMatchObject({ code: 'invalid_email' })
  })

  test('joins an account of another workspace, whose password stays', async () => {
    const email = newEmail()
    const identity = newId()
    const { rows } = await withoutMail.database.owner.query<{ password: string }>('SELECT password FROM identity_credential LIMIT 1')
    await withoutMail.database.owner.query(
      `INSERT INTO identity (id, name, email, created_at, updated_at) VALUES ($1, '林悦', $2, now(), now())`,
      [identity, email],
    )
    await withoutMail.database.owner.query(
      `INSERT INTO identity_credential (id, identity_id, provider, account_id, password, created_at, updated_at)
       VALUES ($1, $1::uuid, 'credential', $1::uuid::text, $2, now(), now())`,
      [identity, rows[0]?.password],
    )
    const { body } = await loneAdmin.post('/access/invitations', { name: '林悦', email })
    const link = secretIn(String(body['url']))
    expect((await withoutMail.request('POST', '/sign-in/link', { body: { link } })).body).toMatchObject({ hasAccount: true })

    expect((await useLink(withoutMail, link, 'taken over by a stranger')).status).toBe(204)

    expect((await signIn(withoutMail, email, 'taken over by a stranger')).status).toBe(401)
    expect((await signIn(withoutMail, email)).body['me']).toMatchObject({ name: '林悦' })
  })
})

describe('a forgotten password', () => {
  const forgotten = (email: string) => withMail.request('POST', '/sign-in/forgotten', { body: { email } })

  test('is replaced by a link in the mail; sessions end, and the lock with them', async () => {
    const lin = await colleague(withMail, admin, '林悦', {})
    const email = await emailOf(lin)
    for (let attempt = 0; attempt < 8; attempt += 1) await signIn(withMail, email, 'forgotten')
    expect((await signIn(withMail, email)).status).toBe(429)

    expect((await forgotten(email)).status).toBe(204)
    await expect.poll(() => mails.to(email).length, { timeout: 10_000 }).toBe(1)

    const link = secretIn(mails.to(email)[0]?.link ?? '')
    expect((await useLink(withMail, link, 'a new long password')).status).toBe(204)
    expect((await lin.get('/meta')).status).toBe(401)
    expect((await signIn(withMail, email, 'a new long password')).status).toBe(200)
    const { entries } = (await admin.get('/audit?kind=password.reset')).body as { entries: { principal: { id: string } }[] }
    expect(entries[0]?.principal.id).toBe(lin.id)
  })

  test('is answered alike for an e-mail that nobody has, and nothing is sent', async () => {
    const email = newEmail()

    const answer = await forgotten(email)

    expect([answer.status, answer.text]).toEqual([204, ''])
    const { rowCount } = await withMail.database.owner.query('SELECT 1 FROM sign_in_link WHERE email = $1', [email])
    expect([rowCount, mails.to(email)]).toEqual([0, []])
  })

  test('fills no mailbox: three links wait at most', async () => {
    const email = await emailOf(await colleague(withMail, admin, '林悦', {}))
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await forgotten(email)
      await expect.poll(() => mails.to(email).length, { timeout: 10_000 }).toBe(attempt + 1)
    }

    await forgotten(email)

    const other = await emailOf(await colleague(withMail, admin, '周宁', {}))
    await forgotten(other)
    await expect.poll(() => mails.to(other).length, { timeout: 10_000 }).toBe(1)
    expect(mails.to(email)).toHaveLength(3)
  })

  test('without a mail server sends to the administrator', async () => {
    expect((await withoutMail.request('GET', '/sign-in/options')).body).toEqual({ mail: false, passkeyHost: 'localhost' })
    expect((await withoutMail.request('POST', '/sign-in/forgotten', { body: { email: newEmail() } })).body).toMatchObject({
      status: 422,
      code: 'no_mail_server',
    })
  })
})

test('a link that an administrator would see is not made for somebody who also works elsewhere', async () => {
  const lin = await colleague(withoutMail, loneAdmin, '林悦', {})
  await withoutMail.database.owner.query(
    `INSERT INTO membership (identity_id, workspace_id, principal_id, status, created_at)
     SELECT identity_id, $2, $2, 'active', now() FROM membership WHERE principal_id = $1`,
    [lin.id, newId()],
  )

  expect((await loneAdmin.post(`/access/users/${lin.id}/link`)).body).toMatchObject({ code: 'password_shared' })
})

test('the e-mail that links go to is changed by administrators alone', async () => {
  const lin = await colleague(withoutMail, loneAdmin, '林悦', { user: { read: 'all', update: 'all' } })

  expect((await lin.patch(`/users/${loneAdmin.id}`, { email: newEmail() })).body).toMatchObject({
    status: 403,
    code: 'administrators_only',
  })
  expect((await lin.patch(`/users/${lin.id}`, { phone: '+86 512 6666 1234' })).status).toBe(200)
})
