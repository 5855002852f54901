import type { ServerResponse } from 'node:http'
import type { Narrowing } from '../../engine/index.ts'

/** Whose stream it is. A read fills the watch set only of a connection of the same person in the same workspace. */
export type Subscriber = {
  workspaceId: string
  principalId: string
  sessionId: string | null
  tokenId: string | null
  /** A token with less than the rights of its owner: it hears nothing of what they have going on. */
  narrowing: Narrowing | null
}

/** Unsent bytes beyond which a reader counts as gone: it will come back and read afresh, which is cheaper than remembering for it. */
const mostUnsentBytes = 256 * 1024
/** The oldest watched records are let go first; a screen shows far fewer. */
const mostWatched = 5_000

/** One open stream of server-sent events, with what its reader was shown. */
export class LiveConnection {
  readonly id: string
  readonly subscriber: Subscriber
  readonly #response: ServerResponse
  readonly #watched = new Set<string>()
  readonly #lists = new Set<string>()
  readonly #dueLists = new Set<string>()
  #listTimer: NodeJS.Timeout | null = null
  #closed = false

  constructor(id: string, subscriber: Subscriber, response: ServerResponse) {
    this.id = id
    this.subscriber = subscriber
    this.#response = response
  }

  watch(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#watched.delete(id)
      this.#watched.add(id)
    }
    for (const id of this.#watched) {
      if (this.#watched.size <= mostWatched) break
      this.#watched.delete(id)
    }
  }

  watchList(object: string): void {
    this.#lists.add(object)
  }

  watches(id: string): boolean {
    return this.#watched.has(id)
  }

  send(event: string, payload: object): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`)
  }

  /** Something of an object may have changed: said once per pause, however much changes. */
  sendList(object: string, pauseMilliseconds: number): void {
    if (!this.#lists.has(object)) return
    this.#dueLists.add(object)
    this.#listTimer ??= setTimeout(() => {
      this.#listTimer = null
      for (const due of this.#dueLists) this.send('list', { object: due })
      this.#dueLists.clear()
    }, pauseMilliseconds)
  }

  beat(): void {
    this.#write(': beat\n\n')
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#listTimer) clearTimeout(this.#listTimer)
    this.#response.end()
  }

  #write(text: string): void {
    if (this.#closed) return
    if (this.#response.writableLength > mostUnsentBytes) {
      this.#closed = true
      if (this.#listTimer) clearTimeout(this.#listTimer)
      this.#response.destroy()
      return
    }
    this.#response.write(text)
  }
}
