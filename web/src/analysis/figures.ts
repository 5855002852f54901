import type { Filter, RelativePeriod } from '../data/client.ts'

// What each figure of the dashboard counts, in one place: the figure, its text and the list that it leads to ask the same.

export const spans = ['month', 'quarter', 'year'] as const
export type Span = (typeof spans)[number]
/** Everybody that the reader may see, the reader alone, the team and those below, or one person by id. */
export type Who = 'all' | 'me' | 'team' | string
export type DashboardSearch = { span?: Span; who?: Who }

export const isOpen: Filter = { field: 'stage.outcome', op: 'is', value: 'open' }
const isWon: Filter = { field: 'stage.outcome', op: 'is', value: 'won' }
const isLost: Filter = { field: 'stage.outcome', op: 'is', value: 'lost' }
const isDone: Filter = { field: 'status', op: 'is', value: 'done' }

export function ownedBy(who: Who): Filter[] {
  if (who === 'all') return []
  if (who === 'me') return [{ field: 'owner', op: 'me' }]
  if (who === 'team') return [{ field: 'owner', op: 'myTeamAndBelow' }]
  return [{ field: 'owner', op: 'is', value: who }]
}

export function running(span: Span): RelativePeriod {
  return { unit: span, from: 0, to: 0 }
}

/** The days of the last period that lie as far in it as today lies in this one: a running quarter is not held against a whole one. */
export function sameStretchBefore(span: Span, today: string): [from: string, to: string] {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const months = span === 'month' ? 1 : span === 'quarter' ? 3 : 12
  const first = Math.floor((month - 1) / months) * months - months
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  const text = (date: number): string => new Date(date).toISOString().slice(0, 10)
  return [text(Date.UTC(year, first, 1)), text(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth)))]
}

export function wonIn(span: Span, who: Who): Filter {
  return { all: [isWon, { field: 'closeDate', op: 'within', value: running(span) }, ...ownedBy(who)] }
}

export function lostIn(span: Span, who: Who): Filter {
  return { all: [isLost, { field: 'closeDate', op: 'within', value: running(span) }, ...ownedBy(who)] }
}

export function wonBetween(from: string, to: string, who: Who): Filter {
  return { all: [isWon, { field: 'closeDate', op: 'between', value: [from, to] }, ...ownedBy(who)] }
}

export function lostBetween(from: string, to: string, who: Who): Filter {
  return { all: [isLost, { field: 'closeDate', op: 'between', value: [from, to] }, ...ownedBy(who)] }
}

export function openNow(who: Who, stage?: string): Filter {
  return { all: [isOpen, ...(stage === undefined ? [] : [{ field: 'stage', op: 'is' as const, value: stage }]), ...ownedBy(who)] }
}

export function doneIn(span: Span, who: Who, type?: string | null): Filter {
  const ofType: Filter[] =
    type === undefined ? [] : type === null ? [{ field: 'type', op: 'isEmpty' }] : [{ field: 'type', op: 'is', value: type }]
  return { all: [isDone, { field: 'occurAt', op: 'within', value: running(span) }, ...ofType, ...ownedBy(who)] }
}

/** The twelve months of a year, `2026-01-01` and on. */
export function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}-01`)
}

export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** Won of all that was decided, in percent; null where nothing was. */
export function winRate(won: number, lost: number): number | null {
  return won + lost === 0 ? null : (won / (won + lost)) * 100
}
