import { Clock } from 'lucide-react'
import { useRef, useState } from 'react'
import { type CalendarItem, movedValues } from '../customers/calendar/calendar-items.ts'
import { fieldOf, useMeta, useObject } from '../data/meta.ts'
import { useUpdateRecord } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { addDays, formatDateTime, today } from '../design/format.ts'
import { Popover } from '../design/Popover.tsx'
import { FieldEditor } from '../records/fields/FieldEditor.tsx'
import { nextMonday } from '../records/fields/natural-date.ts'
import { instantAt, wallTime } from '../records/fields/wall-clock.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** Puts work off: to tomorrow, to Monday, or to what is typed (周五 3 点, +2w). */
export function Postpone({ item }: { item: CalendarItem }) {
  const t = useText(messages)
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="ib"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t('postponeNamed', { title: item.title })}
        title={t('postpone')}
        onClick={() => setOpen(!isOpen)}
      >
        <Clock className="i s" aria-hidden="true" />
      </button>
      {isOpen && (
        <Popover
          anchor={anchor}
          onClose={() => setOpen(false)}
          place="bottom-end"
          width={280}
          label={t('postponeNamed', { title: item.title })}
        >
          <Choices item={item} onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  )
}

function Choices({ item, onClose }: { item: CalendarItem; onClose: () => void }) {
  const t = useText(messages)
  const { me, workspace } = useMeta()
  const timeZone = me.timeZone || workspace.timeZone
  const update = useUpdateRecord('activity', { keep: true })
  const field = fieldOf(useObject('activity'), 'dueAt')
  const [typed, setTyped] = useState<unknown>(null)
  const time = item.allDay ? '09:00' : wallTime(item.start, timeZone).time

  function put(start: string): void {
    onClose()
    const lasts = item.allDay ? 0 : Date.parse(item.end) - Date.parse(item.start)
    const end = item.record['endAt'] ? new Date(Date.parse(start) + lasts).toISOString() : null
    update.mutate({
      id: item.record.id,
      changes: movedValues(item, { allDay: false, start, end }, timeZone),
      revision: item.record.revision,
      message: t('postponed', { title: item.title, when: formatDateTime(start) }),
    })
  }
  const on = (day: string) => put(instantAt(day, time, timeZone))

  return (
    <div className="postpone">
      <Button onClick={() => on(addDays(today(), 1))}>{t('tomorrow')}</Button>
      <Button onClick={() => on(nextMonday(today()))}>{t('nextMonday')}</Button>
      {field && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (typeof typed === 'string') put(typed)
          }}
        >
          <FieldEditor field={field} value={typed} onChange={setTyped} place="form" label={t('postponeTo')} />
          <Button type="submit" look="primary" disabled={typeof typed !== 'string'}>
            {t('postpone')}
          </Button>
        </form>
      )}
    </div>
  )
}
