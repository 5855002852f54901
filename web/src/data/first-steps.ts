import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { currentMeta, type MetaState, metaKey } from './meta.ts'
import { queryClient } from './query-client.ts'

export const firstSteps = queryOptions({
  queryKey: ['first-steps'] as const,
  queryFn: async ({ signal }) =>
    (await client.call<{ steps: { key: string; done: boolean }[] }>('GET', '/me/first-steps', { signal })).steps,
  // Each look at the home page asks anew: the steps are gone elsewhere.
  staleTime: 0,
})

/** Of the guide for newcomers: put away by me, asked back by me, or neither. */
export function isGuideWanted(settings: Record<string, unknown> | undefined): boolean | undefined {
  const chosen = settings?.['firstSteps']
  return chosen === 'hidden' ? false : chosen === 'shown' ? true : undefined
}

/** Notes, once per account, that somebody found or ran something by the one box. */
export function noteFinderUsed(): void {
  const settings = currentMeta()?.me.settings
  if (!settings || settings['usedFinder'] === true) return
  const used = { usedFinder: true }
  queryClient.setQueryData<MetaState>(metaKey, (meta) => meta && { ...meta, me: { ...meta.me, settings: { ...settings, ...used } } })
  // Nobody waits for it, and whoever is offline now uses it again.
  client.updateMe({ settings: used }).then(
    () => queryClient.invalidateQueries({ queryKey: firstSteps.queryKey }),
    () => undefined,
  )
}
