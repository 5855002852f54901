import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Page, RecordJson } from '../../data/client.ts'
import { type RowsRead, rowPageQuery, rowsPerPage } from '../../data/row-pages.ts'
import { beginnings, type GridLine, type GridLines, pagesWithin, placeOf, type Stretch } from '../grid/lines.ts'

/** A stretch of the list with the query that reads it. Without a known number of rows the pages tell, one by one. */
export type ListStretch = Omit<Stretch, 'rows'> & { readonly query: RowsRead; readonly rows: number | undefined }

export type ListLinesState = {
  lines: GridLines
  /** Nothing is known yet. */
  isPending: boolean
  /** What is shown belongs to the filter or order before. */
  isStale: boolean
  error: Error | null
  isEmpty: boolean
  /** The last line that was looked at. */
  farthest: number
  reload: () => void
  /** The records around one of them, for walking the list from its page. */
  around: (id: string) => { query: RowsRead; ids: string[]; before: number; next: string | null } | null
}

const firstLook = { first: 0, last: 40 }
/** Rows shown as bars below what is read, while nobody knows how many there are. */
const barsAhead = 24

/** The lines of a list: its rows, or groups with theirs. `listKey` tells one list from the next. */
export function useListLines(object: string, stretches: readonly ListStretch[], listKey: string, isReady: boolean): ListLinesState {
  const [looked, setLooked] = useState({ ...firstLook, listKey })
  const { first, last } = looked.listKey === listKey ? looked : firstLook
  // What the pages have told of the length holds until the list is another one, or is counted anew.
  const told = `${listKey} ${stretches.map(({ rows }) => rows).join()}`
  const known = useRef({ told, ends: new Map<number, number>(), reach: new Map<number, number>() })
  if (known.current.told !== told) known.current = { told, ends: new Map(), reach: new Map() }
  const { ends, reach } = known.current

  const assumed = stretches.map(({ head, rows }, at): Stretch => ({ head, rows: ends.get(at) ?? rows ?? (reach.get(at) ?? 0) + barsAhead }))
  const wanted = pagesWithin(beginnings(assumed), assumed, { first, last, perPage: rowsPerPage })
  const answers = useQueries({
    queries: wanted.map(({ stretch, page }) => ({
      ...rowPageQuery(object, stretches[stretch]?.query ?? {}, page),
      enabled: isReady,
    })),
  })

  const pages = new Map<string, Page>()
  for (const [at, { data }] of answers.entries()) {
    const place = wanted[at]
    if (!place || !data) continue
    pages.set(`${place.stretch} ${place.page}`, data)
    const end = place.page * rowsPerPage + data.records.length
    reach.set(place.stretch, Math.max(reach.get(place.stretch) ?? 0, end))
    // An empty page behind the end says only that the end was nearer.
    if (data.next === null && (data.records.length > 0 || place.page === 0)) ends.set(place.stretch, end)
    else if (data.next !== null && (ends.get(place.stretch) ?? Number.POSITIVE_INFINITY) <= end) ends.delete(place.stretch)
  }

  const now = stretches.map(
    ({ head, rows }, at): Stretch => ({
      head,
      rows: ends.get(at) ?? Math.max(rows ?? 0, (reach.get(at) ?? 0) + (rows === undefined ? barsAhead : 0)),
    }),
  )
  const pagesKey = answers.map(({ dataUpdatedAt, data }) => `${dataUpdatedAt}${data ? '' : '-'}`).join()
  const look = useCallback(
    (from: number, to: number) =>
      setLooked((before) =>
        before.first === from && before.last === to && before.listKey === listKey ? before : { first: from, last: to, listKey },
      ),
    [listKey],
  )
  const stretchesKey = JSON.stringify(now)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for what changes with every draw
  const fresh = useMemo(
    () => linesOf(now, pages, look),
    [stretchesKey, pagesKey, wanted.map(({ stretch, page }) => `${stretch}/${page}`).join(), look],
  )

  const hasNothing = fresh.loaded.length === 0 && answers.some(({ isPending }) => isPending)
  const isUnknown = stretches.length === 0 || (hasNothing && now.every(({ head }) => head === null))
  const before = useRef<{ lines: GridLines; listKey: string } | null>(null)
  if (!isUnknown) before.current = { lines: fresh, listKey }
  const held = isUnknown && before.current && before.current.listKey !== listKey ? before.current.lines : null

  return {
    lines: held ?? fresh,
    isPending: !held && isUnknown && before.current?.listKey !== listKey,
    isStale: held !== null,
    error: answers.find(({ error }) => error)?.error ?? null,
    isEmpty: !isUnknown && fresh.count === 0,
    farthest: last,
    around: (id) => {
      const index = fresh.indexOf(id)
      const place = index === undefined ? null : placeOf(beginnings(now), now, index)
      if (!place) return null
      const read = wanted.filter(({ stretch, page }) => stretch === place.stretch && pages.has(`${stretch} ${page}`))
      const found = read.flatMap(({ stretch, page }) => pages.get(`${stretch} ${page}`) ?? [])
      const ids = found.flatMap(({ records }) => records.map((record) => record.id))
      const query = stretches[place.stretch]?.query ?? {}
      return { query, ids, before: (read[0]?.page ?? 0) * rowsPerPage, next: found.at(-1)?.next ?? null }
    },
    reload: () => {
      for (const answer of answers) if (answer.isError) void answer.refetch()
    },
  }
}

function linesOf(stretches: readonly Stretch[], pages: ReadonlyMap<string, Page>, look: GridLines['look']): GridLines {
  const begins = beginnings(stretches)
  const loaded: RecordJson[] = []
  const places = new Map<string, number>()
  for (const [key, { records }] of pages) {
    const [stretch = 0, page = 0] = key.split(' ').map(Number)
    const begin = (begins[stretch] ?? 0) + (stretches[stretch]?.head ? 1 : 0) + page * rowsPerPage
    for (const [row, record] of records.entries()) {
      // While a list changes, a record may stand on two pages for a moment.
      if (places.has(record.id)) continue
      places.set(record.id, begin + row)
      loaded.push(record)
    }
  }
  for (const [at, { head }] of stretches.entries()) if (head) places.set(groupId(head.key), begins[at] ?? 0)
  return {
    count: begins.at(-1) ?? 0,
    loaded,
    look,
    indexOf: (id) => places.get(id),
    at(index): GridLine | undefined {
      const place = placeOf(begins, stretches, index)
      if (!place) return undefined
      const head = stretches[place.stretch]?.head
      if (place.row < 0) return head ? { id: groupId(head.key), head } : undefined
      const page = Math.floor(place.row / rowsPerPage)
      const record = pages.get(`${place.stretch} ${page}`)?.records[place.row - page * rowsPerPage]
      return record && places.get(record.id) === index ? { id: record.id, record } : undefined
    },
  }
}

function groupId(key: string): string {
  return `group:${key}`
}
