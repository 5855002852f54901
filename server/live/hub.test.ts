import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import type { Subscriber } from './connection.ts'
import { createHub } from './hub.ts'

const hub = createHub({ stillSignedIn: async () => true })
const subscribers: Subscriber[] = []
const server: Server = createServer((_request, response) => {
  const subscriber = subscribers.pop()
  if (!subscriber) throw new Error('no subscriber waits')
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  hub.open(subscriber, response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  hub.close()
  server.close()
})

const workspaceId = newId()
const lin: Subscriber = { workspaceId, principalId: newId(), sessionId: 'lin', tokenId: null, narrowing: null }
const stranger: Subscriber = { workspaceId: newId(), principalId: newId(), sessionId: 'stranger', tokenId: null, narrowing: null }

/** A reader of the stream: `next` waits for the next event, `ended` for its end. */
async function open(subscriber: Subscriber) {
  subscribers.push(subscriber)
  const events: { event: string; payload: Record<string, unknown> }[] = []
  const waiting: (() => void)[] = []
  let text = ''
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const ended = new Promise<void>((resolve) => {
    const outgoing = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, (response) => {
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const [, event = '', payload = '{}'] = /event: (\w+)\ndata: (.*)/.exec(block) ?? []
          if (event) events.push({ event, payload: JSON.parse(payload) as Record<string, unknown> })
        }
        wake()
      })
      response.on('close', resolve)
    })
    outgoing.end()
  })
  const next = async () => {
    while (events.length === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    const event = events.shift()
    if (!event) throw new Error('no event')
    return event
  }
  const hello = await next()
  return { next, ended, events, id: String(hello.payload.connection) }
}

const change = (id: string) => ({ workspaceId, object: 'account', id, revision: 2, kind: 'update', by: null })

test('a reader hears of the records that their reads showed, and of no others', async () => {
  const reader = await open(lin)
  const shown = newId()
  hub.connectionOf(reader.id, lin)?.watch([shown])

  hub.recordChanged(change(newId()))
  hub.recordChanged(change(shown))

  expect(await reader.next()).toEqual({ event: 'record', payload: { object: 'account', id: shown, revision: 2, kind: 'update', by: null } })
})

test('many changes of a list are one word of it', async () => {
  const reader = await open(lin)
  hub.connectionOf(reader.id, lin)?.watchList('account')
  for (let count = 0; count < 100; count += 1) hub.recordChanged(change(newId()))
  expect(await reader.next()).toEqual({ event: 'list', payload: { object: 'account' } })

  hub.metaChanged(workspaceId)

  expect(await reader.next()).toEqual({ event: 'meta', payload: {} })
})

test('a connection takes watches only from its own reader', async () => {
  const reader = await open(lin)

  expect(hub.connectionOf(reader.id, stranger)).toBeNull()
  expect(hub.connectionOf(reader.id, { ...lin, principalId: newId() })).toBeNull()
  expect(hub.connectionOf(newId(), lin)).toBeNull()
})

test('another workspace hears nothing, even of an id that it watches', async () => {
  const reader = await open(stranger)
  const id = newId()
  hub.connectionOf(reader.id, stranger)?.watch([id])

  hub.recordChanged(change(id))
  hub.metaChanged(stranger.workspaceId)

  expect((await reader.next()).event).toBe('meta')
})

test('progress of a job goes to whoever started it', async () => {
  const reader = await open(lin)
  const job = { id: newId(), status: 'running', done: 500, total: 2743 }
  hub.jobMoved({ workspaceId, principalId: newId(), ...job, done: 1 })

  hub.jobMoved({ workspaceId, principalId: lin.principalId, ...job })

  expect(await reader.next()).toEqual({ event: 'job', payload: job })
})

test('signing out ends the stream, and the others go on', async () => {
  const leaving = await open({ ...lin, sessionId: 'leaving' })
  const staying = await open({ ...lin, sessionId: 'staying' })

  hub.closeSession('leaving')
  await leaving.ended
  hub.metaChanged(workspaceId)

  expect((await staying.next()).event).toBe('meta')
})
