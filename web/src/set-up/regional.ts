import type { Language } from '../text/index.ts'
import zoneNames from './zone-names.json' with { type: 'json' }

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'TWD', 'JPY', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF', 'INR', 'THB', 'MYR', 'VND'] as const

/** Currencies with their name, "CNY 人民币". */
export function currencyOptions(language: Language): (readonly [string, string])[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  return currencies.map((code) => [code, `${code} ${names.of(code) ?? ''}`] as const)
}

/** Zones by offset: "UTC+08:00 中国时间", and in English by the name that the world's list gives them, "UTC+08:00 Asia/Shanghai". */
export function timeZoneOptions(now: Date, language: Language): (readonly [string, string])[] {
  return Intl.supportedValuesOf('timeZone')
    .map((zone) => ({ zone, offset: offsetOf(zone, now) }))
    .sort((one, other) => one.offset - other.offset || one.zone.localeCompare(other.zone))
    .map(({ zone, offset }) => [zone, `UTC${offsetText(offset)} ${zoneName(zone, language)}`] as const)
}

/** Browsers leave the cities out of what they know of Chinese; the names are those of Unicode's own data (CLDR). */
const chinese: Readonly<Record<string, string>> = zoneNames

export function zoneName(zone: string, language: Language): string {
  return (language === 'en' ? undefined : chinese[zone]) ?? zone.replaceAll('_', ' ')
}

function offsetOf(timeZone: string, now: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '−' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai'
}
