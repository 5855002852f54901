import { Calendar, CalendarDays, Eraser } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { addWorkdays, useNamedDays } from '../../customers/holidays/workdays.ts'
import { useMeta } from '../../data/meta.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import { Combo, type ComboOption } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { calendarDay, shownMoment } from './field-text.ts'
import { MonthGrid } from './MonthGrid.tsx'
import { messages } from './messages.ts'
import { addDays, nextMonday, readTypedDate, type TypedMoment } from './natural-date.ts'
import { useDateWords } from './use-date-words.ts'
import { instantAt, wallTime } from './wall-clock.ts'

/** Where nothing says when: a working morning, so that a reminder does not ring at midnight. */
const usualTime = '10:00'

/** Dates and times, typed as people say them: 周五, 明天 3 点, fri, +2w; with the likely ones to choose from, and a calendar. */
export function DateEditor({ field, value, onChange, onProblem, onPicked, place, placeholder, ...rest }: EditorProps) {
  const t = useText(messages)
  useLanguage()
  const { timeZone } = useMeta().me
  const withTime = field.kind === 'dateTime'
  const known = typeof value === 'string' ? value : null
  const now = wallTime(Date.now(), timeZone)
  const wall = known ? (withTime ? wallTime(known, timeZone) : { date: known, time: usualTime }) : null
  const [text, setText] = useState(known ? shown(known) : '')
  const [isPicking, setPicking] = useState(false)
  const isTyped = useRef(false)
  const words = useDateWords()
  const named = useNamedDays(now.date, addDays(now.date, 400))

  function shown(date: string): string {
    return shownMoment(date)
  }

  /** A day without a time keeps the time that stood there. */
  function valueAt(date: string, time: string | null): string {
    return withTime ? instantAt(date, time ?? wall?.time ?? usualTime, timeZone) : date
  }

  /** 3 个工作日后, +3wd: counted by the calendar of working days. */
  function read(input: string): TypedMoment | null {
    const workdays = /^\+?\s*(\d{1,3})\s*(?:个?工作日后?|wd|(?:work(?:ing)?|business)\s*days?)$/.exec(
      input.normalize('NFKC').trim().toLowerCase(),
    )?.[1]
    if (workdays) return { date: addWorkdays(now.date, Number(workdays), named), time: null }
    return readTypedDate(input, { today: now.date, now: now.time }, words)
  }

  const typed = isTyped.current ? read(text) : null

  function onText(next: string): void {
    isTyped.current = true
    setText(next)
    const moment = read(next)
    if (next.trim() === '') onChange(null)
    else if (moment) onChange(valueAt(moment.date, moment.time))
    onProblem?.(next.trim() === '' || moment ? null : t('notADate'))
  }

  // What was typed before the library was there is read again with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival counts
  useEffect(() => {
    if (words && isTyped.current) onText(text)
  }, [words])

  const offered: { key: string; date: string; time: string | null; end: string }[] = [
    ...(typed ? [{ key: 'typed', date: typed.date, time: typed.time, end: t('asTyped') }] : []),
    ...(typed ? [] : [{ key: 'today', date: now.date, time: null, end: t('today') }]),
    { key: 'tomorrow', date: addDays(now.date, 1), time: null, end: t('tomorrow') },
    { key: 'monday', date: nextMonday(now.date), time: null, end: t('nextMonday') },
  ]
  // Tomorrow may be next Monday: a day is offered once.
  const days = offered.filter((day, at) => offered.findIndex(({ date }) => date === day.date) === at || day.key === 'typed')
  const options: ComboOption[] = [
    ...days.map(({ key, date, time, end }) => ({
      key,
      content: (
        <>
          <Calendar size={14} aria-hidden="true" />
          <span>{withTime && key === 'typed' ? shownMoment(valueAt(date, time)) : calendarDay(date)}</span>
        </>
      ),
      end,
    })),
    {
      key: 'calendar',
      content: (
        <>
          <CalendarDays size={14} aria-hidden="true" />
          <span>{t('pickDay')}</span>
        </>
      ),
    },
    ...(known && !field.required
      ? [
          {
            key: 'clear',
            content: (
              <>
                <Eraser size={14} aria-hidden="true" />
                <span>{t('clear')}</span>
              </>
            ),
            end: t('clearDate'),
          },
        ]
      : []),
  ]

  function choose(date: string | null, time: string | null): void {
    const next = date === null ? null : valueAt(date, time)
    isTyped.current = false
    setText(next ? shown(next) : '')
    onProblem?.(null)
    onChange(next)
  }

  function onPick(key: string): void {
    const day = days.find((one) => one.key === key)
    if (key === 'calendar') setPicking(true)
    else choose(day?.date ?? null, day?.time ?? null)
  }

  const calendar = (
    <MonthGrid
      chosen={wall?.date ?? null}
      today={now.date}
      onChoose={(date) => {
        choose(date, null)
        setPicking(false)
        onPicked?.()
      }}
    />
  )

  return (
    <Combo
      {...rest}
      place={place}
      text={text}
      onText={onText}
      options={isPicking ? [] : options}
      onPick={onPick}
      keepsOpen={(key) => key === 'calendar'}
      onPicked={onPicked}
      width={isPicking ? 252 : 244}
      selectOnFocus
      placeholder={placeholder ?? t(withTime ? 'dateTimePlaceholder' : 'datePlaceholder')}
      startAt={known ? 'none' : undefined}
      {...(isPicking ? { whenEmpty: calendar } : {})}
      footer={place === 'cell' ? <CellKeys /> : undefined}
    />
  )
}
