import './calendar.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, Lock, Plus } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { ObjectMeta, Values } from '../../data/client.ts'
import { useMeta, useObjectIfReadable } from '../../data/meta.ts'
import { useList, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { formatDate, formatDateTime, formatExactDate, today } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { useKeys } from '../../frame/keys.ts'
import { Page } from '../../frame/Page.tsx'
import { activityModel } from '../../records/timeline/channels.ts'
import { zoneName } from '../../set-up/regional.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { Agenda } from './Agenda.tsx'
import {
  type CalendarItem,
  type CalendarSpan,
  type CalendarView,
  calendarFields,
  calendarFilter,
  calendarViews,
  itemOf,
  mostItems,
  movedValues,
  shownDays,
  spanValues,
  steppedDay,
} from './calendar-items.ts'
import { calendarTexts } from './messages.ts'
import { PeopleChoice } from './PeopleChoice.tsx'

const CalendarGrid = lazy(async () => ({ default: (await import('./CalendarGrid.tsx')).CalendarGrid }))
const CreateDialog = lazy(async () => ({ default: (await import('../../records/form/CreateDialog.tsx')).CreateDialog }))
const PreviewDrawer = lazy(async () => ({ default: (await import('../../records/list/PreviewDrawer.tsx')).PreviewDrawer }))

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
  const shown = shownDays(view, day)
  const read = useList('activity', {
    filter: calendarFilter(people, shown, timeZone),
    fields: calendarFields,
    sort: ['occurAt'],
    limit: mostItems,
  })
  const items = useMemo(
    () => read.records.map((record) => itemOf(record, timeZone)).filter((item) => item !== undefined),
    [read.records, timeZone],
  )
  const kinds = useMemo(() => activityModel(meta)?.kinds ?? [], [meta])
  const update = useUpdateRecord('activity', { keep: true })
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
    const when = span.allDay ? formatDate(span.start) : formatDateTime(span.start)
    update.mutate({
      id: item.record.id,
      changes: movedValues(item, span, timeZone),
      revision: item.record.revision,
      message: t('moved', { title: item.title, when }),
    })
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

  const open = (item: CalendarItem) => go({ open: item.record.id })
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
          <h2 aria-live="polite">{periodName(view, day)}</h2>
          <span className="end row">
            {timeZone !== workspace.timeZone && <small className="t3">{t('zone', { zone: zoneName(timeZone, language) })}</small>}
            <PeopleChoice
              me={me.userId}
              people={people}
              hues={hues}
              onChange={(chosen) => go({ people: chosen.length === 1 && chosen[0] === me.userId ? undefined : chosen.join(',') })}
            />
            <Segmented label={t('view')} value={view} options={calendarViews.map((one) => [one, t(one)] as const)} onChange={show} />
            {activity.may.create && (
              <Button look="primary" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => create()} keys="N">
                {t('newItem')}
              </Button>
            )}
          </span>
        </header>
        {read.hasMore && <p className="alert told">{t('more', { count: mostItems })}</p>}
        {read.error && read.records.length === 0 ? (
          <LoadError error={read.error} onRetry={read.reload} />
        ) : read.isPending ? (
          <SkeletonRows rows={12} widths={[60, 200]} />
        ) : view === 'agenda' ? (
          <Agenda items={items} from={shown.from} kinds={kinds} hues={hues} onOpen={open} />
        ) : (
          <Suspense fallback={<SkeletonRows rows={12} widths={[60, 200]} />}>
            <CalendarGrid
              view={view}
              day={day}
              timeZone={timeZone}
              items={items}
              kinds={kinds}
              hues={hues}
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
        {search.open !== undefined && (
          <PreviewDrawer object={activity} id={search.open} onClose={() => go({ open: undefined })} onOpen={() => undefined} />
        )}
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

function periodName(view: CalendarView, day: string): string {
  if (view === 'day') return formatExactDate(day)
  const { from, to } = shownDays(view, day)
  if (view !== 'month')
    return `${formatExactDate(from)} – ${formatExactDate(new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10))}`
  return formatExactDate(`${day.slice(0, 8)}01`).replace(/-01$|^1 /, '')
}
