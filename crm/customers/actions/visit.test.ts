import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()
const hospital = { latitude: 31.2989, longitude: 120.5853 }
const atTheDoor = { latitude: 31.2995, longitude: 120.5853, accuracy: 12 }
const acrossTown = { latitude: 31.3189, longitude: 120.5853, accuracy: 20 }

async function plannedVisit(place: Partial<typeof hospital> = hospital) {
  const workspace = await freshWorkspace()
  const { admin, clock } = workspace
  const account = (await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院', ...place } })).id
  const planned = { subject: '论证会', type: 'visit', status: 'planned', account, occurAt: clock.now().toISOString() }
  const visit = (await admin.write({ kind: 'create', object: 'activity', values: planned })).id
  const read = async (object: string, id: string) => JSON.parse((await admin.get({ object, id })).record)
  return { ...workspace, account, visit, read }
}

test('a visit is checked in and out; distance and duration follow, and the customer counts as touched', async () => {
  const { admin, clock, account, visit, read } = await plannedVisit()
  const begun = clock.now().toISOString()

  const { result } = await admin.run('activity.checkIn', { activity: visit, ...atTheDoor })
  clock.advance(47 * 60_000)
  await admin.run('activity.checkOut', { activity: visit, ...acrossTown, outcome: '预算已批' })

  expect(result).toMatchObject({ location: 'located', distance: 67, isFar: false })
  expect(await read('activity', visit)).toMatchObject({
    status: 'done',
    occurAt: begun,
    checkInDistance: 67,
    checkInAccuracy: 12,
    checkOutDistance: 2224,
    minutes: 47,
    content: '预算已批',
  })
  expect(await read('account', account)).toMatchObject({ lastActivityAt: begun })
})

test('far from the customer is marked by the rule of the workspace, and not refused', async () => {
  const { admin, account, visit } = await plannedVisit()

  const { result: byHabit } = await admin.run('activity.checkIn', { activity: visit, ...acrossTown })
  await admin.write({ kind: 'create', object: 'visitPolicy', values: { name: '外勤', farMetres: 5000 } })
  const { result: byRule } = await admin.run('activity.checkIn', { account, ...acrossTown })

  expect([byHabit, byRule]).toMatchObject([{ isFar: true }, { isFar: false }])
})

test('a device sends more digits than a place needs', async () => {
  const { admin, account, visit, read } = await plannedVisit({ latitude: 31.298912345678904, longitude: 120.58531234567891 })

  const { result } = await admin.run('activity.checkIn', {
    activity: visit,
    latitude: 31.298912345678904,
    longitude: 120.58531234567891,
    accuracy: 4.7,
  })

  expect(result).toMatchObject({ distance: 0 })
  expect(await read('activity', visit)).toMatchObject({ checkInLatitude: 31.2989123, checkInLongitude: 120.5853123 })
  expect(await read('account', account)).toMatchObject({ latitude: 31.298912345678904 })
})

test('a check-in made without the network keeps its moment; one from the future does not', async () => {
  const { admin, clock, account, read } = await plannedVisit()
  const earlier = new Date(clock.now().getTime() - 3 * 3_600_000).toISOString()

  const { result: kept } = await admin.run('activity.checkIn', { account, ...atTheDoor, at: earlier })
  const { result: ahead } = await admin.run('activity.checkIn', { account, without: 'refused', at: '2099-01-01T00:00:00.000Z' })

  expect(await read('activity', (kept as { id: string }).id)).toMatchObject({ checkInAt: earlier, type: 'visit', subject: '苏州同川医院' })
  expect(await read('activity', (ahead as { id: string }).id)).toMatchObject({
    checkInAt: clock.now().toISOString(),
    checkInLocation: 'refused',
    checkInLatitude: null,
  })
})

test('the first check-in becomes the place of the customer; undone, it is none again', async () => {
  const { admin, account, visit, read } = await plannedVisit({})

  const { result } = await admin.run('activity.checkIn', { activity: visit, ...atTheDoor })
  const { changeId } = await admin.run('account.placeByVisit', { activity: visit })

  expect(result).toMatchObject({ distance: null, isFar: false })
  expect(await read('account', account)).toMatchObject({ latitude: 31.2995, longitude: 120.5853 })
  expect(await read('activity', visit)).toMatchObject({ checkInDistance: 0 })
  await admin.undo(changeId)
  expect(await read('account', account)).toMatchObject({ latitude: null })
})

test('twice in, out before in, a place that was not measured and a written check-in are refused', async () => {
  const { admin, visit } = await plannedVisit()

  await expect(admin.run('activity.checkOut', { activity: visit })).rejects.toMatchObject({ code: 'visit_not_checked_in' })
  await admin.run('activity.checkIn', { activity: visit, without: 'unavailable' })

  await expect(admin.run('activity.checkIn', { activity: visit })).rejects.toMatchObject({ code: 'visit_checked_in' })
  await expect(admin.run('account.placeByVisit', { activity: visit })).rejects.toMatchObject({ code: 'visit_without_place' })
  await expect(admin.run('activity.checkIn', {})).rejects.toMatchObject({ code: 'visit_of_nobody', field: 'account' })
  await expect(admin.run('activity.checkIn', { latitude: 91 })).rejects.toMatchObject({ field: 'latitude' })
  const written = admin.write({ kind: 'update', object: 'activity', id: visit, values: { checkInDistance: 0 } })
  await expect(written).rejects.toMatchObject({ code: 'read_only_field' })
})

test('whoever may not see customer and visit checks in at neither, in this workspace and in another', async () => {
  const { user, account, visit } = await plannedVisit()
  const stranger = await user('林若溪')
  const elsewhere = await freshWorkspace()

  for (const someone of [stranger, elsewhere.admin]) {
    await expect(someone.run('activity.checkIn', { activity: visit, ...atTheDoor })).rejects.toMatchObject({ code: 'not_found' })
    await expect(someone.run('activity.checkIn', { account, ...atTheDoor })).rejects.toMatchObject({ code: 'not_found' })
    await expect(someone.run('account.placeByVisit', { activity: visit })).rejects.toMatchObject({ code: 'not_found' })
  }
})
