import { expect, test } from 'vitest'
import type { ObjectMeta } from '../../data/client.ts'
import { activityValues, type Draft, subjectOf } from './compose.ts'

const draft = (rest: Partial<Draft>): Draft => ({
  type: 'note',
  subject: '',
  content: '',
  named: [],
  contact: null,
  opportunity: null,
  at: null,
  due: null,
  next: null,
  extra: {},
  ...rest,
})
const object = (key: string) => ({ key }) as ObjectMeta
const now = new Date('2026-03-17T02:00:00Z')

test.each([
  [draft({ content: '确认了床位数为 48 床；论证会定在 3 月 24 日。' }), '确认了床位数为 48 床；'],
  [draft({ content: 'Agreed on 48 beds! Meeting on 24 March.' }), 'Agreed on 48 beds!'],
  [draft({ content: 'first line\nsecond line' }), 'first line'],
  [draft({ type: 'task', subject: ' 寄样机资料 ', content: '给设备科' }), '寄样机资料'],
  [draft({ content: '长'.repeat(100) }), `${'长'.repeat(79)}…`],
])('%#: the first sentence names an activity, a task is named by hand', (given, expected) => {
  expect(subjectOf(given)).toBe(expected)
})

test('a call on a customer is about the opportunity that was chosen', () => {
  const values = activityValues(
    draft({ type: 'call', content: '谈了预算', contact: { id: 'c1', title: '陆承志' }, opportunity: { id: 'o1', title: 'ICU' } }),
    object('account'),
    { id: 'a1', revision: 1 },
    now,
  )

  expect(values).toEqual({
    type: 'call',
    subject: '谈了预算',
    content: '谈了预算',
    status: 'done',
    occurAt: '2026-03-17T02:00:00.000Z',
    account: 'a1',
    contact: 'c1',
    regarding: { object: 'opportunity', id: 'o1' },
  })
})

test('on an opportunity the activity is about it and stands at its customer', () => {
  const values = activityValues(
    draft({ content: '报价已发' }),
    object('opportunity'),
    { id: 'o1', revision: 1, account: { id: 'a1', title: '同川' } },
    now,
  )

  expect(values).toMatchObject({ account: 'a1', regarding: { object: 'opportunity', id: 'o1' } })
})

test('a visit that lies ahead is planned, and so is every task', () => {
  expect(
    activityValues(
      draft({ type: 'visit', content: '陪同论证', at: '2026-03-18T02:00:00Z' }),
      object('account'),
      { id: 'a1', revision: 1 },
      now,
    ),
  ).toMatchObject({ status: 'planned' })
  expect(
    activityValues(
      draft({ type: 'task', subject: '寄资料', due: '2026-03-20T02:00:00Z' }),
      object('account'),
      { id: 'a1', revision: 1 },
      now,
    ),
  ).toMatchObject({
    status: 'planned',
    dueAt: '2026-03-20T02:00:00Z',
  })
})
