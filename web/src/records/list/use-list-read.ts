import { useMemo } from 'react'
import type { Count, ObjectMeta, RecordJson, Totals } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { type ListRead, useCount, useList, useTotals } from '../../data/records.ts'
import type { ListState } from '../views/use-list-state.ts'
import { listFields } from './list-fields.ts'

const pageSize = 100

export type ListReadState = {
  query: ListRead
  records: RecordJson[]
  total: Count | undefined
  totals: Totals['totals'] | undefined
  isPending: boolean
  isStale: boolean
  error: Error | null
  hasMore: boolean
  loadMore: () => void
  reload: () => void
}

/** Rows page by page; how many there are and what they add up to is a second request, so that the rows never wait for it. */
export function useListRead(object: ObjectMeta, { filter, sort, columns, isReady }: ListState): ListReadState {
  const fields = useMemo(() => listFields(object, columns), [object, columns])
  const query = useMemo<ListRead>(() => ({ ...(filter ? { filter } : {}), sort, fields, limit: pageSize }), [filter, sort, fields])
  const list = useList(object.key, query, { enabled: isReady })
  const summed = useMemo(() => summedFields(object, fields), [object, fields])
  const matching = filter ? { filter } : {}
  const totals = useTotals(object.key, { ...matching, fields: summed }, { enabled: isReady && summed.length > 0 })
  const count = useCount(object.key, matching, { enabled: isReady && summed.length === 0 })
  return {
    query,
    records: list.records,
    total: summed.length > 0 ? totals.data?.count : count.data,
    totals: totals.data?.totals,
    isPending: list.isPending,
    isStale: list.isStale,
    error: list.error,
    hasMore: list.hasMore,
    loadMore: list.loadMore,
    reload: list.reload,
  }
}

/** What the object declares as worth adding up, and money that somebody put into the list. A list price says nothing as a sum. */
function summedFields(object: ObjectMeta, fields: readonly string[]): string[] {
  const declared = new Set(object.list.totals ?? [])
  const usual = new Set(object.list.columns)
  return fields.filter((key) => {
    const field = fieldOf(object, key)
    return field !== undefined && (declared.has(key) || (field.kind === 'money' && field.filterable && !field.custom && !usual.has(key)))
  })
}
