import { type FieldMeta, type RecordLink, type Region, readableMentions } from '../../data/client.ts'
import { choiceOf, labelOf, type RegionIndex } from '../../data/meta.ts'
import {
  dayOf,
  emptyMark,
  formatDate,
  formatExactDate,
  formatMoney,
  formatNumber,
  formatPercent,
  timeOf,
  today,
  weekdayOf,
} from '../../design/format.ts'
import { currentLanguage } from '../../text/index.ts'
import { translate } from '../../text/use-text.ts'
import { checklistText, isChecklist } from './checklist.ts'
import { messages } from './messages.ts'
import { repeatText } from './recurrence.ts'

/** 03-20 周五, Fri 20 Mar; another year with its year. Nothing relative about it. */
export function calendarDay(day: string): string {
  if (day.slice(0, 4) !== today().slice(0, 4)) return formatExactDate(day)
  return currentLanguage() === 'en'
    ? `${weekdayOf(day)} ${formatExactDate(day).replace(/ \d{4}$/, '')}`
    : `${day.slice(5)} ${weekdayOf(day)}`
}

/** A date, or an instant with its time, as an editor shows it: readable and typed back the same. */
export function shownMoment(value: string): string {
  return value.length === 10 ? calendarDay(value) : `${calendarDay(dayOf(value))} ${timeOf(value)}`
}

/** Figures stand right, under each other. */
export function isFigure(field: FieldMeta): boolean {
  // Its bars stand under each other.
  if (field.shown === 'score') return false
  const kind = field.kind === 'formula' ? (field.result ?? 'number') : field.kind
  return kind === 'number' || kind === 'money' || kind === 'percent'
}

export function isLink(value: unknown): value is RecordLink {
  return typeof value === 'object' && value !== null && 'id' in value && 'title' in value
}

export function isMoney(value: unknown): value is { amount: string; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
}

/** 江苏 · 苏州, and Suzhou, Jiangsu: each language in its own order. Cities that are provinces are said once. */
export function regionText(code: string, regions: RegionIndex | undefined): string {
  if (!regions) return ''
  const names = [code.slice(0, 2), code.slice(0, 4), code]
    .filter((part, at, all) => part.length > 0 && all.indexOf(part) === at)
    .flatMap((part) => regions.byCode.get(part) ?? [])
    .map((region) => (currentLanguage() === 'en' ? region.nameEn : shortRegion(region.name)))
    .filter((name, at, all) => name !== '' && all.indexOf(name) === at)
  if (names.length === 0) return code
  return currentLanguage() === 'en' ? names.toReversed().join(', ') : names.join(' · ')
}

const wordy = /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/

/** 江苏省 is 江苏 in a list; 市辖区 says nothing. */
export function shortRegion(name: string): string {
  if (name === '市辖区' || name === '县' || name.startsWith('省直辖') || name.startsWith('自治区直辖')) return ''
  const short = name.replace(wordy, '')
  return short.length >= 2 ? short : name
}

/** As it is called on a list of places of one kind, 姑苏区; what has no name in English keeps its own. */
export function regionName({ name, nameEn }: Region): string {
  return (currentLanguage() === 'en' && nameEn) || name
}

export function childrenOf(code: string | null, regions: RegionIndex): Region[] {
  const length = code === null ? 2 : code.length + 2
  return regions.list.filter((region) => region.code.length === length && (code === null || region.code.startsWith(code)))
}

/** A value as plain words, wherever no element can stand: tool tips, chips, announcements, the clipboard. */
export function fieldText(field: FieldMeta, value: unknown, regions?: RegionIndex): string {
  if (value === null || value === undefined || value === '') return emptyMark
  switch (field.kind === 'formula' ? (field.result ?? 'text') : field.kind) {
    case 'number':
      return isMoney(value) ? formatMoney(value) : formatNumber(value as number, numberStyle(field))
    case 'percent':
      return formatPercent(Number(value))
    case 'money':
      return isMoney(value) ? formatMoney(value) : formatNumber(String(value))
    case 'boolean':
      return translate(messages, value === true ? 'yes' : 'no')
    case 'date':
      return formatDate(String(value))
    case 'dateTime':
      return `${formatDate(dayOf(String(value)))} ${timeOf(String(value))}`
    case 'choice':
      return choiceText(field.list, String(value))
    case 'multiChoice':
      return Array.isArray(value)
        ? value.map((key) => choiceText(field.list, String(key))).join(currentLanguage() === 'en' ? ', ' : '、')
        : String(value)
    case 'region':
      return regionText(String(value), regions)
    case 'address':
      return addressText(value, regions)
    case 'references':
      return Array.isArray(value)
        ? value.map((link) => (isLink(link) ? link.title : String(link))).join(currentLanguage() === 'en' ? ', ' : '、')
        : ''
    case 'longText':
      return readableMentions(String(value)).text
    case 'secret':
      return translate(messages, 'set')
    case 'json':
      return isChecklist(value) ? checklistText(value) : JSON.stringify(value)
    default:
      return isLink(value) ? value.title : formattedText(field, String(value))
  }
}

function formattedText({ format }: FieldMeta, text: string): string {
  return format === 'recurrence' ? repeatText(text) : text
}

export function numberStyle(field: FieldMeta): { decimals?: number; plain?: boolean } {
  return { ...(field.decimals === undefined ? {} : { decimals: field.decimals }), ...(field.plain ? { plain: true } : {}) }
}

export function choiceText(list: string | undefined, key: string): string {
  const choice = choiceOf(list, key)
  return choice ? labelOf(choice.label) : key
}

export function addressText(value: unknown, regions?: RegionIndex): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  const { region, street, postcode, country } = value as { region?: string; street?: string; postcode?: string; country?: string }
  const place = region ? regionText(region, regions).replaceAll(' · ', ' ') : ''
  return [place, street, postcode, country].filter(Boolean).join(' ') || emptyMark
}
