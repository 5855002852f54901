import { useState } from 'react'
import { fieldOf, useObject } from '../../data/meta.ts'
import { useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { FieldEditor } from '../../records/fields/FieldEditor.tsx'
import { repeatText } from '../../records/fields/recurrence.ts'
import { instantAt, wallTime } from '../../records/fields/wall-clock.ts'
import { common, useText } from '../../text/index.ts'
import { type CalendarItem, type CalendarSpan, isBusy, spanFrom } from './calendar-items.ts'
import { FreeTime } from './FreeTime.tsx'
import { calendarTexts } from './messages.ts'
import { movedText, useMove } from './use-move.ts'
import { useSeriesChange, type Which } from './use-series.ts'

/** `span`: it was dragged there already, and only which times are meant is open. */
export type Asked = { what: 'move'; item: CalendarItem; span?: CalendarSpan } | { what: 'repeat' | 'remove'; item: CalendarItem }

type Props = { asked: Asked; timeZone: string; onClose: () => void }

/** Moves an item, changes how it repeats or calls it off; of what repeats it asks which times are meant. */
export function SeriesDialog({ asked, timeZone, onClose }: Props) {
  const t = useText(calendarTexts)
  const words = useText(common)
  const { item, what } = asked
  const object = useObject('activity')
  const isSeries = item.instance !== null
  const [which, setWhich] = useState<Which>(what === 'repeat' ? 'following' : 'one')
  const dragged = what === 'move' ? asked.span : undefined
  const [span, setSpan] = useState<CalendarSpan>(dragged ?? spanFrom(item, item.start))
  const [rule, setRule] = useState<unknown>(item.rule)
  const move = useMove(timeZone)
  const changeSeries = useSeriesChange()
  const update = useUpdateRecord('activity', { keep: true })
  const recurrence = fieldOf(object, 'recurrence')

  function save(): void {
    onClose()
    if (what === 'move') move(item, span, which)
    else if (what === 'remove') changeSeries({ item, which, remove: true, message: t('removed', { title: item.title }) })
    else repeatBy()
  }

  function repeatBy(): void {
    const message =
      typeof rule === 'string' ? t('repeatsNow', { title: item.title, rule: repeatText(rule) }) : t('repeatsNoMore', { title: item.title })
    if (isSeries) changeSeries({ item, which, changes: { recurrence: rule }, message })
    else update.mutate({ id: item.record.id, changes: { recurrence: rule }, revision: item.record.revision, message })
  }

  return (
    <Dialog
      title={t(`ask_${what}`, { title: item.title })}
      onClose={onClose}
      width={480}
      footer={
        <>
          <Button look={what === 'remove' ? 'danger' : 'primary'} onClick={save} disabled={what === 'move' && span.start === ''}>
            {t(`do_${what}`)}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad cal-ask">
        {item.rule && <p className="t3">{repeatText(item.rule)}</p>}
        {what === 'move' && dragged && <p>{t('movesTo', { when: movedText(dragged) })}</p>}
        {what === 'move' && !dragged && <MoveFields item={item} span={span} timeZone={timeZone} onChange={setSpan} />}
        {what === 'repeat' && recurrence && (
          <FieldEditor field={recurrence} value={rule} onChange={setRule} place="form" label={t('howOften')} />
        )}
        {isSeries && <WhichTimes value={which} onChange={setWhich} mayOne={what !== 'repeat'} />}
        {what === 'move' && <Clash item={item} span={span} timeZone={timeZone} onTake={setSpan} />}
      </div>
    </Dialog>
  )
}

function WhichTimes({ value, onChange, mayOne }: { value: Which; onChange: (which: Which) => void; mayOne: boolean }) {
  const t = useText(calendarTexts)
  return (
    <fieldset className="cal-which" aria-label={t('which')}>
      {(['one', 'following', 'all'] as const)
        .filter((one) => mayOne || one !== 'one')
        .map((one) => (
          <label key={one}>
            <input type="radio" name="which" checked={value === one} onChange={() => onChange(one)} />
            {t(`which_${one}`)}
          </label>
        ))}
    </fieldset>
  )
}

type MoveProps = { item: CalendarItem; span: CalendarSpan; timeZone: string; onChange: (span: CalendarSpan) => void }

/** Day and hour by the device's own pickers: what a drag does, by keys and by touch. The length stays; it is set beside. */
function MoveFields({ item, span, timeZone, onChange }: MoveProps) {
  const t = useText(calendarTexts)
  const wall = span.allDay ? { date: span.start, time: '' } : wallTime(span.start, timeZone)
  const minutes = span.allDay || span.end === null ? 30 : Math.round((Date.parse(span.end) - Date.parse(span.start)) / 60_000)
  const put = (date: string, time: string) => {
    if (!date || (!item.allDay && !time)) return
    const next = spanFrom(item, item.allDay ? date : instantAt(date, time, timeZone))
    onChange(item.allDay || span.end === null ? next : { ...next, end: new Date(Date.parse(next.start) + minutes * 60_000).toISOString() })
  }
  return (
    <div className="cal-move">
      <label>
        {t('day')}
        <input type="date" className="field num" data-autofocus value={wall.date} onChange={({ target }) => put(target.value, wall.time)} />
      </label>
      {!span.allDay && (
        <>
          <label>
            {t('startsAt')}
            <input type="time" className="field num" value={wall.time} onChange={({ target }) => put(wall.date, target.value)} />
          </label>
          <label>
            {t('minutes')}
            <input
              type="number"
              className="field num"
              min={5}
              max={1440}
              step={5}
              value={minutes}
              onChange={({ target }) => {
                const lasts = Math.trunc(Number(target.value))
                if (lasts > 0) onChange({ ...span, end: new Date(Date.parse(span.start) + lasts * 60_000).toISOString() })
              }}
            />
          </label>
        </>
      )}
    </div>
  )
}

/** What the same person has at the new time already. */
function Clash({
  item,
  span,
  timeZone,
  onTake,
}: {
  item: CalendarItem
  span: CalendarSpan
  timeZone: string
  onTake: (span: CalendarSpan) => void
}) {
  const isAsked = !span.allDay && span.start !== '' && item.ownerId !== undefined && isBusy({ ...item, allDay: span.allDay })
  if (!isAsked || item.ownerId === undefined) return null
  const lasts = Date.parse(item.end) - Date.parse(item.start)
  const end = span.end ?? new Date(Date.parse(span.start) + lasts).toISOString()
  return (
    <FreeTime
      owner={item.ownerId}
      span={{ start: span.start, end }}
      timeZone={timeZone}
      except={item.key}
      onTake={(free) => onTake({ allDay: false, start: free.start, end: span.end === null ? null : free.end })}
    />
  )
}
