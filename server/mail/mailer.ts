import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string; html: string }

/** Sends mails, or says that it cannot: without a mail server, links are handed over by people. */
export type Mailer = { readonly isConfigured: boolean; send(mail: Mail): Promise<void>; close(): void }

/** An office waits for an answer at the screen: a mail server that is away must say so soon. */
const patienceMilliseconds = 15_000

/** `url` is `smtp://user:password@host:587`, or `smtps://…:465`; `from` is whom the mails come from, `Guanxi <crm@example.com>`. */
export function openMailer(settings: { url: string | null; from: string | null }): Mailer {
  const { url, from } = settings
  if (!url || !from) {
    return {
      isConfigured: false,
      send: () => Promise.reject(new Error('no mail server is configured')),
      close: () => undefined,
    }
  }
  const waits = { connectionTimeout: patienceMilliseconds, greetingTimeout: patienceMilliseconds, socketTimeout: patienceMilliseconds }
  const { hostname, port, protocol, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname,
    port: Number(port) || (isSecure ? 465 : 587),
    secure: isSecure,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    // A password never goes over an open line, unless to this very machine.
    requireTLS: !isSecure && username !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname),
    ...waits,
  })
  return {
    isConfigured: true,
    async send({ to, subject, text, html }) {
      // The address is named, not parsed: a comma in it must not make a second recipient.
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
