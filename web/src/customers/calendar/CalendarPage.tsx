import './calendar.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, Clock, Lock, Plus } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { ObjectMeta, Values } from '../../data/client.ts'
import { useMeta, useObjectIfReadable } from '../../data/meta.ts'
import { useOccurrences } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { addDays, formatExactDate, today } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { useKeys } from '../../frame/keys.ts'
import { Page } from '../../frame/Page.tsx'
import { activityModel } from '../../records/timeline/channels.ts'
import { zoneName } from '../../set-up/regional.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { useNamedDays } from '../holidays/workdays.ts'
import { Agenda } from './Agenda.tsx'
import {
  type CalendarItem,
  type CalendarSpan,
  type CalendarView,
  calendarFields,
  calendarViews,
  calendarWindow,
  clashesOf,
  itemOf,
  shownDays,
  spanValues,
  steppedDay,
} from './calendar-items.ts'
import { HoursButton } from './HoursButton.tsx'
import { calendarTexts } from './messages.ts'
import { PeopleChoice } from './PeopleChoice.tsx'
import type { Asked } from './SeriesDialog.tsx'
import { useMove } from './use-move.ts'
import { workingHours } from './working-hours.ts'

const CalendarGrid = lazy(async () => ({ default: (await import('./CalendarGrid.tsx')).CalendarGrid }))
const CreateDialog = lazy(async () => ({ default: (await import('../../records/form/CreateDialog.tsx')).CreateDialog }))
const PreviewDrawer = lazy(async () => ({ default: (await import('../../records/list/PreviewDrawer.tsx')).PreviewDrawer }))

const ItemDrawer = lazy(async () => ({ default: (await import('./ItemDrawer.tsx')).ItemDrawer }))
const SeriesDialog = lazy(async () => ({ default: (await import('./SeriesDialog.tsx')).SeriesDialog }))
const OutcomeDialog = lazy(async () => ({ default: (await import('../../home/OutcomeDialog.tsx')).OutcomeDialog }))

const hueCount = 8

/** The calendar of one's own activities, with those of colleagues over it. */
export function CalendarPage() {
  const t = useText(calendarTexts)
  const activity = useObjectIfReadable('activity')
  if (activity) return <Calendar activity={activity} />
  return (
    <Page title={t('calendar')}>
      <Empty icon={<Lock className="i" aria-hidden="true" />} title={t('mayNot')} />
    </Page>
  )
}

