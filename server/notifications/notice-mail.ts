import { defineMessages, type Locale, messageText, type NotificationKind } from '../../engine/index.ts'
import type { Mail } from '../mail/mailer.ts'

/** What somebody was told, as the app shows it to them. */
export type Told = {
  id: string
  kind: NotificationKind
  at: string
  actor: { title: string } | null
  record: { object: string; id: string; title: string } | null
  about: { object: string; id: string; title: string } | null
  details: { due?: string; start?: string; title?: { zh: string; en: string }; status?: string }
}

const texts = defineMessages({
  mentioned: { zh: '{actor} 提到了你', en: '{actor} mentioned you' },
  answered: { zh: '{actor} 回复了你', en: '{actor} answered you' },
  assigned: { zh: '{actor} 移交或安排给你', en: '{actor} handed something to you' },
  changed: { zh: '{actor} 改动了你关注的记录', en: '{actor} changed a record that you follow' },
  due: { zh: '{when} 到期', en: 'Due {when}' },
  start: { zh: '{when} 开始', en: 'Starts {when}' },
  overdue: { zh: '已逾期，原定 {when}', en: 'Overdue since {when}' },
  job: { zh: '后台任务结束：{title}', en: 'Background job ended: {title}' },
  other: { zh: '有一条新通知', en: 'Something new for you' },
  digest: { zh: '昨天以来有 {count} 条未读通知', en: '{count} {count|notification|notifications} not read since yesterday' },
  end: { zh: '收不收邮件在「我的设置」里改。', en: 'Change what is mailed to you in My settings.' },
  open: { zh: '打开', en: 'Open' },
})

type Reader = { to: string; locale: Locale; timeZone: string; publicUrl: string; routeOf: (object: string) => string | undefined }

/** One notification as a mail. */
export function noticeMail(told: Told, reader: Reader): Mail {
  const line = lineOf(told, reader)
  return mailOf(reader, line.title ? `${line.what}: ${line.title}` : line.what, [line])
}

/** What was not read since the last digest, the newest first. */
export function digestMail(told: readonly Told[], reader: Reader): Mail {
  return mailOf(
    reader,
    messageText([texts], 'digest', { count: told.length }, reader.locale),
    told.map((one) => lineOf(one, reader)),
  )
}

type Line = { what: string; title: string; url: string | null }

function lineOf({ kind, actor, record, about, details }: Told, { locale, timeZone, publicUrl, routeOf }: Reader): Line {
  const at = details.start ?? details.due
  const when = at ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(at)) : ''
  const title = details.title ? (locale === 'en' ? details.title.en : details.title.zh) : ''
  const key = kind === 'due' && details.start ? 'start' : kind in texts ? kind : 'other'
  const place = about ?? record
  const route = place && routeOf(place.object)
  return {
    what: messageText([texts], key, { actor: actor?.title ?? '', when, title }, locale).trim(),
    title: [about?.title, record?.title].filter(Boolean).join(' · '),
    url: place && route ? `${publicUrl}/${route}/${place.id}` : `${publicUrl}/notifications`,
  }
}

function mailOf({ to, locale }: Reader, subject: string, lines: readonly Line[]): Mail {
  const [open, end] = [messageText([texts], 'open', {}, locale), messageText([texts], 'end', {}, locale)]
  return {
    to,
    subject: subject.replace(/\s+/g, ' ').slice(0, 200),
    text: `${lines.map(({ what, title, url }) => [what, title, url].filter(Boolean).join('\n')).join('\n\n')}\n\n${end}\n`,
    html: `<!doctype html><html lang="${locale}"><body style="font:15px/1.6 sans-serif;color:#1b2430">${lines
      .map(
        ({ what, title, url }) =>
          `<p>${escaped(what)}${title ? `<br><b>${escaped(title)}</b>` : ''}${url ? `<br><a href="${escaped(url)}" style="color:#0b6a88">${escaped(open)}</a>` : ''}</p>`,
      )
      .join('')}<p style="color:#5b6675">${escaped(end)}</p></body></html>`,
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
