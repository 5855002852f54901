import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarPlus, ChevronLeft, ChevronRight, Trash2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { client, type RecordJson } from '../../data/client.ts'
import { useObject } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo, useList, useRemoveRecord } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatExactDate, today, weekdayOf } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import './holidays.css'
import { messages } from './messages.ts'

type Added = { added: number; kept: number }

/** The calendar of working days, a year at a time: days off, weekends that are worked, and where they come from. */
export function Holidays() {
  const t = useText(messages)
  const [year, setYear] = useState(() => Number(today().slice(0, 4)))
  const object = useObject('holiday')
  const remove = useRemoveRecord('holiday')
  const input = useRef<HTMLInputElement>(null)
  const { records, isPending, error, reload } = useList('holiday', {
    filter: { field: 'date', op: 'between', value: [`${year}-01-01`, `${year}-12-31`] },
    fields: ['date', 'name', 'isWorkday'],
    sort: ['date'],
    limit: 400,
  })
  const add = useMutation({
    mutationFn: async (file: File | null) =>
      file ? client.action<Added>('holiday.importCalendar', { calendar: await file.text() }) : client.action<Added>('holiday.addKnown', {}),
    onSuccess: ({ result, changeId }) => {
      if (result.added > 0) showUndo(t('added', result), changeId)
      else showToast({ text: t('nothingAdded') })
      rereadObject('holiday')
    },
    onError: (problem) => showToast({ kind: 'failed', text: problemText(problem) }),
  })

  return (
    <section className="holidays">
      <p className="t2">{t('about')}</p>
      <div className="holidays-bar">
        <button type="button" className="ib" aria-label={t('before')} onClick={() => setYear(year - 1)}>
          <ChevronLeft className="i" aria-hidden="true" />
        </button>
        <h2 aria-live="polite">{t('year', { year: String(year) })}</h2>
        <button type="button" className="ib" aria-label={t('after')} onClick={() => setYear(year + 1)}>
          <ChevronRight className="i" aria-hidden="true" />
        </button>
        <span className="grow" />
        <Link to="/$route" params={{ route: object.route }} className="btn">
          {t('edit')}
        </Link>
        <Button icon={<CalendarPlus className="i s" aria-hidden="true" />} onClick={() => add.mutate(null)}>
          {t('addKnown')}
        </Button>
        <Button
          icon={<Upload className="i s" aria-hidden="true" />}
          busy={add.isPending && t('importing')}
          onClick={() => input.current?.click()}
        >
          {t('import')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".ics,text/calendar"
          hidden
          aria-label={t('import')}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) add.mutate(file)
            event.target.value = ''
          }}
        />
      </div>
      {error && <LoadError error={error} onRetry={reload} />}
      {isPending && <SkeletonRows />}
      {!isPending && !error && records.length === 0 && (
        <Empty icon={<CalendarPlus className="i" aria-hidden="true" />} title={t('none', { year: String(year) })}>
          {t('noneHelp')}
        </Empty>
      )}
      <ul>
        {records.map((day) => (
          <Day
            key={day.id}
            day={day}
            onRemove={object.may.delete ? () => remove.mutate({ id: day.id, message: t('removed') }) : undefined}
          />
        ))}
      </ul>
    </section>
  )
}

function Day({ day, onRemove }: { day: RecordJson; onRemove: (() => void) | undefined }) {
  const t = useText(messages)
  const date = String(day['date'])
  const isWorked = day['isWorkday'] === true
  return (
    <li>
      <span className={`tag ${isWorked ? 'warn' : 'ok'}`}>{t(isWorked ? 'worked' : 'off')}</span>
      <span className="num">{formatExactDate(date)}</span>
      <span className="t3">{weekdayOf(date)}</span>
      <span className="grow el">{String(day['name'])}</span>
      {onRemove && (
        <button type="button" className="ib sm" aria-label={t('remove', { date: formatExactDate(date) })} onClick={onRemove}>
          <Trash2 className="i s" aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
