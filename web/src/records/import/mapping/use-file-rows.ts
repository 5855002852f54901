import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { client } from '../../../data/client.ts'
import type { ImportView, TableRow } from '../import-view.ts'

const rowsPerRead = 500
/** A file is read from its beginning up to the rows that are shown: beyond these, problems lead to the rows that need a look. */
const mostRows = 5_000

type FileRows = { rows: readonly TableRow[]; readMore: () => void /** Set when rows stay unshown. */; limit: number | null }

/** The rows of the file as it stands, read as one scrolls. */
export function useFileRows(view: ImportView): FileRows {
  const first = view.rows
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['imports', view.id, 'source', view.object, view.format, first.at(-1)?.number ?? 0],
    queryFn: ({ pageParam, signal }) =>
      client.call<{ rows: TableRow[] }>('GET', `/imports/${view.id}/source`, { query: { after: pageParam, limit: rowsPerRead }, signal }),
    initialPageParam: 0,
    initialData: { pages: [{ rows: first }], pageParams: [0] },
    getNextPageParam: ({ rows }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return rows.length === 0 || shown >= Math.min(view.rowCount, mostRows) ? undefined : rows.at(-1)?.number
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const rows = useMemo(() => data.pages.flatMap((page) => page.rows).slice(0, mostRows), [data])
  const readMore = useCallback(() => void (hasNextPage && fetchNextPage({ cancelRefetch: false })), [hasNextPage, fetchNextPage])
  return { rows, readMore, limit: rows.length >= mostRows && view.rowCount > rows.length ? rows.length : null }
}
