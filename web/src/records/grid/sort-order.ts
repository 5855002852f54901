import type { GridColumn } from './columns.ts'

export type SortKey = { key: string; descending: boolean }

export function readSort(sort: readonly string[]): SortKey[] {
  return sort.map((word) => (word.startsWith('-') ? { key: word.slice(1), descending: true } : { key: word, descending: false }))
}

/** A click on a head: up, down, then as the view had it. With Shift the column joins the ones before it. */
export function nextSort(sort: readonly string[], column: GridColumn, joins: boolean): string[] {
  const { key } = column
  const current = readSort(sort).find((one) => one.key === key)
  // Figures and dates are asked for by the largest and the latest first.
  const startsDown = column.isFigure || column.field.kind === 'date' || column.field.kind === 'dateTime'
  const first = startsDown ? `-${key}` : key
  const second = startsDown ? key : `-${key}`
  const rest = joins ? sort.filter((word) => word !== key && word !== `-${key}`) : []
  if (!current) return [...rest, first]
  const isFirst = current.descending === startsDown
  if (joins) return isFirst ? sort.map((word) => (word === first ? second : word)) : rest
  return isFirst ? [second] : []
}
