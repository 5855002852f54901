import type { AddressInfo } from 'node:net'
import { createParser } from 'eventsource-parser'
import { idsIn } from './facts.ts'
import type { Asker } from './model.ts'
import { ask, type World } from './world.ts'

type Listener = {
  readonly asker: Asker
  readonly stop: AbortController
  connection: string
  readonly shown: Set<string>
  readonly heard: { id: string; object: string }[]
}

export type Listeners = {
  /** Names the stream of an asker, so that what the answer shows is watched by it. */
  headersFor(asker: Asker): ReadonlyMap<string, string>
  /** What an asker was shown may be told of from then on. */
  shown(asker: Asker, text: string): void
  /** Changes something that nobody has looked at since, and hears who is told of what they were never shown. */
  close(): Promise<string[]>
}

/** Open streams of some of the askers of every company, over a real port. */
export async function listen(world: World, perCompany: number): Promise<Listeners> {
  const { app } = world.house
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const listeners: Listener[] = []
  for (const { askers } of world.companies)
    for (const asker of askers.filter((one) => one.narrowing === null).slice(-perCompany)) {
      const listener: Listener = { asker, stop: new AbortController(), connection: '', shown: new Set(), heard: [] }
      listeners.push(listener)
      await openStream(port, listener)
    }
  const of = (asker: Asker) => listeners.find((listener) => listener.asker.token === asker.token)
  return {
    headersFor: (asker) => {
      const connection = of(asker)?.connection
      return new Map(connection ? [['x-live-connection', connection]] : [])
    },
    shown(asker, text) {
      const listener = of(asker)
      if (listener) for (const id of idsIn(text)) listener.shown.add(id)
    },
    async close() {
      // Every record changes once more: whoever is told must have been shown it.
      for (const { facts, admin } of world.companies)
        for (const record of facts.records.values())
          if (record.object === 'account' || record.object === 'lead')
            await ask(world.house, admin.token, {
              method: 'PATCH',
              url: `/${record.object}s/${record.id}`,
              body: { description: world.canaries.word() },
            })
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      for (const { stop } of listeners) stop.abort()
      return listeners.flatMap(({ asker, shown, heard }) =>
        heard
          .filter(({ id }) => !shown.has(id))
          .map(({ id, object }) => `${asker.name} was told of the ${object} ${id}, which nothing had shown them`),
      )
    },
  }
}

async function openStream(port: number, listener: Listener): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/live`, {
    headers: { authorization: `Bearer ${listener.asker.token}` },
    signal: listener.stop.signal,
  })
  const reader = response.body?.getReader()
  if (!reader || response.status !== 200) throw new Error(`No stream: ${response.status}`)
  const { promise, resolve } = Promise.withResolvers<void>()
  const parser = createParser({
    onEvent({ event, data }) {
      const told = JSON.parse(data) as { connection?: string; id?: string; object?: string }
      if (event === 'hello' && told.connection) {
        listener.connection = told.connection
        resolve()
      }
      if (event === 'record' && told.id) listener.heard.push({ id: told.id, object: told.object ?? '' })
    },
  })
  const decoder = new TextDecoder()
  const pump = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
    }
  }
  // The stream ends when it is stopped, or with the server.
  void pump().catch(() => undefined)
  await promise
}
