import { useEffect, useMemo, useState } from 'react'
import type { Count, FieldMeta, ObjectMeta, Totals } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { useCount, useTotals } from '../../data/records.ts'
import type { RowsRead } from '../../data/row-pages.ts'
import type { ColumnChoice, ColumnTotal } from '../grid/column-order.ts'
import type { ListState } from '../views/use-list-state.ts'
import { listFields } from './list-fields.ts'
import { useGroupStretches } from './use-group-stretches.ts'
import { type ListLinesState, type ListStretch, useListLines } from './use-list-lines.ts'

export type ListReadState = ListLinesState & {
  /** Tells this list from the one that another filter, order or grouping gives. */
  listKey: string
  total: Count | undefined
  totals: Totals['totals'] | undefined
  chosenTotals: Record<string, ColumnTotal>
  toggleGroup: (key: string) => void
}

/** Beyond so many rows somebody means to go far: then the exact length is worth counting. */
const exactBeyond = 500

/** The rows that are looked at; how many there are and what they add up to is a second request, so that the rows never wait for it. */
export function useListRead(object: ObjectMeta, { filter, sort, columns, grouping, isReady }: ListState): ListReadState {
  const fields = useMemo(() => listFields(object, columns), [object, columns])
  const query = useMemo<RowsRead>(() => ({ ...(filter ? { filter } : {}), sort, fields }), [filter, sort, fields])
  const chosen = useMemo(() => chosenTotals(object, columns), [object, columns])
  const summedKey = Object.keys(chosen).join()
  const summed = useMemo(() => summedKey.split(',').filter(Boolean), [summedKey])
  const matching = filter ? { filter } : {}
  const listKey = JSON.stringify([object.key, filter ?? null, sort, grouping])
  const [goesFar, setGoesFar] = useState('')
  const totals = useTotals(object.key, { ...matching, fields: summed }, { enabled: isReady && summed.length > 0 })
  const rough = useCount(object.key, matching, { enabled: isReady && summed.length === 0 })
  const needsExact = goesFar === listKey && rough.data?.exact === false
  const exact = useCount(object.key, { ...matching, exact: true }, { enabled: isReady && needsExact })
  const counted = summed.length > 0 ? totals : needsExact && exact.data ? exact : rough
  const total = summed.length > 0 ? totals.data?.count : needsExact ? (exact.data ?? rough.data) : rough.data
  const groups = useGroupStretches(object, { query, grouping, sums: summed, isReady })
  const rows = total && !counted.isPlaceholderData ? total.count : undefined
  const whole = useMemo<ListStretch[]>(() => [{ head: null, query, rows }], [query, rows])
  const state = useListLines(object.key, grouping ? groups.stretches : whole, listKey, isReady)

  const isFar = state.lines.count > 0 && state.farthest > exactBeyond
  useEffect(() => {
    if (isFar) setGoesFar(listKey)
  }, [isFar, listKey])

  return {
    ...state,
    isPending: state.isPending && !(grouping && groups.stretches.length === 0 && groups.isRead),
    isEmpty: grouping ? groups.isRead && groups.stretches.length === 0 : state.isEmpty,
    error: state.error ?? groups.error,
    listKey,
    total,
    totals: totals.data?.totals,
    chosenTotals: chosen,
    toggleGroup: groups.toggle,
  }
}

/** What stands under each column: as chosen; else sums of what the object declares as worth adding up, and of money put into the list. */
export function chosenTotals(object: ObjectMeta, columns: readonly ColumnChoice[]): Record<string, ColumnTotal> {
  const declared = new Set(object.list.totals ?? [])
  const usual = new Set(object.list.columns)
  const totals: Record<string, ColumnTotal> = {}
  for (const { key, total } of columns) {
    const field = fieldOf(object, key)
    if (!field || key === object.title) continue
    const isUsual = declared.has(key) || (field.kind === 'money' && field.filterable && !field.custom && !usual.has(key))
    const shown = total ?? (!isUsual ? 'none' : isAveraged(field) ? 'average' : 'sum')
    if (shown !== 'none') totals[key] = shown
  }
  return totals
}

/** Scores and percentages mean nothing as a sum. */
export function isAveraged({ kind, shown }: FieldMeta): boolean {
  return kind === 'percent' || shown === 'score'
}
