import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()
const november = { object: 'activity', from: '2026-10-31T16:00:00Z', to: '2026-11-30T16:00:00Z' }

async function weeklyVisit() {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const values = {
    subject: '巡检',
    type: 'visit',
    status: 'planned',
    occurAt: '2026-11-03T02:00:00Z',
    endAt: '2026-11-03T03:30:00Z',
    recurrence: 'RRULE:FREQ=WEEKLY;BYDAY=TU',
  }
  const { id } = await admin.write({ kind: 'create', object: 'activity', values })
  const look = async (context = admin, window = november) =>
    recordsOf(await context.occurrences({ ...window, owners: [admin.reader.principal.id], fields: ['subject', 'status'] }))
  const read = async () => JSON.parse((await admin.get({ object: 'activity', id })).record)
  return { ...workspace, id, look, read }
}

test('a weekly visit is one record that stands in every week, at the hour of its zone', async () => {
  const { look, read } = await weeklyVisit()

  expect((await look()).map(({ instance, occurAt, endAt }) => [instance, occurAt, endAt])).toEqual([
    ['2026-11-03T10:00:00', '2026-11-03T02:00:00.000Z', '2026-11-03T03:30:00.000Z'],
    ['2026-11-10T10:00:00', '2026-11-10T02:00:00.000Z', '2026-11-10T03:30:00.000Z'],
    ['2026-11-17T10:00:00', '2026-11-17T02:00:00.000Z', '2026-11-17T03:30:00.000Z'],
    ['2026-11-24T10:00:00', '2026-11-24T02:00:00.000Z', '2026-11-24T03:30:00.000Z'],
  ])
  expect(await read()).toMatchObject({
    timeZone: 'Asia/Shanghai',
    wallTime: '2026-11-03T10:00:00',
    recurrence: 'FREQ=WEEKLY;BYDAY=TU',
    repeatsUntil: null,
  })
})

test('a series begins with the first day of its rule, ends with its last, and its zone can be another', async () => {
  const { admin, id, look, read } = await weeklyVisit()

  await admin.write({
    kind: 'update',
    object: 'activity',
    id,
    values: { recurrence: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', timeZone: 'Europe/Berlin' },
  })

  expect(await read()).toMatchObject({
    wallTime: '2026-11-06T10:00:00',
    occurAt: '2026-11-06T09:00:00.000Z',
    repeatsUntil: '2026-11-13T09:00:00.000Z',
  })
  expect((await look()).map(({ occurAt }) => occurAt)).toEqual(['2026-11-06T09:00:00.000Z', '2026-11-13T09:00:00.000Z'])
})

test('what is no rule, no zone or would never take place is refused at its field', async () => {
  const { admin, id } = await weeklyVisit()
  const change = (values: Record<string, unknown>) => admin.write({ kind: 'update', object: 'activity', id, values })

  await expect(change({ recurrence: 'every week' })).rejects.toMatchObject({ code: 'invalid_recurrence', field: 'recurrence' })
  await expect(change({ recurrence: 'FREQ=MINUTELY' })).rejects.toMatchObject({ code: 'recurrence_too_often', field: 'recurrence' })
  await expect(change({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })).rejects.toMatchObject({ code: 'recurrence_never' })
  await expect(change({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'unknown_time_zone', field: 'timeZone' })
  await expect(admin.occurrences({ ...november, to: '2027-11-30T16:00:00Z', owners: [] })).rejects.toMatchObject({
    code: 'calendar_too_wide',
  })
})

test('another’s series is not seen beyond one’s reach, nor from another workspace', async () => {
  const { user, look } = await weeklyVisit()
  const elsewhere = await freshWorkspace()

  expect(await look(await user('林若溪'))).toEqual([])
  expect(await look(elsewhere.admin)).toEqual([])
})

test('work that is due, or has begun before the days that are looked at, stands among the times of a series', async () => {
  const { admin, look } = await weeklyVisit()
  const plan = (values: Record<string, unknown>) =>
    admin.write({ kind: 'create', object: 'activity', values: { type: 'task', status: 'planned', ...values } })
  await plan({ subject: '展会', type: 'meeting', occurAt: '2026-10-30T01:00:00Z', endAt: '2026-11-02T09:00:00Z' })
  await plan({ subject: '报价', occurAt: '2026-09-01T01:00:00Z', dueAt: '2026-11-12T09:00:00Z' })
  await plan({ subject: '周报', dueAt: '2026-11-06T09:00:00Z', recurrence: 'FREQ=WEEKLY;COUNT=2' })

  const seen = (await look()).map(({ subject, dueAt }) => [subject, dueAt])

  expect(seen.filter(([subject]) => subject !== '巡检').sort()).toEqual(
    [
      ['周报', '2026-11-06T09:00:00.000Z'],
      ['周报', '2026-11-13T09:00:00.000Z'],
      ['展会', null],
      ['报价', '2026-11-12T09:00:00.000Z'],
    ].sort(),
  )
})
