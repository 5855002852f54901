import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StartError } from './start-error.ts'

export type Config = {
  port: number
  /** `localhost` unless told otherwise: a fresh installation has no administrator yet, and whoever comes first becomes one. */
  host: string
  dataFolder: string
  /** The address that people use, for links in mails and for cookies; null means the one of the request. */
  publicUrl: string | null
  /** Null: the embedded database. */
  databaseUrl: string | null
  databaseAppUrl: string | null
  /** Connections that this server holds to the database for requests. */
  databaseConnections: number
  /** The connections go through a pooler that shares them between transactions, so nothing may be kept on them. */
  databaseIsPooled: boolean
  /** Null: no mails are sent, and links are handed over by people. */
  smtpUrl: string | null
  mailFrom: string | null
  /** Who may make further workspaces in the app; the command line always can. */
  newWorkspaces: (typeof makers)[number]
}

const makers = ['nobody', 'administrators', 'everyone'] as const

type Environment = Readonly<Record<string, string | undefined>>

/** Settings of the process come first; a `.env` file in the working directory fills in what they leave open. */
export function readConfig(environment: Environment = process.env, settingsFile: string | null = '.env'): Config {
  if (settingsFile && environment === process.env && existsSync(settingsFile)) process.loadEnvFile(settingsFile)
  const value = (name: string) => environment[name]?.trim() || null
  const databaseUrl = postgresUrl(value, 'DATABASE_URL')
  const databaseAppUrl = postgresUrl(value, 'DATABASE_APP_URL')
  if (databaseAppUrl && !databaseUrl) {
    throw new StartError('app_url_without_owner_url', {})
  }
  const smtpUrl = mailServer(value, 'GUANXI_SMTP_URL')
  const mailFrom = value('GUANXI_MAIL_FROM')
  if (smtpUrl && !mailFrom) throw new StartError('mail_from_missing', {})
  return {
    port: wholeNumber(value, 'PORT', { standard: 7600, from: 0, to: 65_535 }),
    host: value('HOST') ?? 'localhost',
    dataFolder: resolve(value('GUANXI_DATA') ?? 'data'),
    publicUrl: webUrl(value, 'GUANXI_PUBLIC_URL'),
    databaseUrl,
    databaseAppUrl,
    databaseConnections: wholeNumber(value, 'GUANXI_DATABASE_CONNECTIONS', { standard: 20, from: 2, to: 1000 }),
    databaseIsPooled: ['1', 'true', 'yes'].includes(value('GUANXI_DATABASE_POOLED')?.toLowerCase() ?? ''),
    smtpUrl,
    mailFrom,
    newWorkspaces: oneOf(value, 'GUANXI_NEW_WORKSPACES', makers),
  }
}

type Lookup = (name: string) => string | null

function wholeNumber(value: Lookup, name: string, range: { standard: number; from: number; to: number }): number {
  const text = value(name)
  if (text === null) return range.standard
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= range.from && number <= range.to) return number
  throw new StartError('setting_not_a_number', { name, value: text, from: range.from, to: range.to })
}

/** The first is what holds without the setting. */
function oneOf<T extends string>(value: Lookup, name: string, choices: readonly [T, ...T[]]): T {
  const text = value(name)
  if (text === null) return choices[0]
  const chosen = choices.find((choice) => choice === text)
  if (chosen) return chosen
  throw new StartError('setting_not_a_choice', { name, value: text, choices: choices.join(', ') })
}

function webUrl(value: Lookup, name: string): string | null {
  const text = value(name)
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url.origin
  throw new StartError('setting_not_a_web_address', { name, value: text })
}

function postgresUrl(value: Lookup, name: string): string | null {
  const text = value(name)
  if (text === null) return null
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text) && new URL(text).username) return text
  throw new StartError('setting_not_a_database_address', { name })
}

function mailServer(value: Lookup, name: string): string | null {
  const text = value(name)
  if (text === null) return null
  if (/^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname) return text
  throw new StartError('setting_not_a_mail_server', { name })
}
