import { useQueries, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { client, type Job } from './client.ts'
import { queryClient } from './query-client.ts'

const jobKey = (id: string) => ['job', id] as const
const pollMilliseconds = 1_500

export function isOver(job: Pick<Job, 'status'> | undefined): boolean {
  return job?.status === 'done' || job?.status === 'failed' || job?.status === 'cancelled'
}

function jobQuery(id: string) {
  return {
    queryKey: jobKey(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => client.jobs.get(id, { signal }),
    // Live events bring progress; the poll carries it where the stream is down.
    refetchInterval: (query: { state: { data?: Job | undefined } }) => (isOver(query.state.data) ? false : pollMilliseconds),
    staleTime: 0,
  }
}

export function useJob(id: string | undefined) {
  return useQuery({ ...jobQuery(id ?? ''), enabled: id !== undefined })
}

type Tracked = { id: string; whenOver: ((job: Job) => void) | undefined; told: boolean }
let tracked: readonly Tracked[] = []
const listeners = new Set<() => void>()

function publish(next: readonly Tracked[]): void {
  tracked = next
  for (const listener of listeners) listener()
}

/** Shows a card for a background job until it is closed; `whenOver` runs once. The page that started it may be left. */
export function trackJob(id: string, whenOver?: (job: Job) => void): void {
  if (tracked.some((job) => job.id === id)) return
  publish([...tracked, { id, whenOver, told: false }])
}

/** Kinds that the screen which started them shows by itself. */
const shownElsewhere = new Set(['importCheck', 'importProjectCheck'])

/** Work that was under way when the page was opened: started before a reload, or on another device. */
export async function resumeJobs(): Promise<void> {
  try {
    const { jobs } = await client.jobs.list({ limit: 20 })
    for (const job of jobs) if (!isOver(job) && !shownElsewhere.has(job.kind)) trackJob(job.id)
  } catch {
    // Cards of background work are a comfort; the screens say themselves when the server is out of reach.
  }
}

export function forgetJob(id: string): void {
  publish(tracked.filter((job) => job.id !== id))
}

export async function cancelJob(id: string): Promise<void> {
  queryClient.setQueryData(jobKey(id), await client.jobs.cancel(id))
}

export function rereadJob(id: string): void {
  void queryClient.invalidateQueries({ queryKey: jobKey(id) })
}

/** What the live stream says about a job. */
export function takeJobEvent({ id, status, done, total }: Pick<Job, 'id' | 'status' | 'done' | 'total'>): void {
  const known = queryClient.getQueryData<Job>(jobKey(id))
  if (!known) return
  // What came of it is not in the event: the end is told with its result, or not at all.
  if (isOver({ ...known, status })) void queryClient.invalidateQueries({ queryKey: jobKey(id) })
  else queryClient.setQueryData<Job>(jobKey(id), { ...known, status, done, total })
}

/** Whoever asks first that a job is over runs what was to be done then. */
export function tellWhenOver(job: Job): void {
  const entry = tracked.find(({ id }) => id === job.id)
  if (!entry || entry.told || !isOver(job)) return
  entry.told = true
  entry.whenOver?.(job)
}

export function useTrackedJobs(): readonly Job[] {
  const ids = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => tracked,
  )
  const reads = useQueries({ queries: ids.map(({ id }) => jobQuery(id)) })
  return reads.flatMap(({ data }) => (data ? [data] : []))
}
