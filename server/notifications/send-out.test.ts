import { afterAll, beforeAll, expect, test } from 'vitest'
import { choiceLists, crmActions, crmObjects, seedWorkspace } from '../../crm/index.ts'
import { type Context, type Engine, fixedClock, openEngine } from '../../engine/index.ts'
import { freshDatabase } from '../../testing/database.ts'
import { startMailServer } from '../../testing/mail-server.ts'
import { openMailer } from '../mail/mailer.ts'
import { createSendOut } from './send-out.ts'

const clock = fixedClock('2027-04-01T00:10:00Z')
let engine: Engine
let mails: Awaited<ReturnType<typeof startMailServer>>
let sendOut: ReturnType<typeof createSendOut>
const told: string[] = []

beforeAll(async () => {
  const database = await freshDatabase()
  mails = await startMailServer()
  engine = await openEngine({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    clock,
    connections: 4,
    background: false,
    onError: (error) => told.push(String(error)),
  })
  const mailer = openMailer({ url: mails.url, from: 'Guanxi <crm@example.com>' })
  sendOut = createSendOut({
    engine: () => engine,
    mailer,
    publicUrl: 'https://crm.example.cn',
    onError: (error) => told.push(String(error)),
  })
})
afterAll(async () => {
  await engine.close()
  await mails.stop()
})

let count = 0
async function workspace(settings: object) {
  count += 1
  const email = `chen${count}@example.cn`
  const made = await engine.createWorkspace({
    name: '远山医疗',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    administrator: { name: '陈思远', email },
  })
  const admin = await engine.contextFor({ workspaceId: made.workspaceId, principalId: made.administratorId, through: 'test' })
  await admin.write({ kind: 'update', object: 'user', id: made.administratorId, values: { settings } })
  await engine.notifications.tellDue()
  return { admin, email }
}

const plan = (admin: Context, values: object) =>
  admin.write({ kind: 'create', object: 'activity', values: { subject: '论证会', type: 'visit', status: 'planned', ...values } })

async function minuteAt(at: string): Promise<void> {
  clock.move(at)
  await engine.notifications.tellDue()
  await Promise.all([sendOut.sendDue(), sendOut.sendDue()])
}

test('told before it begins, by what the item says, else by what its owner set; mailed once to whoever wants that', async () => {
  const { admin, email } = await workspace({ reminders: { minutes: 30 }, channels: { due: { mail: true } } })
  await plan(admin, { subject: '论证会', occurAt: '2027-04-01T03:00:00Z' })
  await plan(admin, { subject: '早会', occurAt: '2027-04-01T03:00:00Z', remindBefore: 120 })

  await minuteAt('2027-04-01T01:01:00Z')
  expect(mails.to(email).map(({ subject }) => subject)).toEqual([expect.stringContaining('早会')])
  await minuteAt('2027-04-01T02:20:00Z')
  expect(mails.to(email)).toHaveLength(1)
  await minuteAt('2027-04-01T02:31:00Z')
  await minuteAt('2027-04-01T02:32:00Z')

  expect(mails.to(email).map(({ subject }) => subject)).toEqual([expect.stringContaining('早会'), expect.stringContaining('论证会')])
})

test('nobody is mailed who did not ask for it, what was read meanwhile is not mailed, and a mail server that is away is tried again', async () => {
  clock.move('2027-04-03T00:00:00Z')
  const quiet = await workspace({})
  const { admin, email } = await workspace({ channels: { due: { mail: true } } })
  await plan(quiet.admin, { occurAt: '2027-04-03T02:00:00Z' })
  await plan(admin, { occurAt: '2027-04-03T02:00:00Z' })
  mails.refuse(email, '451 Come back later')
  await minuteAt('2027-04-03T01:50:00Z')
  expect([mails.to(email), mails.to(quiet.email)]).toEqual([[], []])

  mails.accept(email)
  await minuteAt('2027-04-03T01:51:00Z')
  expect(mails.to(email)).toHaveLength(1)

  await plan(admin, { occurAt: '2027-04-03T04:00:00Z' })
  clock.move('2027-04-03T03:50:00Z')
  await engine.notifications.tellDue()
  await engine.notifications.markRead(admin, {})
  await sendOut.sendDue()
  expect(mails.to(email)).toHaveLength(1)
})

test('a digest comes in the morning of its reader, once, with what is not read', async () => {
  clock.move('2027-04-05T02:00:00Z')
  const { admin, email } = await workspace({ digest: true })
  await plan(admin, { subject: '论证会', occurAt: '2027-04-05T03:00:00Z' })
  clock.move('2027-04-05T02:50:00Z')
  await engine.notifications.tellDue()
  clock.move('2027-04-05T23:30:00Z')
  await sendOut.sendDigests()
  const early = mails.to(email).length
  clock.move('2027-04-06T00:10:00Z')
  await Promise.all([sendOut.sendDigests(), sendOut.sendDigests()])
  await sendOut.sendDigests()

  expect([early, mails.to(email).length]).toEqual([0, 1])
})
