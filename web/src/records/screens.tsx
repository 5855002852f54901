import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import type { ObjectMeta } from '../data/client.ts'
import { useObjectByRoute } from '../data/meta.ts'
import { queryClient } from '../data/query-client.ts'
import { forgetOpened, rememberOpened } from '../data/recent.ts'
import { cachedRecord } from '../data/records.ts'
import { NotFound, SkeletonRows } from '../design/states.tsx'
import { Page } from '../frame/Page.tsx'

const RecordList = lazy(async () => ({ default: (await import('./list/RecordList.tsx')).RecordList }))
const RecordBoard = lazy(async () => ({ default: (await import('./board/RecordBoard.tsx')).RecordBoard }))
const RecordPage = lazy(async () => ({ default: (await import('./page/RecordPage.tsx')).RecordPage }))
const NewRecordPage = lazy(async () => ({ default: (await import('./NewRecordPage.tsx')).NewRecordPage }))

function Unknown() {
  return (
    <Page title="">
      <NotFound />
    </Page>
  )
}

function Loading({ object }: { object: ObjectMeta }) {
  return (
    <Page object={object}>
      <SkeletonRows />
    </Page>
  )
}

export function ListScreen() {
  const { route } = useParams({ from: '/frame/$route' })
  const object = useObjectByRoute(route)
  if (!object) return <Unknown />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <RecordList key={object.key} object={object.key} />
    </Suspense>
  )
}

export function BoardScreen() {
  const { route } = useParams({ from: '/frame/$route/board' })
  const object = useObjectByRoute(route)
  if (!object?.board) return <Unknown />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <RecordBoard key={object.key} object={object.key} />
    </Suspense>
  )
}

export function PageScreen() {
  const { route, id } = useParams({ from: '/frame/$route/$id' })
  const object = useObjectByRoute(route)
  useRememberOpened(object, id)
  if (!object) return <Unknown />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <RecordPage key={`${object.key}/${id}`} object={object.key} id={id} />
    </Suspense>
  )
}

export function NewScreen() {
  const { route } = useParams({ from: '/frame/$route/new' })
  const { initial } = useSearch({ from: '/frame/$route/new' })
  const navigate = useNavigate()
  const object = useObjectByRoute(route)
  if (!object?.may.create) return <Unknown />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <NewRecordPage
        object={object}
        initial={initial}
        onDone={(record) =>
          void (record ? navigate({ to: '/$route/$id', params: { route, id: record.id } }) : navigate({ to: '/$route', params: { route } }))
        }
      />
    </Suspense>
  )
}

/** Once the page has read its record, it stands under "recent". */
function useRememberOpened(object: ObjectMeta | undefined, id: string): void {
  const title = useSyncExternalStore(
    // The cache tells of observers while screens are being drawn: what listens may only be drawn afterwards.
    (listener) => queryClient.getQueryCache().subscribe(() => queueMicrotask(listener)),
    () => {
      const value = object ? cachedRecord(object.key, id)?.[object.title] : undefined
      return typeof value === 'string' && value !== '' ? value : null
    },
  )
  const key = object?.key
  useEffect(() => {
    if (key !== undefined && title !== null) rememberOpened({ object: key, id, title })
  }, [key, id, title])
  useEffect(
    () => () => {
      if (
        queryClient
          .getQueryCache()
          .findAll({ queryKey: ['records', key, 'record', id] })
          .some(({ state }) => state.status === 'error')
      )
        forgetOpened(id)
    },
    [key, id],
  )
}
