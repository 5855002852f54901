import { expect, test } from 'vitest'
import { eventsFinal, testEngine } from '../../testing/workspace.ts'
import type { Engine } from '../engine.ts'
import { type EngineEvent, readEvents } from './feed.ts'

const freshWorkspace = await testEngine()

async function allEvents({ owner }: Engine): Promise<EngineEvent[]> {
  const events: EngineEvent[] = []
  for (let position = { transaction: '0', sequence: '-1' }; ; ) {
    const read = await readEvents(owner, position)
    events.push(...read)
    const last = read.at(-1)
    if (!last) return events
    position = last.position
  }
}

test('events are read in the order of their transactions, each once, however many digits their numbers have', async () => {
  const { admin, engine } = await freshWorkspace()
  for (let part = 0; part < 5; part++) {
    await admin.bulk(
      Array.from({ length: 500 }, (_, index) => ({ kind: 'create' as const, object: 'tag', values: { name: `标签 ${part}-${index}` } })),
    )
  }

  await eventsFinal(engine)
  const events = await allEvents(engine)
  const places = events.map(({ position }) => BigInt(position.transaction) * 1_000_000_000n + BigInt(position.sequence))
  expect(places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0n))).toBe(true)
  const tags = events.filter(({ object }) => object === 'tag')
  expect(tags).toHaveLength(2500)
  expect(new Set(tags.map(({ recordId }) => recordId)).size).toBe(2500)
})

test('records written together are told with their own fields and the people they name', async () => {
  const { admin, engine, user } = await freshWorkspace()
  const { id: seller } = (await user('林若溪')).reader.principal

  const me = admin.reader.principal.id
  const { results } = await admin.bulk([
    { kind: 'create', object: 'account', values: { name: '苏州同川医院', level: 'a', owner: me } },
    { kind: 'create', object: 'account', values: { name: '深圳拓创医疗', level: null, owner: seller } },
  ])
  const [first, second] = results.map((result) => ('id' in result ? result.id : ''))

  await eventsFinal(engine)
  const events = (await allEvents(engine)).filter((event) => event.workspaceId === admin.reader.workspaceId && event.object === 'account')
  expect(events.map(({ recordId, revision, kind }) => [recordId, revision, kind])).toEqual([
    [first, 1, 'record.create'],
    [second, 1, 'record.create'],
  ])
  expect(events[1]?.position).toEqual(events[0]?.position)
  expect(events[0]?.payload?.['fields']).toContain('level')
  expect(events[0]?.payload?.['named']).toBeUndefined()
  expect(events[1]?.payload?.['fields']).not.toContain('level')
  expect(events[1]?.payload?.['named']).toEqual({ owner: [null, seller] })
})
