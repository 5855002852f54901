import { type LiveOptions, openOwnStream } from './live.ts'
import type { Transport } from './transport.ts'
import type { LiveEvent } from './types.ts'

type Message =
  | { kind: 'event'; event: LiveEvent }
  | { kind: 'connected'; connection: string | null }
  | { kind: 'signedOut' }
  | { kind: 'ask' }

/**
 * One stream for all pages of a browser: over HTTP/1.1 a browser opens six connections to a server, and a stream for each page would use them
 * up. The page that holds the lock reads the stream and passes on what it hears; when it goes, the next one takes over. All pages name the same
 * connection on their reads, so that what any of them shows is watched.
 */
export function openSharedStream(transport: Transport, options: LiveOptions): () => void {
  const name = `guanxi-live ${transport.url('')}`
  const stop = new AbortController()
  const channel = new BroadcastChannel(name)
  const say = (message: Message) => {
    if (!stop.signal.aborted) channel.postMessage(message)
  }
  let isReading = false
  let wasConnected = false

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'ask') {
      if (isReading) say({ kind: 'connected', connection: transport.connection })
    } else if (data.kind === 'signedOut') end()
    else if (data.kind === 'event') options.onEvent(data.event)
    else follow(data.connection)
  }
  say({ kind: 'ask' })

  // Waits here for as long as another page reads.
  void navigator.locks.request(name, { signal: stop.signal }, () => read()).catch(() => undefined)

  function read(): Promise<void> {
    isReading = true
    return new Promise((resolve) => {
      const close = openOwnStream(transport, {
        onEvent: (event) => {
          if (event.type === 'hello') return follow(event.connection)
          if (event.type === 'reconnected') return
          options.onEvent(event)
          say({ kind: 'event', event })
        },
        onConnected: (connected) => {
          if (!connected) follow(null)
          say({ kind: 'connected', connection: connected ? transport.connection : null })
        },
        onSignedOut: () => {
          say({ kind: 'signedOut' })
          end()
        },
      })
      stop.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  }

  /** Whoever reads the stream, it is this connection from now on. */
  function follow(connection: string | null): void {
    if (connection !== null && connection === transport.connection && wasConnected && !isReading) return
    transport.connection = connection
    options.onConnected?.(connection !== null)
    if (connection === null) return
    options.onEvent({ type: 'hello', connection })
    if (wasConnected) options.onEvent({ type: 'reconnected' })
    wasConnected = true
  }

  function end(): void {
    close()
    options.onConnected?.(false)
    options.onSignedOut?.()
  }

  function close(): void {
    if (stop.signal.aborted) return
    stop.abort()
    channel.close()
    transport.connection = null
  }
  return close
}

/** Only pages share: a script in Node.js is one of a kind, and its token may differ from the next one's. */
export function canShare(): boolean {
  return (
    typeof document !== 'undefined' && typeof BroadcastChannel !== 'undefined' && typeof navigator !== 'undefined' && 'locks' in navigator
  )
}
