import { useMutation } from '@tanstack/react-query'
import { client, type MySettings } from './client.ts'
import { forgetKeptWrites } from './kept-writes.ts'
import { startLive, stopLive } from './live.ts'
import { type MetaState, metaKey } from './meta.ts'
import { problemText } from './problems.ts'
import { queryClient } from './query-client.ts'
import { showToast } from './toasts.ts'

/** Theme, density, language, time zone and settings of my own: at once here, and kept with the account. */
export function useUpdateMe() {
  return useMutation({
    mutationFn: (settings: MySettings) => client.updateMe(settings),
    // A switch moves under the finger; a refusal moves it back.
    onMutate: (given) => {
      const before = queryClient.getQueryData<MetaState>(metaKey)?.me
      changeMe((me) => ({ ...me, ...given, settings: { ...me.settings, ...given.settings } }))
      return { before }
    },
    onError: (error, _given, context) => {
      const before = context?.before
      if (before) changeMe(() => before)
      showToast({ kind: 'failed', text: problemText(error) })
    },
    onSuccess: ({ me }) => changeMe((known) => ({ ...known, ...me })),
  })
}

function changeMe(change: (me: MetaState['me']) => MetaState['me']): void {
  queryClient.setQueryData<MetaState>(metaKey, (meta) => (meta ? { ...meta, me: change(meta.me) } : meta))
}

export async function signOut(): Promise<void> {
  stopLive()
  try {
    await client.session.signOut()
  } catch (error) {
    startLive()
    showToast({ kind: 'failed', text: problemText(error) })
    return
  }
  forgetKeptWrites()
  // Nothing of this person may stay in the memory of the page.
  location.assign('/sign-in')
}
