import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()

async function weeklyVisit(more: Record<string, unknown> = {}) {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const account = (await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })).id
  const values = {
    subject: '巡检',
    type: 'visit',
    status: 'planned',
    account,
    occurAt: '2026-11-03T02:00:00Z',
    endAt: '2026-11-03T03:00:00Z',
    recurrence: 'FREQ=WEEKLY',
    ...more,
  }
  const { id: activity } = await admin.write({ kind: 'create', object: 'activity', values })
  const owners = [admin.reader.principal.id]
  const window = { object: 'activity', from: '2026-10-31T16:00:00Z', to: '2026-11-30T16:00:00Z', owners }
  /** When it stands in November, on the wall: day, hour, subject, and what it is. */
  const look = async () =>
    recordsOf(await admin.occurrences({ ...window, fields: ['subject', 'status'] }))
      .filter(({ status }) => status !== 'cancelled')
      .map(({ occurAt, subject, status }) => `${String(occurAt).slice(8, 16)} ${subject}${status === 'done' ? ' ✓' : ''}`)
  return { ...workspace, account, activity, look }
}

const whole = ['03T02:00 巡检', '10T02:00 巡检', '17T02:00 巡检', '24T02:00 巡检']

test('one time is moved, the others stay; taken back, all is as it was', async () => {
  const { admin, activity, look } = await weeklyVisit()
  const second = { activity, instance: '2026-11-10T10:00:00', which: 'one' }

  const { changeId } = await admin.run('activity.changeTimes', {
    ...second,
    changes: { occurAt: '2026-11-11T06:00:00Z', endAt: null, subject: '改期巡检' },
  })
  await admin.run('activity.removeTimes', { activity, instance: '2026-11-24T10:00:00', which: 'one' })

  expect(await look()).toEqual(['03T02:00 巡检', '11T06:00 改期巡检', '17T02:00 巡检'])
  await admin.undo(changeId)
  expect(await look()).toEqual(whole.slice(0, 3))
})

test('this and the following ones change, what was done and what was moved by hand stay so, and it is undone as one', async () => {
  const { admin, activity, look } = await weeklyVisit({ recurrence: 'FREQ=WEEKLY;COUNT=4' })
  await admin.run('activity.finish', { activity, instance: '2026-11-03T10:00:00', outcome: '一切正常' })
  await admin.run('activity.changeTimes', {
    activity,
    instance: '2026-11-24T10:00:00',
    which: 'one',
    changes: { occurAt: '2026-11-25T02:00:00Z' },
  })
  const before = ['03T02:00 巡检 ✓', '10T02:00 巡检', '17T02:00 巡检', '25T02:00 巡检']
  expect(await look()).toEqual(before)

  const { changeId } = await admin.run('activity.changeTimes', {
    activity,
    instance: '2026-11-17T10:00:00',
    which: 'following',
    changes: { occurAt: '2026-11-18T06:00:00Z', endAt: '2026-11-18T07:00:00Z', subject: '季度巡检' },
  })

  expect(await look()).toEqual(['03T02:00 巡检 ✓', '10T02:00 巡检', '18T06:00 季度巡检', '25T02:00 季度巡检'])
  await admin.undo(changeId)
  expect(await look()).toEqual(before)
})

test('all times move by as much, and a new rule drops what it does not know', async () => {
  const { admin, activity, look } = await weeklyVisit()
  await admin.run('activity.changeTimes', { activity, instance: '2026-11-10T10:00:00', which: 'one', changes: { place: '二楼' } })
  await admin.run('activity.removeTimes', { activity, instance: '2026-11-17T10:00:00', which: 'one' })

  const all = { activity, instance: '2026-11-24T10:00:00', which: 'all' }
  await admin.run('activity.changeTimes', { ...all, changes: { occurAt: '2026-11-26T03:00:00Z', endAt: '2026-11-26T04:30:00Z' } })

  expect(await look()).toEqual(['05T03:00 巡检', '12T03:00 巡检', '26T03:00 巡检'])
  await admin.run('activity.changeTimes', {
    ...all,
    instance: '2026-11-26T11:00:00',
    changes: { recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR' },
  })
  expect(await look()).toEqual(['06T03:00 巡检', '20T03:00 巡检'])
})

test('a time that is done becomes a touch of the customer, and the series goes on', async () => {
  const { admin, activity, account, clock, look } = await weeklyVisit()
  clock.move('2026-11-10T05:00:00Z')

  const { result } = await admin.run('activity.finish', {
    activity,
    instance: '2026-11-10T10:00:00',
    outcome: '换了滤芯',
    nextAt: '2026-11-17T02:00:00Z',
  })

  const done = JSON.parse((await admin.get({ object: 'activity', id: (result as { id: string }).id })).record)
  expect(done).toMatchObject({
    status: 'done',
    content: '换了滤芯',
    series: { id: activity },
    instance: '2026-11-10T10:00:00',
    recurrence: null,
  })
  expect(JSON.parse((await admin.get({ object: 'account', id: account })).record)).toMatchObject({
    lastActivityAt: '2026-11-10T02:00:00.000Z',
  })
  expect(await look()).toEqual(['03T02:00 巡检', '10T02:00 巡检 ✓', '17T02:00 巡检', '24T02:00 巡检'])
  await expect(admin.run('activity.finish', { activity })).rejects.toMatchObject({ code: 'which_time' })
})

test('deleting the following ones ends the series; deleting all keeps what was done', async () => {
  const { admin, activity, look } = await weeklyVisit()
  await admin.run('activity.finish', { activity, instance: '2026-11-03T10:00:00' })

  const { changeId } = await admin.run('activity.removeTimes', { activity, instance: '2026-11-17T10:00:00', which: 'following' })
  expect(await look()).toEqual(['03T02:00 巡检 ✓', '10T02:00 巡检'])
  await admin.undo(changeId)
  expect(await look()).toEqual(['03T02:00 巡检 ✓', ...whole.slice(1)])

  const all = await admin.run('activity.removeTimes', { activity, instance: '2026-11-17T10:00:00', which: 'all' })
  expect(await look()).toEqual(['03T02:00 巡检 ✓'])
  await admin.undo(all.changeId)
  expect(await look()).toEqual(['03T02:00 巡检 ✓', ...whole.slice(1)])
})

test('who may not see or change the series changes no time of it, and a time that is none is refused', async () => {
  const { admin, user, activity, look } = await weeklyVisit()
  const stranger = await user('林若溪')
  const elsewhere = await freshWorkspace()
  const one = { activity, instance: '2026-11-10T10:00:00', which: 'one' }

  for (const who of [stranger, elsewhere.admin]) {
    await expect(who.run('activity.changeTimes', { ...one, changes: { place: '一楼' } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(who.run('activity.removeTimes', one)).rejects.toMatchObject({ code: 'not_found' })
  }
  await expect(admin.run('activity.removeTimes', { ...one, instance: '2026-11-11T10:00:00' })).rejects.toMatchObject({
    code: 'no_such_instance',
  })
  expect(await look()).toEqual(whole)
})
