import { EventSourceParserStream } from 'eventsource-parser/stream'
import { isProblem } from './problem.ts'
import type { Transport } from './transport.ts'
import type { LiveEvent } from './types.ts'

export type LiveOptions = {
  onEvent(event: LiveEvent): void
  /** `true` while events arrive. */
  onConnected?(connected: boolean): void
  /** The session is over: the stream ended for good. */
  onSignedOut?(): void
  /** One stream for all pages of a browser; by itself in a browser, never elsewhere. */
  shared?: boolean
}

const silenceMilliseconds = 60_000
const firstPauseMilliseconds = 1_000
const longestPauseMilliseconds = 30_000

/**
 * Keeps a stream of server-sent events open until the returned function is called. Read over `fetch`, not `EventSource`, which can carry
 * neither a bearer token nor tell a lost session from a lost network.
 */
export function openOwnStream(transport: Transport, options: LiveOptions): () => void {
  const stop = new AbortController()
  void keepOpen(transport, options, stop.signal)
  return () => stop.abort()
}

async function keepOpen(transport: Transport, options: LiveOptions, stopped: AbortSignal): Promise<void> {
  let pause = firstPauseMilliseconds
  let wasConnected = false
  while (!stopped.aborted) {
    try {
      await readOnce(transport, stopped, (event) => {
        if (event.type === 'hello') {
          transport.connection = event.connection
          pause = firstPauseMilliseconds
          options.onConnected?.(true)
          options.onEvent(event)
          if (wasConnected) options.onEvent({ type: 'reconnected' })
          wasConnected = true
        } else options.onEvent(event)
      })
    } catch (error) {
      if (isProblem(error) && (error.status === 401 || error.status === 403)) {
        transport.connection = null
        options.onConnected?.(false)
        options.onSignedOut?.()
        return
      }
    }
    transport.connection = null
    if (stopped.aborted) return
    options.onConnected?.(false)
    await sleep(pause * (0.5 + Math.random() / 2), stopped)
    pause = Math.min(pause * 2, longestPauseMilliseconds)
  }
}

async function readOnce(transport: Transport, stopped: AbortSignal, onEvent: (event: LiveEvent) => void): Promise<void> {
  // A stream through a sleeping laptop or a cut cable never ends by itself: heartbeats come every 20 s, so silence means it is gone.
  const silent = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silent.abort(), silenceMilliseconds)
  }
  heard()
  try {
    const signal = AbortSignal.any([stopped, silent.signal])
    const response = await transport.fetch('GET', '/live', { signal, headers: { accept: 'text/event-stream' } })
    if (!response.body) return
    const parser = new EventSourceParserStream({ onComment: heard })
    const reader = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard()
      onEvent({ ...(JSON.parse(value.data || '{}') as object), type: value.event ?? 'message' } as LiveEvent)
    }
  } finally {
    clearTimeout(timer)
  }
}

function sleep(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const wake = () => {
      clearTimeout(timer)
      resolve()
    }
    stopped.addEventListener('abort', wake, { once: true })
  })
}
