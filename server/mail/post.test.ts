import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { fixedClock, newId, secretBox } from '../../engine/index.ts'
import { freshDatabase } from '../../testing/database.ts'
import { startMailServer } from '../../testing/mail-server.ts'
import { openMailer } from './mailer.ts'
import { createPost } from './post.ts'

const database = await freshDatabase()
const mails = await startMailServer()
const mailer = openMailer({ url: mails.url, from: 'Guanxi <crm@example.com>' })
const secrets = secretBox([randomBytes(32)])
afterAll(async () => {
  mailer.close()
  await mails.stop()
})

async function postOffice() {
  const clock = fixedClock('2026-03-17T01:00:00Z')
  const [workspaceId, principalId] = [newId(), newId()]
  await database.owner.query(
    `INSERT INTO workspace (workspace_id, name, currency, locale, time_zone, created_at) VALUES ($1, '远山医疗', 'CNY', 'zh-CN', 'Asia/Shanghai', now())`,
    [workspaceId],
  )
  await database.owner.query(
    `INSERT INTO principal (workspace_id, id, kind, name, name_sort, active, created_at) VALUES ($1, $2, 'staff', '林悦', 'lin', true, now())`,
    [workspaceId, principalId],
  )
  const told: string[] = []
  const email = `${newId()}@example.cn`
  const post = createPost({ pool: database.app, mailer, secrets, clock, onError: (error) => told.push(String(error)) })
  const url = 'https://crm.example.cn/welcome#the-secret-of-the-link'
  const mail = {
    kind: 'invitation' as const,
    to: email,
    url,
    locale: 'zh-CN' as const,
    values: { name: '林悦', inviter: '陈', workspace: '远山', days: 7 },
    workspaceId,
    principalId,
    expiresAt: new Date('2026-03-24T01:00:00Z'),
  }
  const send = async () => {
    await post.post(mail)
    await post.settled()
  }
  return { clock, post, send, email, url, workspaceId, told, list: () => post.list(workspaceId), due: () => post.sendDue(database) }
}

test('a mail that goes out leaves nothing behind', async () => {
  const { send, email, url, list } = await postOffice()

  await send()

  expect(mails.to(email)[0]?.link).toBe(url)
  expect(await list()).toEqual([])
})

test('a server that is busy is tried again, later and later, until the mail is through', async () => {
  const { send, email, list, due, clock } = await postOffice()
  mails.refuse(email, '451 Greylisted, come back later')

  await send()
  expect(await list()).toMatchObject([
    { status: 'waiting', attempts: 1, reason: expect.stringContaining('Greylisted'), nextAt: '2026-03-17T01:01:00.000Z' },
  ])
  await due()
  expect(await list()).toMatchObject([{ attempts: 1 }])
  clock.advance(60_000)
  await due()
  expect(await list()).toMatchObject([{ attempts: 2, nextAt: '2026-03-17T01:06:00.000Z' }])

  mails.accept(email)
  clock.advance(5 * 60_000)
  await Promise.all([due(), due()])
  expect([mails.to(email).length, await list()]).toEqual([1, []])
})

test('what is refused for good is not tried again by itself; with a reason, and without the link, it waits for an administrator', async () => {
  const { send, post, email, list, due, clock, told, workspaceId } = await postOffice()
  mails.refuse(email, '550 No such user here')

  await send()
  const [failed] = await list()
  expect(failed).toMatchObject({ status: 'failed', email, reason: expect.stringContaining('No such user here'), nextAt: null })
  clock.advance(24 * 3600_000)
  await due()
  expect(await list()).toMatchObject([{ attempts: 1 }])
  const { rows } = await database.owner.query('SELECT row_to_json(m)::text AS row FROM outgoing_mail m WHERE email = $1', [email])
  expect([JSON.stringify([failed, told]), rows[0].row].join()).not.toContain('the-secret')

  mails.accept(email)
  await post.retry(workspaceId, failed?.id ?? '')
  await post.settled()
  expect([mails.to(email).length, await list()]).toEqual([1, []])
})

test('a link that has ended meanwhile is sent to nobody', async () => {
  const { send, email, list, due, clock } = await postOffice()
  mails.refuse(email, '451 Come back later')
  await send()
  mails.accept(email)

  clock.advance(8 * 86_400_000)
  await due()

  expect([mails.to(email), await list()]).toMatchObject([[], [{ status: 'failed', reason: 'the link has expired' }]])
})
