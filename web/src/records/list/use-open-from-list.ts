import { useNavigate } from '@tanstack/react-router'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { queryClient } from '../../data/query-client.ts'
import { listQuery } from '../../data/records.ts'
import { rememberWalk } from '../page/walk.ts'
import type { ListState } from '../views/use-list-state.ts'
import type { ListReadState } from './use-list-read.ts'

/** Opens a row's page and keeps the list for J and K on it. */
export function useOpenFromList(object: ObjectMeta, state: ListState, read: ListReadState) {
  const navigate = useNavigate()

  function remember(): void {
    const pages = queryClient.getQueryData(listQuery(object.key, read.query).queryKey)
    rememberWalk({
      object: object.key,
      title: state.view.name,
      href: location.pathname + location.search,
      query: { ...(read.query.filter ? { filter: read.query.filter } : {}), ...(read.query.sort ? { sort: read.query.sort } : {}) },
      ids: read.records.map(({ id }) => id),
      next: pages?.pages.at(-1)?.next ?? null,
      total: read.total ?? null,
    })
  }

  return {
    remember,
    open: (record: RecordJson) => {
      remember()
      void navigate({ to: '/$route/$id', params: { route: object.route, id: record.id } })
    },
  }
}
