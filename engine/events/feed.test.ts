import { expect, test } from 'vitest'
import { eventsFinal, testEngine } from '../../testing/workspace.ts'
import { type EngineEvent, readEvents } from './feed.ts'

const freshWorkspace = await testEngine()

test('events are read in the order of their transactions, each once, however many digits their numbers have', async () => {
  const { admin, engine } = await freshWorkspace()
  for (let part = 0; part < 5; part++) {
    await admin.bulk(
      Array.from({ length: 500 }, (_, index) => ({ kind: 'create' as const, object: 'tag', values: { name: `标签 ${part}-${index}` } })),
    )
  }

  await eventsFinal(engine)
  const events: EngineEvent[] = []
  for (let position = { transaction: '0', sequence: '-1' }; ; ) {
    const read = await readEvents(engine.owner, position)
    events.push(...read)
    const last = read.at(-1)
    if (!last) break
    position = last.position
  }

  const places = events.map(({ position }) => BigInt(position.transaction) * 1_000_000_000n + BigInt(position.sequence))
  expect(places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0n))).toBe(true)
  expect(events.filter(({ object }) => object === 'tag')).toHaveLength(2500)
})
