import { useMutation } from '@tanstack/react-query'
import { translate } from '../text/use-text.ts'
import { recordKeys } from './cache.ts'
import { client, type UndoResult } from './client.ts'
import { trackJob } from './jobs.ts'
import { messages } from './messages.ts'
import { problemText } from './problems.ts'
import { queryClient } from './query-client.ts'
import { showToast } from './toasts.ts'
import { transfers } from './transfers.ts'

/** Null when there is so much to take back that a job does it. */
async function undo(changeId: string): Promise<UndoResult | null> {
  const result = await client.undo(changeId)
  if ('job' in result) {
    trackJob(result.job.id, () => {
      void queryClient.invalidateQueries({ queryKey: recordKeys.all })
      void queryClient.invalidateQueries({ queryKey: transfers.key })
    })
    return null
  }
  await queryClient.invalidateQueries({ queryKey: recordKeys.all })
  return result
}

function tell(result: UndoResult | null): void {
  if (!result) return
  const { kept } = result
  showToast({
    text: kept.length === 0 ? translate(messages, 'undone') : translate(messages, 'undonePartly', { count: kept.length }),
    seconds: kept.length === 0 ? 4 : 10,
  })
}

/** Takes a change back as far as it still stands, and says what stayed. */
export async function undoChange(changeId: string): Promise<void> {
  try {
    tell(await undo(changeId))
  } catch (error) {
    showToast({
      kind: 'failed',
      text: problemText(error),
      action: { label: translate(messages, 'retry'), run: () => void undoChange(changeId) },
    })
  }
}

export function useUndo() {
  return useMutation({
    mutationFn: (changeId: string) => undo(changeId),
    onSuccess: tell,
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
}
