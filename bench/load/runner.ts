import { Connection, type Request } from './connection.ts'

/** What a user does at once: one request, or the few that a page makes as it opens. */
export type Unit = readonly Request[]
export type Slice = {
  readonly id: number
  readonly origin: string
  readonly set: string
  readonly connections: number
  readonly seconds: number
}
export type SliceResult = {
  readonly id: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly failures: readonly string[]
}
export type ToRunner = { readonly set: string; readonly units: readonly Unit[] } | Slice

// The load runner is a process of its own: it does nothing but send requests one after another on each connection, and note how long each took.

const sets = new Map<string, readonly Unit[]>()
const opened = new Map<string, Connection[]>()
let count = 0

async function connectionsTo(origin: string, wanted: number): Promise<Connection[]> {
  const connections = (opened.get(origin) ?? []).filter((connection) => !connection.isClosed)
  while (connections.length < wanted) connections.push(await Connection.open(origin))
  opened.set(origin, connections)
  return connections.slice(0, wanted)
}

async function run(slice: Slice): Promise<SliceResult> {
  const units = sets.get(slice.set) ?? []
  const connections = await connectionsTo(slice.origin, slice.connections)
  const took: number[] = []
  const failures: string[] = []
  const begun = performance.now()
  const until = begun + slice.seconds * 1000
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until && failures.length < 5) {
        const number = ++count
        const start = performance.now()
        for (const request of units[number % units.length] ?? []) {
          const { status, body } = await connection.send(request, number)
          if (status < 200 || status > 299) failures.push(`${request.method} ${request.path}: ${status} ${body.slice(0, 300)}`)
        }
        took.push(performance.now() - start)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { id: slice.id, perSecond: took.length / seconds, p50Ms: at(0.5), p95Ms: at(0.95), failures }
}

process.on('message', (message: ToRunner) => {
  if ('units' in message) sets.set(message.set, message.units)
  else
    run(message).then(
      (result) => process.send?.(result),
      (error: Error) =>
        process.send?.({ id: message.id, perSecond: 0, p50Ms: 0, p95Ms: 0, failures: [error.message] } satisfies SliceResult),
    )
})
process.on('disconnect', () => process.exit(0))
