import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Filter, ObjectMeta } from '../../data/client.ts'
import { conditionsOf, filterOf, readFilter, sameFilter } from '../filter/filter-tree.ts'
import type { ColumnChoice } from '../grid/column-order.ts'
import { type Grouping, groupingFromText, groupingText } from '../list/grouping.ts'
import { useViews } from './use-views.ts'
import { columnsFromText, columnsText, type View, wholeView } from './view.ts'

export type ListState = {
  views: readonly View[]
  /** The view that the list begins with. */
  start: string
  /** False until the saved views are read: the one in the address may be among them. */
  isReady: boolean
  view: View
  filter: Filter | undefined
  sort: readonly string[]
  columns: readonly ColumnChoice[]
  grouping: Grouping | null
  /** Something differs from the view as it is saved. */
  isChanged: boolean
  chooseView: (key: string) => void
  setFilter: (filter: Filter | undefined) => void
  setSort: (sort: readonly string[]) => void
  setColumns: (columns: readonly ColumnChoice[]) => void
  setGrouping: (grouping: Grouping | null) => void
  revert: () => void
}

/** In the address, where the view has groups and the list has none. */
const ungrouped = 'none'

/**
 * What a list or board shows, all of it in the address, so that it can be shared and gone back to. The address holds only what differs
 * from the view.
 */
export function useListState(object: ObjectMeta): ListState {
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const { views, start, isPending } = useViews(object)
  const asked = search.view ?? start
  const view = views.find(({ key }) => key === asked) ?? views.find(({ key }) => key === wholeView)
  if (!view) throw new Error('An object has at least the view of everything')
  const given = search.filter === undefined ? undefined : (readFilter(search.filter) ?? { all: [] })

  // The address is read anew with every navigation: what did not change must stay the same object, or lists are read again.
  const filterKey = JSON.stringify(given ?? view.filter ?? null)
  const filter = useMemo(() => filterOf(conditionsOf(readFilter(JSON.parse(filterKey)))), [filterKey])
  const sortKey = search.sort ?? view.sort.join(',')
  const sort = useMemo(() => sortKey.split(',').filter(Boolean), [sortKey])
  const columnsKey = search.columns ?? columnsText(view.columns)
  const columns = useMemo(() => columnsFromText(columnsKey), [columnsKey])

  const groupKey = search.group === undefined ? view.group : search.group === ungrouped ? '' : search.group
  const grouping = useMemo(() => groupingFromText(groupKey, object), [groupKey, object])

  const isChanged =
    !sameFilter(filter, view.filter) ||
    sortKey !== view.sort.join(',') ||
    columnsKey !== columnsText(view.columns) ||
    groupKey !== view.group

  type Change = { [key in 'view' | 'sort' | 'columns' | 'group']?: string | undefined } & { filter?: Filter | undefined }
  function change(next: Change, replace = false): void {
    void navigate({ to: '.', search: (before: Record<string, unknown>) => withoutBlanks({ ...before, ...next }), replace })
  }

  return {
    views,
    start,
    isReady: !isPending || asked === view.key,
    view,
    filter,
    sort,
    columns,
    grouping,
    isChanged,
    chooseView: (key) =>
      change({ view: key === start ? undefined : key, filter: undefined, sort: undefined, columns: undefined, group: undefined }),
    setFilter: (next) => change({ filter: sameFilter(next, view.filter) ? undefined : (next ?? { all: [] }) }),
    setSort: (next) => {
      const text = next.join(',')
      change({ sort: text === '' || text === view.sort.join(',') ? undefined : text })
    },
    setColumns: (next) => {
      const text = columnsText(next)
      change({ columns: text === columnsText(view.columns) ? undefined : text }, true)
    },
    setGrouping: (next) => {
      const text = groupingText(next)
      change({ group: text === view.group ? undefined : text === '' ? ungrouped : text })
    },
    revert: () => change({ filter: undefined, sort: undefined, columns: undefined, group: undefined }),
  }
}

function withoutBlanks(search: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}
