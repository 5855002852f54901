import { useMutation } from '@tanstack/react-query'
import { v4 as newKey } from 'uuid'
import type { Values } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { patchRecord, rereadObject, showUndo } from '../../data/records.ts'
import { runOrKeep } from '../../data/send-kept.ts'
import { showToast } from '../../data/toasts.ts'
import type { CalendarItem } from './calendar-items.ts'

/** Which times of what repeats are meant: the one looked at, that one and all after it, or all. */
export type Which = 'one' | 'following' | 'all'
type SeriesChange = { item: CalendarItem; which: Which; message: string } & ({ changes: Values } | { remove: true })

/** Changes or calls off times of a series, at once on the screen and without the server too; taken back from the toast. */
export function useSeriesChange(): (change: SeriesChange) => void {
  const { mutate } = useMutation({
    mutationFn: ({ item, which, message, ...what }: SeriesChange) => {
      const input = { activity: item.record.id, instance: item.instance ?? '', which }
      return runOrKeep(
        'remove' in what
          ? { action: 'activity.removeTimes', input, touches: ['activity'] }
          : { action: 'activity.changeTimes', input: { ...input, changes: what.changes }, touches: ['activity'] },
        { key: newKey(), label: message },
      )
    },
    onMutate: ({ item, ...what }) => {
      const shown = 'remove' in what ? { status: 'cancelled' } : what.changes
      patchRecord('activity', item.record.id, (record) => (record['instance'] === item.instance ? { ...record, ...shown } : record))
    },
    onSuccess: (done, { message }) => {
      if (done) showUndo(message, done.changeId)
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
    onSettled: (done) => {
      if (done !== null) rereadObject('activity')
    },
  })
  return mutate
}
