import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { recordKeys } from '../../data/cache.ts'
import { client, type Group, type RecordLink } from '../../data/client.ts'
import { routeOf } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { type Department, departmentTree } from './tree.ts'

/** A grouped read answers at most two hundred groups. */
const departmentsPerRead = 150

/** All departments as a tree, with the active people of each. */
export function useOrganisation() {
  const read = useList('department', { fields: ['name', 'parent', 'manager'], sort: ['name'], limit: 500 })
  const { hasMore, isLoadingMore, loadMore, records } = read
  useEffect(() => {
    if (hasMore && !isLoadingMore) loadMore()
  }, [hasMore, isLoadingMore, loadMore])

  const departments = useMemo(
    () =>
      records.map((record): Department => {
        const parent = record['parent'] as RecordLink | null | undefined
        const head = record['manager'] as RecordLink | null | undefined
        return { id: record.id, name: String(record['name']), parentId: parent?.id ?? null, head: head ?? null }
      }),
    [records],
  )
  const parts = useMemo(() => {
    const ids = departments.map(({ id }) => id).sort()
    return Array.from({ length: Math.ceil(ids.length / departmentsPerRead) }, (_, at) =>
      ids.slice(at * departmentsPerRead, (at + 1) * departmentsPerRead),
    )
  }, [departments])
  const people = useQueries({
    queries: parts.map((ids) => ({
      queryKey: recordKeys.of('user', 'groups', { by: 'department', ids }),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.records(routeOf('user')).groups(
          {
            by: 'department',
            filter: {
              all: [
                { field: 'active', op: 'is', value: true },
                { field: 'department', op: 'in', value: ids },
              ],
            },
          },
          { signal },
        ),
    })),
    combine: countsOf,
  })
  const tree = useMemo(() => departmentTree(departments, people), [departments, people])
  return { tree, isPending: read.isPending, error: read.error, reload: read.reload }
}

/** Outside the component: the same function each time lets the answer be kept. */
function countsOf(reads: readonly { data?: { groups: Group[] } | undefined }[]): Map<string, number> {
  return new Map(
    reads.flatMap(({ data }) =>
      (data?.groups ?? []).flatMap(({ key, count }) => (key !== null && typeof key === 'object' ? [[String(key.id), count] as const] : [])),
    ),
  )
}
