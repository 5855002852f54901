import type { ChoiceMeta, FieldMeta, Filter, Group, GroupKey, ObjectMeta } from '../../data/client.ts'
import type { RegionIndex } from '../../data/meta.ts'
import { laneKey } from '../../data/records.ts'
import { addDays, today } from '../../design/format.ts'
import { currentLanguage } from '../../text/index.ts'
import { fieldText, isLink } from '../fields/field-text.ts'

export const groupPeriods = ['week', 'month', 'quarter', 'year'] as const
export type GroupPeriod = (typeof groupPeriods)[number]

/** By which field a list is grouped; dates by the period that they fall into. */
export type Grouping = { readonly by: string; readonly period?: GroupPeriod }

/** A grouping in an address and in a saved view: `level`, `nextActivityAt:month`. */
export function groupingText(grouping: Grouping | null): string {
  return grouping === null ? '' : grouping.period ? `${grouping.by}:${grouping.period}` : grouping.by
}

export function groupingFromText(text: string, object: ObjectMeta): Grouping | null {
  const [by = '', given] = text.split(':')
  const field = groupable(object).find(({ key }) => key === by)
  if (!field) return null
  return isDay(field) ? { by, period: groupPeriods.find((period) => period === given) ?? 'month' } : { by }
}

/** Fields whose values many records share. */
export function groupable(object: ObjectMeta): FieldMeta[] {
  return object.fields.filter(
    (field) =>
      field.filterable &&
      !field.masked &&
      (['choice', 'user', 'boolean', 'region', 'date', 'dateTime'].includes(field.kind) ||
        (field.kind === 'reference' && field.to !== 'any')),
  )
}

export function isDay({ kind }: FieldMeta): boolean {
  return kind === 'date' || kind === 'dateTime'
}

/** Choices as they stand in their list, days from the latest unless the list is sorted the other way, everything else from the largest group; what has no value comes last. */
export function inGroupOrder(groups: readonly Group[], field: FieldMeta, choices: readonly ChoiceMeta[], isRising = false): Group[] {
  const rank = new Map(choices.map(({ key }, at) => [key, at]))
  const order = (one: Group, other: Group): number => {
    if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null)
    if (field.list) return (rank.get(String(one.key)) ?? choices.length) - (rank.get(String(other.key)) ?? choices.length)
    if (isDay(field)) return String(one.key) < String(other.key) !== isRising ? 1 : -1
    return other.count - one.count
  }
  return groups.toSorted(order)
}

/** What the records of a group have in common, as a condition. */
export function groupFilter({ by, period }: Grouping, field: FieldMeta, key: GroupKey): Filter {
  if (key === null) return { field: by, op: 'isEmpty' }
  if (!period) return { field: by, op: 'is', value: field.kind === 'boolean' ? key : laneKey(key) }
  const offset = periodsBetween(period, today(), String(key))
  return { field: by, op: 'within', value: { unit: period, from: offset, to: offset } }
}

export function groupLabel({ period }: Grouping, field: FieldMeta, key: GroupKey, noValue: string, regions?: RegionIndex): string {
  if (key === null) return noValue
  if (period) return periodLabel(period, String(key))
  return isLink(key) ? key.title : fieldText(field, key, regions)
}

/** 2026 年 3 月, Mar 2026; 2026 年第 1 季度, Q1 2026; a week by its first and last day. */
function periodLabel(period: GroupPeriod, start: string): string {
  const [year = '', month = ''] = start.split('-')
  const isEnglish = currentLanguage() === 'en'
  switch (period) {
    case 'week':
      return `${start} – ${addDays(start, 6).slice(5)}`
    case 'month':
      return new Intl.DateTimeFormat(isEnglish ? 'en-GB' : 'zh-CN', {
        year: 'numeric',
        month: isEnglish ? 'short' : 'long',
        timeZone: 'UTC',
      }).format(new Date(`${start}T00:00:00Z`))
    case 'quarter': {
      const quarter = Math.ceil(Number(month) / 3)
      return isEnglish ? `Q${quarter} ${year}` : `${year}年第${quarter}季度`
    }
    case 'year':
      return isEnglish ? year : `${year}年`
  }
}

/** How many periods lie between the one of `from` and the one that begins at `start`. */
export function periodsBetween(period: GroupPeriod, from: string, start: string): number {
  const [year = 0, month = 0] = from.split('-').map(Number)
  const [startYear = 0, startMonth = 0] = start.split('-').map(Number)
  const months = (startYear - year) * 12 + (startMonth - month)
  switch (period) {
    case 'week':
      return Math.round((mondayOf(start) - mondayOf(from)) / (7 * dayMilliseconds))
    case 'month':
      return months
    case 'quarter':
      return (startYear - year) * 4 + (Math.ceil(startMonth / 3) - Math.ceil(month / 3))
    case 'year':
      return startYear - year
  }
}

const dayMilliseconds = 86_400_000

function mondayOf(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`)
  return at - ((new Date(at).getUTCDay() + 6) % 7) * dayMilliseconds
}
