import type { InfiniteData } from '@tanstack/react-query'
import type { Lane, Page, RecordJson, RelatedList } from './client.ts'
import { queryClient } from './query-client.ts'

/** Keys of the one cache: everything about the records of an object starts with `['records', object]`. */
export const recordKeys = {
  all: ['records'] as const,
  object: (object: string) => ['records', object] as const,
  of: (object: string, what: string, ...rest: readonly unknown[]) => ['records', object, what, ...rest] as const,
}

type Change = (record: RecordJson) => RecordJson

function changeAll(records: RecordJson[], id: string, change: Change): RecordJson[] {
  return records.some((record) => record.id === id) ? records.map((record) => (record.id === id ? change(record) : record)) : records
}

function isPages(value: unknown): value is InfiniteData<Page> {
  return typeof value === 'object' && value !== null && 'pages' in value
}

/** One cached answer with the record changed in it; the same object when the record is not in it. */
function changed(what: unknown, value: unknown, object: string, id: string, change: Change): unknown {
  if (value === undefined || value === null) return value
  switch (what) {
    case 'list': {
      if (!isPages(value)) return value
      let touched = false
      const pages = value.pages.map((page) => {
        const records = changeAll(page.records, id, change)
        if (records === page.records) return page
        touched = true
        return { ...page, records }
      })
      return touched ? { ...value, pages } : value
    }
    case 'occurrences':
    case 'rows': {
      const page = value as Page
      const records = changeAll(page.records, id, change)
      return records === page.records ? page : { ...page, records }
    }
    case 'board': {
      const { lanes } = value as { lanes: Lane[] }
      const next = lanes.map((lane) => {
        const records = changeAll(lane.records, id, change)
        return records === lane.records ? lane : { ...lane, records }
      })
      return next.some((lane, at) => lane !== lanes[at]) ? { ...(value as object), lanes: next } : value
    }
    case 'record':
      return (value as RecordJson).id === id ? change(value as RecordJson) : value
    case 'related': {
      const { related } = value as { related: RelatedList[] }
      const next = related.map((list) => {
        if (list.object !== object) return list
        const records = changeAll(list.records, id, change)
        return records === list.records ? list : { ...list, records }
      })
      return next.some((list, at) => list !== related[at]) ? { ...(value as object), related: next } : value
    }
    default:
      return value
  }
}

/** Changes a record wherever it is shown: lists, boards, its own page, and the related lists of other records. */
export function patchRecord(object: string, id: string, change: Change): void {
  for (const [key, value] of queryClient.getQueriesData({ queryKey: recordKeys.all })) {
    const [, ofObject, what] = key
    if (ofObject !== object && what !== 'related') continue
    const next = changed(what, value, object, id, change)
    if (next !== value) queryClient.setQueryData(key, next)
  }
}

/** The record as any screen holds it, put together from all that show it. */
export function cachedRecord(object: string, id: string): RecordJson | undefined {
  let found: RecordJson | undefined
  const take: Change = (record) => {
    found = { ...record, ...found }
    return record
  }
  for (const [[, ofObject, what], value] of queryClient.getQueriesData({ queryKey: recordKeys.all })) {
    if (ofObject === object || what === 'related') changed(what, value, object, id, take)
  }
  return found
}

/** Takes a record out of every list that shows it; returns what puts all of them back. */
export function dropRecord(object: string, id: string): () => void {
  const before: [readonly unknown[], unknown][] = []
  const without = (records: RecordJson[]) => records.filter((record) => record.id !== id)
  for (const [key, value] of queryClient.getQueriesData({ queryKey: recordKeys.object(object) })) {
    let next: unknown = value
    if (key[2] === 'list' && isPages(value))
      next = { ...value, pages: value.pages.map((page) => ({ ...page, records: without(page.records) })) }
    else if ((key[2] === 'rows' || key[2] === 'occurrences') && value) next = { ...value, records: without((value as Page).records) }
    else if (key[2] === 'board' && value)
      next = { ...value, lanes: (value as { lanes: Lane[] }).lanes.map((lane) => ({ ...lane, records: without(lane.records) })) }
    else continue
    before.push([key, value])
    queryClient.setQueryData(key, next)
  }
  return () => {
    for (const [key, value] of before) queryClient.setQueryData(key, value)
  }
}

const sums = new Set<unknown>(['count', 'totals', 'groups'])
const mostPagesReread = 6

/** Figures of an object are read again at once; they are small. */
export function rereadSums(object: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [root, of, what] }) => root === 'records' && of === object && sums.has(what),
  })
}

/** The rows of lists are read again where they are on the screen. */
export function rereadRows(object: string): void {
  void queryClient.invalidateQueries({ queryKey: recordKeys.of(object, 'rows') })
}

/**
 * Something of this object changed: what is on screen is read again, the rest when it is next shown. A list scrolled very far is not
 * read again page by page; it is marked stale and read from the top when it is next opened. With `rowsStay` the rows of a list on the screen
 * keep their places, and the rest of them is read when it is next shown.
 */
export function rereadObject(object: string, { rowsStay = false } = {}): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [root, of, what], state }) => {
      if (root !== 'records' || (of !== object && what !== 'related' && what !== 'timeline')) return false
      if (what === 'rows' && rowsStay) return false
      return !(what === 'list' && isPages(state.data) && state.data.pages.length > mostPagesReread)
    },
  })
  if (rowsStay) void queryClient.invalidateQueries({ queryKey: recordKeys.of(object, 'rows'), type: 'inactive', refetchType: 'none' })
  void queryClient.invalidateQueries({
    refetchType: 'none',
    predicate: ({ queryKey: [root, of, what], state }) =>
      root === 'records' && of === object && what === 'list' && isPages(state.data) && state.data.pages.length > mostPagesReread,
  })
}
