import { useNavigate } from '@tanstack/react-router'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { rememberWalk } from '../page/walk.ts'
import type { ListState } from '../views/use-list-state.ts'
import type { ListReadState } from './use-list-read.ts'

/** Opens a row's page and keeps the list for J and K on it. */
export function useOpenFromList(object: ObjectMeta, state: ListState, read: ListReadState) {
  const navigate = useNavigate()

  function remember({ id }: Pick<RecordJson, 'id'>): void {
    const around = read.around(id)
    if (!around) return
    const { query, ids, before, next } = around
    rememberWalk({
      object: object.key,
      title: state.view.name,
      href: location.pathname + location.search,
      query: { ...(query.filter ? { filter: query.filter } : {}), ...(query.sort ? { sort: query.sort } : {}) },
      ids,
      before,
      next,
      total: read.total ?? null,
    })
  }

  return {
    remember,
    open: (record: RecordJson) => {
      remember(record)
      void navigate({ to: '/$route/$id', params: { route: object.route, id: record.id } })
    },
  }
}
