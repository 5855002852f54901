import { useUpdateRecord } from '../../data/records.ts'
import { formatDate, formatDateTime } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { type CalendarItem, type CalendarSpan, movedValues } from './calendar-items.ts'
import { calendarTexts } from './messages.ts'
import { useSeriesChange, type Which } from './use-series.ts'

export function movedText(span: CalendarSpan): string {
  return span.allDay ? formatDate(span.start) : formatDateTime(span.start)
}

/** Puts an item to another time, or the times of a series that are meant. */
export function useMove(timeZone: string): (item: CalendarItem, span: CalendarSpan, which?: Which) => void {
  const t = useText(calendarTexts)
  const update = useUpdateRecord('activity', { keep: true })
  const changeSeries = useSeriesChange()
  return (item, span, which = 'one') => {
    const changes = movedValues(item, span, timeZone)
    const message = t('moved', { title: item.title, when: movedText(span) })
    if (item.instance !== null) changeSeries({ item, which, changes, message })
    else update.mutate({ id: item.record.id, changes, revision: item.record.revision, message })
  }
}
