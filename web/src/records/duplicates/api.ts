import { useQuery } from '@tanstack/react-query'
import { client, type JobStatus, type RecordLink, type Values } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { queryClient } from '../../data/query-client.ts'
import { rereadObject, useAction } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { translate } from '../../text/use-text.ts'
import { duplicateTexts } from './messages.ts'

export type Similar = RecordLink & { score: number; certain: boolean; reasons: string[]; owner: RecordLink | null }
export type EntryAnswer = {
  policy: 'off' | 'warn' | 'block'
  similar: Similar[]
  hidden: { holder: string | null; title: string | null }[]
  clash: 'off' | 'warn' | 'decide'
}
export type PairRecord = RecordLink & { createdAt: string; owner: RecordLink | null }
export type Pair = { score: number; certain: boolean; reasons: string[]; note: string | null; records: [PairRecord, PairRecord] }
export type PairPage = {
  pairs: Pair[]
  next: string | null
  total?: { count: number; exact: boolean }
  sweptAt: string | null
  sweep: Sweep | null
}
export type Sweep = { id: string; status: JobStatus; done: number; total: number | null }
export type Clash = {
  id: string
  found: RecordLink
  held: RecordLink
  finder: RecordLink
  holder: RecordLink
  at: string
  decision: { choice: 'keep' | 'hand' | 'share' | 'both'; by: RecordLink; at: string } | null
}
type Merge = { id: string; at: string; title: string | null }

const all = ['duplicates'] as const
const pollMilliseconds = 2_000

export function rereadDuplicates(object: string): void {
  void queryClient.invalidateQueries({ queryKey: all })
  rereadObject(object)
}

export function useSimilar(object: string, values: Values | null) {
  return useQuery({
    queryKey: [...all, 'similar', object, values],
    queryFn: ({ signal }) => client.call<EntryAnswer>('POST', '/duplicates/similar', { signal, body: { object, values } }),
    enabled: values !== null,
    // What was said stays while the next is asked for: the form must not jump.
    placeholderData: (before) => before,
  })
}

export function usePairs(object: string) {
  return useQuery({
    queryKey: [...all, 'pairs', object],
    queryFn: ({ signal }) => client.call<PairPage>('GET', `/duplicates/${object}`, { signal }),
    enabled: object !== '',
    // Somebody else may have begun the search that is under way.
    refetchInterval: ({ state }) => (state.data?.sweep ? pollMilliseconds : false),
  })
}

export function morePairs(object: string, cursor: string): Promise<PairPage> {
  return client.call<PairPage>('GET', `/duplicates/${object}`, { query: { cursor } })
}

export function useClashes(object: string, decided: boolean) {
  return useQuery({
    queryKey: [...all, 'clashes', object, decided],
    queryFn: ({ signal }) =>
      client.call<{ clashes: Clash[]; count: number }>('GET', `/duplicates/${object}/clashes`, { signal, query: { decided } }),
    enabled: object !== '',
  })
}

export function useMerges(object: string, id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...all, 'merges', object, id],
    queryFn: ({ signal }) => client.call<{ merges: Merge[] }>('GET', `/duplicates/${object}/merges/${id}`, { signal }),
    enabled,
  })
}

export function useMergedInto(object: string, id: string) {
  return useQuery({
    queryKey: [...all, 'merged', object, id],
    queryFn: ({ signal }) => client.call<{ id: string }>('GET', `/duplicates/${object}/merged/${id}`, { signal }),
    retry: false,
  })
}

export function tellSweep(object: string, to: 'start' | 'pause' | 'resume' | 'stop'): Promise<{ job: { id: string } }> {
  return client.call('POST', `/duplicates/${object}/sweep`, { body: { to } })
}

type MergeInput = { object: string; survivor: { id: string; revision: number }; loser: { id: string; revision: number }; take: string[] }

/** Merges in the background; `whenMerged` is called as soon as it is done. */
export function useMerge(object: string) {
  return useAction<MergeInput, { job: string }>('record.merge', { touches: [object] })
}

export function useUnmerge(object: string) {
  const run = useAction<{ merge: string }, { job: string }>('record.unmerge', { touches: [object] })
  return (merge: string) =>
    run.mutate(
      { merge },
      {
        onSuccess: ({ result }) =>
          trackJob(result.job, (job) => {
            rereadDuplicates(object)
            if (job.status !== 'done') return
            const kept = Number((job.result as { kept?: number }).kept ?? 0)
            const text = kept === 0 ? translate(duplicateTexts, 'unmerged') : translate(duplicateTexts, 'unmergedPartly', { count: kept })
            showToast({ text, seconds: 6 })
          }),
      },
    )
}
