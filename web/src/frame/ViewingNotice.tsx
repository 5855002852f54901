import { useMutation } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useEffect } from 'react'
import { client } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { timeOf } from '../design/format.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** An administrator looks on as somebody else: whom, until when, and the way out. The screens themselves are those of that person. */
export function ViewingNotice() {
  const t = useText(messages)
  const { me, viewing } = useMeta()
  const end = useMutation({
    mutationFn: () => client.call('DELETE', '/access/view-as'),
    onSuccess: () => location.assign('/'),
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  const until = viewing?.until

  // It ends by itself: what is on the screen then belongs to nobody any more.
  useEffect(() => {
    if (until === undefined) return
    const timer = setTimeout(() => location.assign('/'), Math.max(0, new Date(until).getTime() - Date.now()) + 1_000)
    return () => clearTimeout(timer)
  }, [until])

  if (!viewing) return null
  return (
    <output className="offline viewing">
      <Eye className="i s" aria-hidden="true" />
      <span className="grow">{t('viewingAs', { name: me.name, time: timeOf(viewing.until) })}</span>
      <button type="button" className="link" disabled={end.isPending} onClick={() => end.mutate()}>
        {t('endViewing')}
      </button>
    </output>
  )
}
