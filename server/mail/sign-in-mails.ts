import { type Locale, type Messages, messageText } from '../../engine/index.ts'
import type { Mail } from './mailer.ts'

const texts = {
  invitation: {
    subject: { zh: '{inviter} 邀请你加入「{workspace}」', en: '{inviter} invites you to {workspace}' },
    greeting: { zh: '{name}，你好：', en: 'Hello {name},' },
    text: {
      zh: '{inviter} 邀请你使用「{workspace}」的客户管理系统。打开下面的链接设置密码，即可登录：',
      en: '{inviter} invites you to the customer records of {workspace}. Open this link to choose a password and sign in:',
    },
    button: { zh: '设置密码', en: 'Choose a password' },
    end: {
      zh: '链接 {days} 天内有效，只能用一次。如果你不认识邀请人，忽略这封邮件即可。',
      en: 'The link is valid for {days} days and works once. If you do not know who invited you, ignore this mail.',
    },
  },
  reset: {
    subject: { zh: '设置新的登录密码', en: 'Choose a new password' },
    greeting: { zh: '{name}，你好：', en: 'Hello {name},' },
    text: {
      zh: '有人请求为你的账号设置新密码。如果是你，打开下面的链接：',
      en: 'Somebody asked for a new password for your account. If it was you, open this link:',
    },
    button: { zh: '设置新密码', en: 'Choose a new password' },
    end: {
      zh: '链接 24 小时内有效，只能用一次。如果不是你，忽略这封邮件即可，密码不会改变。',
      en: 'The link is valid for 24 hours and works once. If it was not you, ignore this mail: nothing changes.',
    },
  },
} as const satisfies Record<string, Messages>

export type SignInMail = {
  kind: keyof typeof texts
  to: string
  url: string
  locale: Locale
  values: Readonly<Record<string, string | number>>
}

/** An invitation, or a link for a new password: plain text, and the same as simple HTML. */
export function signInMail({ kind, to, url, locale, values }: SignInMail): Mail {
  const words = (key: string) => messageText([texts[kind]], key, values, locale)
  const [greeting, text, button, end] = [words('greeting'), words('text'), words('button'), words('end')]
  return {
    to,
    subject: words('subject').replace(/\s+/g, ' '),
    text: `${greeting}\n\n${text}\n\n${url}\n\n${end}\n`,
    html: `<!doctype html><html lang="${locale}"><body style="font:15px/1.6 sans-serif;color:#1b2430"><p>${escaped(greeting)}</p><p>${escaped(text)}</p><p><a href="${escaped(url)}" style="display:inline-block;padding:8px 16px;background:#0b6a88;color:#fff;text-decoration:none;border-radius:6px">${escaped(button)}</a></p><p style="color:#5b6675;word-break:break-all">${escaped(url)}</p><p style="color:#5b6675">${escaped(end)}</p></body></html>`,
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
