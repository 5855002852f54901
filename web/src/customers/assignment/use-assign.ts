import { useState } from 'react'
import { client, type Filter, type ObjectMeta } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** Gives records out by the rules, in the background; when it is done it can be undone. */
export function useAssign(object: ObjectMeta, onDone?: () => void) {
  const t = useText(messages)
  const label = useLabel()
  const [isRunning, setRunning] = useState(false)

  async function assign(which: { held: boolean; filter?: Filter }): Promise<boolean> {
    setRunning(true)
    try {
      const { result } = await client.action<{ job: string }>('assignment.assign', { object: object.key, ...which })
      trackJob(result.job, ({ result: outcome }) => {
        rereadObject(object.key)
        onDone?.()
        const count = Number((outcome as { changed?: number }).changed ?? 0)
        showUndo(
          t('done', { count: formatNumber(count), object: inSentence(label(count === 1 ? object.label : object.plural)) }),
          result.job,
        )
      })
      return true
    } catch (error) {
      showToast({ kind: 'failed', text: problemText(error) })
      return false
    } finally {
      setRunning(false)
    }
  }

  return { assign, isRunning }
}
