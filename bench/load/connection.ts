import { connect, type Socket } from 'node:net'

/** What one request sends; `body` may hold `$n`, replaced by a number that is never the same twice. */
export type Request = {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
export type Answer = { readonly status: number; readonly body: string }

/**
 * One keep-alive connection that sends a request at a time. Written on the bare socket, because the load runner shares the processor
 * with what it measures: what it saves is left to both sides.
 */
export class Connection {
  readonly #socket: Socket
  readonly #host: string
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null
  #isClosed = false

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => {
      this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part])
      this.#readAnswer()
    })
    const fail = (error: Error): void => this.#waiting?.reject(error)
    socket.on('error', fail)
    socket.on('close', () => {
      this.#isClosed = true
      fail(new Error('The server closed the connection'))
    })
  }

  static open(origin: string): Promise<Connection> {
    const { hostname, port, host } = new URL(origin)
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.once('error', reject)
      socket.once('connect', () => resolve(new Connection(socket, host)))
    })
  }

  /** Servers close what was idle for a while; such a connection answers nothing any more. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  send({ method, path, headers = {}, body }: Request, number: number): Promise<Answer> {
    const text = body?.replaceAll('$n', String(number))
    const lines = [
      `${method} ${path} HTTP/1.1`,
      `Host: ${this.#host}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]
    if (text !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${lines.join('\r\n')}\r\n\r\n${text ?? ''}`)
    })
  }

  close(): void {
    this.#waiting = null
    this.#socket.destroy()
  }

  #readAnswer(): void {
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      this.#waiting?.reject(new Error(`An answer without a length:\n${head}`))
      return
    }
    const end = headEnd + 4 + Number(length)
    if (this.#received.length < end) return
    const answer = { status: Number(head.slice(9, 12)), body: this.#received.toString('utf8', headEnd + 4, end) }
    this.#received = this.#received.subarray(end)
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve(answer)
  }
}
