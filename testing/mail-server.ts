import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { to: string[]; subject: string; text: string; html: string; link: string }

/** A mail server that keeps what it gets: `mails.url` for the settings, `await mails.next('lin@example.cn')` for the latest mail. */
export async function startMailServer() {
  const received: ReceivedMail[] = []
  const refusals = new Map<string, string>()
  const arrivals = new EventEmitter()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onRcptTo({ address }, _session, done) {
      const refusal = refusals.get(address)
      done(refusal === undefined ? null : Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }))
    },
    onData(stream, session, done) {
      void text(stream).then((raw) => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), ...parts(raw) })
        arrivals.emit('mail')
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    /** Takes no mails for somebody, and says why: `550 No such user here`. */
    refuse: (email: string, answer: string) => refusals.set(email, answer),
    accept: (email: string) => refusals.delete(email),
    /** The latest mail to somebody, once there is one: mails go out behind the request that asked for them. */
    async next(email: string): Promise<ReceivedMail> {
      for (;;) {
        const latest = received.findLast(({ to }) => to.includes(email))
        if (latest) return latest
        await once(arrivals, 'mail')
      }
    },
    to: (email: string) => received.filter(({ to }) => to.includes(email)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Enough of MIME for what our own mails are: two parts, each in base64 or quoted-printable. */
function parts(raw: string): Omit<ReceivedMail, 'to'> {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const [head = '', ...bodies] = raw.split(`--${boundary}`)
  const bodyOf = (type: string) => {
    const part = bodies.find((body) => body.includes(`Content-Type: ${type}`)) ?? ''
    const content = part.slice(part.indexOf('\r\n\r\n') + 4)
    return /base64/i.test(part.slice(0, part.indexOf('\r\n\r\n'))) ? Buffer.from(content, 'base64').toString() : quotedPrintable(content)
  }
  const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(head)?.[1] ?? ''
  const plain = bodyOf('text/plain')
  return { subject: encodedWords(subject), text: plain, html: bodyOf('text/html'), link: /https?:\/\/\S+/.exec(plain)?.[0] ?? '' }
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

function encodedWords(text: string): string {
  return text
    .replace(/\r\n /g, '')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, way: string, word: string) =>
      way.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : quotedPrintable(word.replaceAll('_', ' ')),
    )
}
