import { type DayOrder, dayOrderOf, normalEmail, parseDate, parseDecimal, parsePhone } from '../text/values.ts'
import { machineMoment } from './read-instant.ts'
import type { TableRow } from './read-table.ts'

/** What a column holds, told from all of its rows: what mapping is suggested from, and what the user sees before choosing. */
export type ColumnSummary = {
  index: number
  name: string
  filled: number
  /** Distinct values, counted up to `mostDistinct`. */
  distinct: number
  /** True when a value stands there twice, as far as that was looked for. */
  repeats?: boolean
  /** Distinct values for each value, as far as was looked: 1 where no value stands twice. Files read before this was counted have none. */
  distinctShare?: number
  /** The first distinct values. */
  samples: string[]
  /** How 3/4/2026 is meant here, where the column shows it. */
  order?: DayOrder
  /** `moment`: a number that can be meant as one, a count of days or milliseconds. */
  looks: { email: number; phone: number; date: number; number: number; url: number; moment?: number }
  /** Decimals stand behind a comma here, where the column shows it. */
  decimals?: 'comma'
}

export const mostDistinct = 1_000
const mostSamples = 60
/** So many values, of all columns, are kept in mind to see whether one comes twice: a few megabytes, however large the file. */
const mostRemembered = 200_000
/** A column that has repeated itself for so long names nothing: its values need not be kept in mind any longer. */
const enoughSeen = 5_000
const namesNothing = 0.5

/** 53 bits of a text: that two differ and have the same is one chance in thousands of millions. */
function hashOf(text: string): number {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  return (high >>> 0) * 2 ** 21 + ((low >>> 0) & 0x1fffff)
}

type Collected = {
  filled: number
  values: Set<string>
  order: Set<DayOrder>
  decimals: Set<'comma' | 'point'>
  /** Null once the column is known to name nothing. */
  hashes: Set<number> | null
  seen: number
  differing: number
}

/** Collects over the rows as they pass, and sums up at the end. */
export function collectColumns(names: readonly string[]): { add(rows: readonly TableRow[]): void; summaries(): ColumnSummary[] } {
  const collected = names.map(
    (): Collected => ({ filled: 0, values: new Set(), order: new Set(), decimals: new Set(), hashes: new Set(), seen: 0, differing: 0 }),
  )
  let remembered = 0
  return {
    add(rows) {
      for (const { cells } of rows) {
        for (const [index, column] of collected.entries()) {
          const cell = cells[index]?.trim()
          if (!cell) continue
          column.filled++
          if (column.values.size < mostDistinct) column.values.add(cell)
          if (column.hashes !== null && remembered < mostRemembered) {
            column.hashes.add(hashOf(cell))
            column.seen++
            remembered += column.hashes.size - column.differing
            column.differing = column.hashes.size
            if (column.seen >= enoughSeen && column.differing / column.seen < namesNothing) {
              remembered -= column.differing
              column.hashes = null
            }
          }
          const order = /^\d{1,2}[-/]\d{1,2}[-/]\d{2}/.test(cell) ? dayOrderOf([cell]) : undefined
          if (order) column.order.add(order)
          const decimals = decimalsIn(cell)
          if (decimals) column.decimals.add(decimals)
        }
      }
    },
    summaries: () => collected.map((column, index) => summaryOf(names[index] ?? '', index, column)),
  }
}

function summaryOf(name: string, index: number, { filled, values, order, decimals, seen, differing }: Collected): ColumnSummary {
  const samples = [...values].slice(0, mostSamples)
  const share = (fits: (text: string) => boolean): number => (samples.length === 0 ? 0 : samples.filter(fits).length / samples.length)
  const [only] = order.size === 1 ? [...order] : []
  return {
    index,
    name,
    filled,
    distinct: values.size,
    ...(differing < seen ? { repeats: true } : {}),
    ...(seen > 0 ? { distinctShare: differing / seen } : {}),
    samples: samples.map((sample) => (sample.length > 200 ? `${sample.slice(0, 199)}…` : sample)),
    ...(only ? { order: only } : {}),
    ...(decimals.size === 1 && decimals.has('comma') ? { decimals: 'comma' as const } : {}),
    looks: {
      email: share((text) => normalEmail(text) !== null),
      // 1990-12-19 could be dialled, and is a date.
      phone: share(
        (text) =>
          /^[+(0-9]/.test(text) && text.replace(/\D/g, '').length >= 7 && !looksLikeDate(text) && parsePhone(text, 'CN').e164 !== null,
      ),
      date: share(looksLikeDate),
      number: share((text) => parseDecimal(text) !== null),
      moment: share((text) => machineMoment(text) !== null),
      url: share((text) => /^(https?:\/\/|www\.)\S+\.\S+$/i.test(text)),
    },
  }
}

/** 1.234,50 and 12,5 against 1,234.50 and 12.5; 1.234 and 1,234 say nothing. */
function decimalsIn(cell: string): 'comma' | 'point' | null {
  if (!/^\D{0,4}\d[\d.,]*\D{0,4}$/.test(cell)) return null
  if (/\d\.\d{3},\d|^\D*\d+,(?:\d{1,2}|\d{4,})\D*$/.test(cell)) return 'comma'
  return /\d,\d{3}\.\d|^\D*\d+\.(?:\d{1,2}|\d{4,})\D*$/.test(cell) ? 'point' : null
}

function looksLikeDate(text: string): boolean {
  return parseDate(text, { today: '2000-01-01', order: 'month-first' }) !== null
}
