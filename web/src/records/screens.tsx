import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { client, isProblem, type ObjectMeta } from '../data/client.ts'
import { inSentence, useLabel, useObjectByRoute } from '../data/meta.ts'
import { queryClient } from '../data/query-client.ts'
import { forgetOpened, rememberOpened } from '../data/recent.ts'
import { cachedRecord } from '../data/records.ts'
import { Forbidden } from '../design/Forbidden.tsx'
import { messages as stateTexts } from '../design/messages.ts'
import { LoadError, NotFound, SkeletonRows } from '../design/states.tsx'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'

const RecordList = lazy(async () => ({ default: (await import('./list/RecordList.tsx')).RecordList }))
const RecordBoard = lazy(async () => ({ default: (await import('./board/RecordBoard.tsx')).RecordBoard }))
const RecordPage = lazy(async () => ({ default: (await import('./page/RecordPage.tsx')).RecordPage }))
const NewRecordPage = lazy(async () => ({ default: (await import('./NewRecordPage.tsx')).NewRecordPage }))

/** No object of the reader's stands at this address. The server knows whether there is none, or which right is missing. */
function Unknown({ route }: { route: string }) {
  const { error, isPending } = useQuery({
    queryKey: ['closed', route],
    queryFn: ({ signal }) => client.call<unknown>('GET', `/${encodeURIComponent(route)}`, { query: { limit: 1 }, signal }),
    retry: false,
    staleTime: 0,
  })
  const t = useText(stateTexts)
  const title = isPending ? '' : t(isProblem(error) && error.status === 403 ? 'notAllowed' : 'notFound')
  return <Page title={title}>{isPending ? <SkeletonRows /> : error ? <LoadError error={error} /> : <NotFound />}</Page>
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
  if (!object) return <Unknown route={route} />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <RecordList key={object.key} object={object.key} />
    </Suspense>
  )
}

export function BoardScreen() {
  const { route } = useParams({ from: '/frame/$route/board' })
  const object = useObjectByRoute(route)
  if (!object?.board) return <Unknown route={route} />
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
  if (!object) return <Unknown route={route} />
  return (
    <Suspense fallback={<Loading object={object} />}>
      <RecordPage key={`${object.key}/${id}`} object={object.key} id={id} />
    </Suspense>
  )
}

export function NewScreen() {
  const { route } = useParams({ from: '/frame/$route/new' })
  const { initial } = useSearch({ from: '/frame/$route/new' })
  const t = useText(stateTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const object = useObjectByRoute(route)
  if (!object) return <Unknown route={route} />
  if (!object.may.create)
    return (
      <Page object={object}>
        <Forbidden detail={t('mayNotCreate', { object: inSentence(label(object.plural)) })} />
      </Page>
    )
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
