import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()
const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:test',
  ...[
    ['20271001', '20271008', '国庆节'],
    ['20270926', '20270927', '国庆节 补班'],
    ['20261001', '20261002', '国庆节'],
  ].flatMap(([from, to, name]) => [
    'BEGIN:VEVENT',
    `UID:${from}`,
    `DTSTART;VALUE=DATE:${from}`,
    `DTEND;VALUE=DATE:${to}`,
    `SUMMARY:${name}`,
    'END:VEVENT',
  ]),
  'END:VCALENDAR',
].join('\r\n')

test('a workspace in China begins with its holidays; a calendar file adds the next year, and is taken back as one', async () => {
  const { admin } = await freshWorkspace()
  const on = async (date: string) => {
    const page = await admin.list({ object: 'holiday', filter: { field: 'date', op: 'is', value: date }, fields: ['name', 'isWorkday'] })
    return JSON.parse(page.records)
  }
  expect(await on('2026-02-14')).toMatchObject([{ name: '春节调休', isWorkday: true }])

  const { result, changeId } = await admin.run('holiday.importCalendar', { calendar })

  expect(result).toEqual({ added: 8, kept: 1 })
  expect([await on('2027-10-07'), await on('2027-09-26')]).toMatchObject([[{ isWorkday: false }], [{ isWorkday: true }]])
  await admin.undo(changeId)
  expect([await on('2027-10-07'), await on('2026-10-01')]).toMatchObject([[], [{ name: '国庆节' }]])
})

test('a removed day comes back by the known ones; a rep changes none, and what is no calendar says so', async () => {
  const { admin, user } = await freshWorkspace()
  const [id = ''] = (await admin.list({ object: 'holiday', filter: { field: 'date', op: 'is', value: '2026-05-01' } })).ids
  await admin.write({ kind: 'delete', object: 'holiday', id })
  const rep = await user('林悦')

  expect((await admin.run('holiday.addKnown', {})).result).toMatchObject({ added: 1 })
  await expect(rep.run('holiday.addKnown', {})).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(admin.run('holiday.importCalendar', { calendar: 'hello' })).rejects.toMatchObject({ code: 'calendar_not_readable' })
})
