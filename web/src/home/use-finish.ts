import { useMutation } from '@tanstack/react-query'
import { v4 as newKey } from 'uuid'
import type { CalendarItem } from '../customers/calendar/calendar-items.ts'
import { problemText } from '../data/problems.ts'
import { patchRecord, rereadObject, showUndo } from '../data/records.ts'
import { runOrKeep } from '../data/send-kept.ts'
import { showToast } from '../data/toasts.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

export type Finish = { item: CalendarItem; outcome?: string; nextAt?: string | null }

const touched = ['activity', 'account'] as const

/** Ticks planned work off, at once on the screen and without the server too; taken back from the toast. */
export function useFinish(): (finish: Finish) => void {
  const t = useText(messages)
  const show = ({ record: { id, ...own } }: CalendarItem, status: string) =>
    patchRecord('activity', id, (record) => ((record['instance'] ?? null) === (own['instance'] ?? null) ? { ...record, status } : record))
  const { mutate } = useMutation({
    mutationFn: ({ item, outcome, nextAt }: Finish) =>
      runOrKeep(
        {
          action: 'activity.finish',
          input: {
            activity: item.record.id,
            ...(item.instance ? { instance: item.instance } : {}),
            ...(outcome ? { outcome } : {}),
            ...(nextAt ? { nextAt } : {}),
          },
          touches: touched,
        },
        { key: newKey(), label: t('doneTold', { title: item.title }) },
      ),
    onMutate: ({ item }) => show(item, 'done'),
    onSuccess: (done, { item }) => {
      if (!done) return
      showUndo(t('doneTold', { title: item.title }), done.changeId)
      for (const object of touched) rereadObject(object)
    },
    onError: (error, { item }) => {
      show(item, 'planned')
      showToast({ kind: 'failed', text: problemText(error) })
    },
  })
  return mutate
}
