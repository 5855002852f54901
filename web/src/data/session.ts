import { useMutation } from '@tanstack/react-query'
import { client, type MySettings } from './client.ts'
import { stopLive } from './live.ts'
import { type MetaState, metaKey } from './meta.ts'
import { queryClient } from './query-client.ts'

/** Theme, density, language, time zone and settings of my own: at once here, and kept with the account. */
export function useUpdateMe() {
  return useMutation({
    mutationFn: (settings: MySettings) => client.updateMe(settings),
    onSuccess: ({ me }) => queryClient.setQueryData<MetaState>(metaKey, (meta) => (meta ? { ...meta, me: { ...meta.me, ...me } } : meta)),
  })
}

export async function signOut(): Promise<void> {
  stopLive()
  await client.session.signOut()
  // Nothing of this person may stay in the memory of the page.
  location.assign('/sign-in')
}
