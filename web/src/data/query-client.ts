import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { isProblem } from './client.ts'

/** Only what may pass by itself is tried again: no answer, or a server that says it is busy. */
function isWorthRetrying(error: unknown): boolean {
  return isProblem(error) && (error.status === 0 || error.status === 502 || error.status === 503)
}

/** The session works in another workspace now, or is somebody else's: what is shown here belongs to the one before. */
function isSwitched(error: unknown): boolean {
  return isProblem(error, 'workspace_switched') || isProblem(error, 'person_switched')
}

/** A second factor that is asked for now, or a session that ended elsewhere: to where one is set up, or back to the sign-in, and from there to where one was. The router itself asks for `meta`. */
function leaveWhenSignedOut(error: unknown): void {
  if (isSwitched(error)) location.assign('/')
  if (isProblem(error) && error.code === 'second_factor_required' && location.pathname !== '/second-factor')
    location.assign('/second-factor')
  if (!isProblem(error) || error.status !== 401 || location.pathname === '/sign-in') return
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`)
}

/** An answer that is asked for the first time cannot be asked for twice at once; one that may be out of date is read again when it is here. */
class CarefulQueryClient extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const firstAnswers = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching')
    await super.invalidateQueries(filters, options)
    if (firstAnswers.length === 0) return
    await Promise.allSettled(firstAnswers.map(({ promise }) => promise))
    await super.invalidateQueries({ predicate: (query) => firstAnswers.some((one) => one.queryHash === query.queryHash) }, options)
  }
}

export const queryClient = new CarefulQueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => (queryKey[0] === 'meta' && !isSwitched(error) ? undefined : leaveWhenSignedOut(error)),
  }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      // Live updates say when something changed; the time below only covers a stream that was down.
      staleTime: 60_000,
      gcTime: 600_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      retryDelay: (failures) => 400 * 2 ** failures,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
