import './calendar.css'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { RecordLink, Values } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useOccurrences } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { addDays, formatDateTime, timeOf } from '../../design/format.ts'
import { wallTime } from '../../records/fields/wall-clock.ts'
import { useText } from '../../text/index.ts'
import { useNamedDays } from '../holidays/workdays.ts'
import { calendarFields, calendarWindow, isBusy, itemOf } from './calendar-items.ts'
import { daysAhead, metIn, nextFree } from './free-time.ts'
import { calendarTexts } from './messages.ts'
import { workingHours } from './working-hours.ts'

type Span = { start: string; end: string }

type Props = {
  owner: string
  span: Span
  timeZone: string
  /** Key of the item that is being moved: it does not meet itself. */
  except?: string
  onTake: (span: Span) => void
}

const longest = 24 * 3_600_000

/** Whether somebody has anything else at that time, as far as the reader may see it, and the next time at which they do not. */
export function FreeTime({ owner, span, timeZone, except, onTake }: Props) {
  const t = useText(calendarTexts)
  const { me } = useMeta()
  const hours = useMemo(() => workingHours(me.settings), [me.settings])
  const day = wallTime(span.start, timeZone).date
  const last = addDays(day, daysAhead)
  const named = useNamedDays(day, last)
  const isShort = span.end > span.start && Date.parse(span.end) - Date.parse(span.start) <= longest
  // By whole days, so that another hour of the same day asks for nothing new.
  const read = useOccurrences(
    'activity',
    { ...calendarWindow({ from: day, to: last }, timeZone), owners: [owner], fields: calendarFields },
    { enabled: isShort },
  )
  const items = useMemo(
    () =>
      read.records
        .map((record) => itemOf(record, timeZone))
        .filter((item) => item !== undefined)
        .filter((item) => item.key !== except),
    [read.records, timeZone, except],
  )
  if (!isShort || read.isPending || read.isStale || read.error) return null
  const met = metIn(items, span)
  if (met.length === 0)
    return (
      <p className="cal-free" role="status">
        <CircleCheck className="i s" aria-hidden="true" />
        {t(owner === me.userId ? 'isFree' : 'isFreeAsSeen')}
      </p>
    )
  const free = read.hasMore ? undefined : nextFree(items, span, { hours, named, timeZone })
  return (
    <div className="alert warn cal-clash" role="status">
      <TriangleAlert className="i s" aria-hidden="true" />
      <span className="grow">
        {t('clash', { what: met.map(({ start, title }) => `${timeOf(start)} ${title}`).join('；') })}
        {!free && !read.hasMore && <span className="t3"> {t('noneFree', { days: daysAhead })}</span>}
      </span>
      {free && (
        <Button size="xs" onClick={() => onTake(free)}>
          {t('nextFree', { when: formatDateTime(free.start) })}
        </Button>
      )}
    </div>
  )
}

/** The same beside the fields of a new activity, as soon as it is planned and has a time. */
export function FreeAtEntry({ values, onTake }: { values: Values; onTake: (values: Values) => void }) {
  const { me, workspace } = useMeta()
  const timeZone = me.timeZone || workspace.timeZone
  const item = itemOf({ id: '', revision: 0, ...values }, timeZone)
  const owner = values['owner'] as RecordLink | null | undefined
  if (!item || !owner || values['status'] !== 'planned' || !isBusy(item)) return null
  const hasEnd = typeof values['endAt'] === 'string' && values['endAt'] !== ''
  const follows = typeof values['dueAt'] === 'string' && values['dueAt'] === values['occurAt']
  return (
    <FreeTime
      owner={owner.id}
      span={{ start: item.start, end: item.end }}
      timeZone={timeZone}
      onTake={({ start, end }) => onTake({ occurAt: start, ...(hasEnd ? { endAt: end } : {}), ...(follows ? { dueAt: start } : {}) })}
    />
  )
}
