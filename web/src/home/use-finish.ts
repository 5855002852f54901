import type { CalendarItem } from '../customers/calendar/calendar-items.ts'
import { patchRecord, useAction } from '../data/records.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

export type Finish = { item: CalendarItem; outcome?: string; nextAt?: string | null }

/** Ticks planned work off, at once on the screen; taken back from the toast. */
export function useFinish() {
  const t = useText(messages)
  const finish = useAction<{ activity: string; outcome?: string; nextAt?: string }>('activity.finish', {
    touches: ['activity', 'account'],
    apply: ({ activity }) => {
      patchRecord('activity', activity, (record) => ({ ...record, status: 'done' }))
      return () => patchRecord('activity', activity, (record) => ({ ...record, status: 'planned' }))
    },
    keep: ({ activity }) => t('doneTold', { title: titles.get(activity) ?? '' }),
    message: ({ activity }) => t('doneTold', { title: titles.get(activity) ?? '' }),
  })
  return ({ item, outcome, nextAt }: Finish) => {
    titles.set(item.record.id, item.title)
    finish.mutate({ activity: item.record.id, ...(outcome ? { outcome } : {}), ...(nextAt ? { nextAt } : {}) })
  }
}

const titles = new Map<string, string>()