function Calendar({ activity }: { activity: ObjectMeta }) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const meta = useMeta()
  const { me, workspace } = meta
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/calendar' })
  const isPhone = useMedia(media.phone)
  const timeZone = me.timeZone || workspace.timeZone
  const view: CalendarView = search.view ?? (isPhone ? 'agenda' : 'week')
  const day = search.date ?? today()
  const people = useMemo(() => search.people?.split(',') ?? [me.userId], [search.people, me.userId])
  const hues = useMemo(
    () => new Map(people.filter((id) => id !== me.userId).map((id, at) => [id, `var(--chart-${(at % (hueCount - 1)) + 2})`])),
    [people, me.userId],
  )
  const hours = useMemo(() => workingHours(me.settings), [me.settings])
  const shown = shownDays(view, day, hours.firstDay)
  const named = useNamedDays(shown.from, addDays(shown.to, -1))
  const read = useOccurrences('activity', { ...calendarWindow(shown, timeZone), owners: people, fields: calendarFields })
  const items = useMemo(
    () => read.records.map((record) => itemOf(record, timeZone)).filter((item) => item !== undefined),
    [read.records, timeZone],
  )
  const kinds = useMemo(() => activityModel(meta)?.kinds ?? [], [meta])
  const clashes = useMemo(() => clashesOf(items), [items])
  const put = useMove(timeZone)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [finishing, setFinishing] = useState<CalendarItem | null>(null)
  const [initial, setInitial] = useState<Values | null>(null)

  const go = (next: Partial<typeof search>) =>
    void navigate({ to: '/calendar', search: { ...search, ...next }, replace: true, resetScroll: false })
  const step = (by: 1 | -1) => go({ date: steppedDay(view, day, by) })
  const show = (next: CalendarView) => go({ view: next })

  function create(span?: CalendarSpan): void {
    if (!activity.may.create) return
    const chosen = span ? { ...spanValues(span, timeZone), allDay: span.allDay } : { occurAt: nextHour(), allDay: false }
    setInitial({ type: 'meeting', status: 'planned', ...chosen })
  }

  function move(item: CalendarItem, span: CalendarSpan): void {
    if (item.instance === null) put(item, span)
    else setAsked({ what: 'move', item, span })
  }

  function nudge(item: CalendarItem, { days, minutes, lasts }: { days: number; minutes: number; lasts: number }): void {
    if (item.allDay) {
      if (days !== 0) move(item, { allDay: true, start: addDays(item.start, days), end: addDays(item.end, days) })
      return
    }
    const later = (at: string, by: number) => new Date(Date.parse(at) + by * 60_000).toISOString()
    const by = days * 1_440 + minutes
    const end = later(item.end, by + lasts)
    if (end > later(item.start, by)) move(item, { allDay: false, start: later(item.start, by), end })
  }

  useKeys(t('keys'), [
    { keys: 'n', label: t('newItem'), run: () => create() },
    { keys: 't', label: t('today'), run: () => go({ date: undefined }) },
    { keys: 'd', label: t('day'), run: () => show('day') },
    { keys: 'w', label: t('week'), run: () => show('week') },
    { keys: 'm', label: t('month'), run: () => show('month') },
    { keys: 'a', label: t('agenda'), run: () => show('agenda') },
    { keys: 'ArrowLeft', label: t('earlier'), run: () => step(-1), when: isNotChoosing },
    { keys: 'ArrowRight', label: t('later'), run: () => step(1), when: isNotChoosing },
  ])

  const open = (item: CalendarItem) => go({ open: item.record.id, at: item.instance ?? undefined })
  const opened =
    search.open === undefined
      ? undefined
      : items.find(({ record, instance }) => record.id === search.open && instance === (search.at ?? null))
  const close = () => go({ open: undefined, at: undefined })
  return (
    <Page title={t('calendar')}>
      <div className="cal">
        <header className="cal-bar">
          <Button onClick={() => go({ date: undefined })} keys="T">
            {t('today')}
          </Button>
          <button type="button" className="ib" aria-label={t('earlier')} title={t('earlier')} onClick={() => step(-1)}>
            <ChevronLeft className="i" aria-hidden="true" />
          </button>
          <button type="button" className="ib" aria-label={t('later')} title={t('later')} onClick={() => step(1)}>
            <ChevronRight className="i" aria-hidden="true" />
          </button>
          <h2 aria-live="polite">{periodName(view, day, shown)}</h2>
          <span className="end row">
            {timeZone !== workspace.timeZone && <small className="t3">{t('zone', { zone: zoneName(timeZone, language) })}</small>}
            <PeopleChoice
              me={me.userId}
              people={people}
              hues={hues}
              onChange={(chosen) => go({ people: chosen.length === 1 && chosen[0] === me.userId ? undefined : chosen.join(',') })}
            />
            <HoursButton hours={hours} />
            <Segmented label={t('view')} value={view} options={calendarViews.map((one) => [one, t(one)] as const)} onChange={show} />
            {activity.may.create && (
              <Button look="primary" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => create()} keys="N">
                {t('newItem')}
              </Button>
            )}
          </span>
        </header>
        {read.hasMore && <p className="alert told">{t('more')}</p>}
        {read.error && read.records.length === 0 ? (
          <LoadError error={read.error} onRetry={read.reload} />
        ) : read.isPending ? (
          <SkeletonRows rows={12} widths={[60, 200]} />
        ) : view === 'agenda' ? (
          <Agenda items={items} from={shown.from} kinds={kinds} hues={hues} clashes={clashes} onOpen={open} />
        ) : (
          <Suspense fallback={<SkeletonRows rows={12} widths={[60, 200]} />}>
            <CalendarGrid
              view={view}
              day={day}
              timeZone={timeZone}
              items={items}
              kinds={kinds}
              hues={hues}
              clashes={clashes}
              hours={hours}
              named={named}
              onNudge={nudge}
              mayMove={activity.may.update}
              mayCreate={activity.may.create}
              onOpen={open}
              onMove={move}
              onCreate={create}
              onDay={(date) => go({ view: 'day', date })}
            />
          </Suspense>
        )}
      </div>
      <Suspense>
        {search.open !== undefined && search.at === undefined && (
          <PreviewDrawer
            object={activity}
            id={search.open}
            onClose={close}
            onOpen={() => undefined}
            acts={
              opened &&
              activity.may.update && (
                <button
                  type="button"
                  className="ib sm"
                  title={t('do_move')}
                  aria-label={t('do_move')}
                  onClick={() => setAsked({ what: 'move', item: opened })}
                >
                  <Clock className="i s" aria-hidden="true" />
                </button>
              )
            }
          />
        )}
        {opened && opened.instance !== null && (
          <ItemDrawer
            item={opened}
            object={activity}
            onClose={close}
            onAsk={(what) => {
              setAsked({ what, item: opened })
              close()
            }}
            onFinish={() => {
              setFinishing(opened)
              close()
            }}
          />
        )}
        {asked && <SeriesDialog asked={asked} timeZone={timeZone} onClose={() => setAsked(null)} />}
        {finishing && <OutcomeDialog item={finishing} onClose={() => setFinishing(null)} />}
        {initial && (
          <CreateDialog object="activity" initial={initial} onClose={() => setInitial(null)} onCreated={() => setInitial(null)} />
        )}
      </Suspense>
    </Page>
  )
}

function isNotChoosing(event: KeyboardEvent): boolean {
  return !(event.target instanceof Element && event.target.closest('[role="radiogroup"], [role="dialog"]'))
}

function nextHour(): string {
  const hour = 3_600_000
  return new Date(Math.ceil(Date.now() / hour) * hour).toISOString()
}

function periodName(view: CalendarView, day: string, { from, to }: { from: string; to: string }): string {
  if (view === 'day') return formatExactDate(day)
  if (view !== 'month') return `${formatExactDate(from)} – ${formatExactDate(addDays(to, -1))}`
  return formatExactDate(`${day.slice(0, 8)}01`).replace(/-01$|^1 /, '')
}
