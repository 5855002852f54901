import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { client } from '../../data/client.ts'
import { importsKey } from '../../data/imports.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { translate } from '../../text/index.ts'
import {
  bareName,
  type Effect,
  type EffectKind,
  type ImportPlan,
  type ImportSummary,
  type ImportView,
  isBeingChecked,
  isBeingUndone,
  isUnderWay,
  type KeptRow,
  type LeftStanding,
  type TableFormat,
} from './import-view.ts'
import { messages } from './messages.ts'

const listKey = importsKey
const viewKey = (id: string) => ['imports', id] as const
const pollMilliseconds = 700
const pageSize = 100

export function useImports() {
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) => client.call<{ imports: ImportSummary[] }>('GET', '/imports', { query: { limit: 100 }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.imports.some(({ status }) => isUnderWay(status)) ? 2_000 : false),
  })
}

/** One import; asked again while the check or the import itself is under way. */
export function useImport(id: string) {
  return useQuery({
    queryKey: viewKey(id),
    queryFn: ({ signal }) => client.call<ImportView>('GET', `/imports/${id}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data && (isUnderWay(data.status) || isBeingChecked(data) || isBeingUndone(data)) ? pollMilliseconds : false,
  })
}

export function keepView(view: ImportView): void {
  queryClient.setQueryData(viewKey(view.id), view)
}

export function tell(error: unknown): void {
  showToast({ kind: 'failed', text: problemText(error) })
}

export async function uploadFile(file: File, object: string): Promise<ImportView> {
  const form = new FormData()
  form.append('object', object)
  form.append('file', file, file.name)
  return client.call<ImportView>('POST', '/imports', { body: form, query: { object } })
}

export function useUpload() {
  return useMutation({
    mutationFn: ({ file, object }: { file: File; object: string }) => uploadFile(file, object),
    onSuccess: (view) => {
      keepView(view)
      void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
    },
  })
}

/** A decision about the plan is shown at once; the whole file is checked anew by it. */
export function useChangePlan(id: string) {
  return useMutation({
    // One after the other: each answer carries the whole plan.
    scope: { id: `import-${id}` },
    mutationFn: (plan: ImportPlan) => client.call<ImportView>('PATCH', `/imports/${id}`, { body: { plan } }),
    onMutate: async (plan) => {
      await queryClient.cancelQueries({ queryKey: viewKey(id), exact: true })
      const before = queryClient.getQueryData<ImportView>(viewKey(id))
      if (before) keepView({ ...before, plan })
      return { before }
    },
    onSuccess: keepView,
    onError: (error, _plan, context) => {
      if (context?.before) keepView(context.before)
      tell(error)
    },
  })
}

type OtherReading = { format?: Partial<TableFormat>; object?: string; template?: string | null }

/** Reads the file otherwise, as records of another object, or by a template: columns and plan are suggested anew. */
export function useChangeReading(id: string) {
  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: (change: OtherReading) => client.call<ImportView>('PATCH', `/imports/${id}`, { body: change }),
    onSuccess: keepView,
    onError: tell,
  })
}

export function useCheck(id: string) {
  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: () => client.call<{ job: { id: string } }>('POST', `/imports/${id}/check`, { body: {} }),
    onSuccess: ({ job }) => {
      queryClient.setQueryData<ImportView>(viewKey(id), (view) => (view ? { ...view, check: null, checkBatchId: job.id } : view))
    },
  })
}

type Order = 'start' | 'undo' | 'pause' | 'resume' | 'cancel'

/** What one tells an import that is ready, under way, or over. */
export function useOrder(id: string, order: Order) {
  return useMutation({
    mutationFn: () => client.call<{ job: { id: string } } | undefined>('POST', `/imports/${id}/${order}`, { body: {} }),
    onSuccess: () => rereadImport(id),
    onError: tell,
  })
}

export function rereadImport(id: string): void {
  void queryClient.invalidateQueries({ queryKey: viewKey(id) })
  void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
}

export async function discardImport(id: string): Promise<void> {
  await client.call('DELETE', `/imports/${id}`)
  await queryClient.invalidateQueries({ queryKey: listKey, exact: true })
}

/** Rows that were left out, or taken with a note, page after page. */
export function useKeptRows(id: string, outcome: KeptRow['outcome'], enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...viewKey(id), 'rows', outcome],
    queryFn: ({ pageParam, signal }) =>
      client.call<{ rows: KeptRow[]; next: number | null }>('GET', `/imports/${id}/rows`, {
        query: { outcome, after: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled,
  })
}

/** What an undo left standing, page after page. */
export function useLeftStanding(id: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...viewKey(id), 'kept'],
    queryFn: ({ pageParam, signal }) =>
      client.call<{ kept: LeftStanding[]; next: number | null }>('GET', `/imports/${id}/kept`, {
        query: { after: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled,
  })
}

/** What rows of one kind would do, page after page; read again after every check. */
export function useEffects(view: ImportView, kind: EffectKind, isSettled: boolean) {
  const count = view.check?.effects?.[kind] ?? 0
  return useInfiniteQuery({
    queryKey: [...viewKey(view.id), 'effects', kind, view.checkBatchId],
    queryFn: ({ pageParam, signal }) => readEffects(view.id, kind, pageParam, pageSize, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: count > 0 && isSettled,
  })
}

export function readEffects(id: string, kind: EffectKind, after: number, limit: number, signal?: AbortSignal) {
  return client.call<{ rows: Effect[]; next: number | null }>('GET', `/imports/${id}/effects`, {
    query: { kind, after, limit },
    ...(signal ? { signal } : {}),
  })
}

/** A file made by the server, saved under its own name. Asked for with our own headers, so that its words come in the language shown. */
async function download(path: string, otherwise: string): Promise<void> {
  try {
    const response = await client.fetch('GET', path, { headers: { accept: '*/*' } })
    saveFile(await response.blob(), nameIn(response.headers.get('content-disposition')) ?? otherwise)
  } catch (error) {
    tell(error)
  }
}

function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded === undefined ? null : decodeURIComponent(encoded)
}

/** The rows with errors, with the reasons behind them. Before the start these are the rows that the check lists; if it is not all of them, that is said. */
export async function downloadRejected(view: ImportView): Promise<void> {
  await download(`/imports/${view.id}/rejected`, `${bareName(view.fileName)} ${translate(messages, 'rejectedSuffix')}.csv`)
}
