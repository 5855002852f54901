import { History as HistoryIcon } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useList, useTimeline } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { addDays, dayOf } from '../../design/format.ts'
import { LoadError } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { activityModel } from './channels.ts'
import { byDay, dayHeading } from './days.ts'
import { Entry, filesByRecord } from './Entry.tsx'
import { timelineTexts } from './messages.ts'
import './timeline.css'

type Props = { object: ObjectMeta; id: string; kind?: string | undefined; week?: string | undefined; onShowAll?: () => void }

/** What happened around a record, newest first, by day. */
export function Timeline({ object, id, kind, week, onShowAll }: Props) {
  const t = useText(timelineTexts)
  const meta = useMeta()
  const model = activityModel(meta)
  const { entries, isPending, error, hasMore, isLoadingMore, loadMore, reload } = useTimeline(object.key, id, {
    limit: 30,
    ...(kind === undefined ? {} : { kind }),
    ...(week === undefined ? {} : { from: week, until: addDays(week, 7) }),
  })
  // What is planned stands among the things to do, until it is done.
  const shown = entries.filter((entry) => entry.record?.['status'] !== 'planned')
  const activities = entries.filter((entry) => entry.object === 'activity').map((entry) => entry.ref.id)
  const attached = useList(
    'file',
    { filter: { field: 'regarding', op: 'in', value: activities }, fields: ['name', 'regarding', 'mediaType'], limit: 200 },
    { enabled: activities.length > 0 && meta.objects.some(({ key }) => key === 'file') },
  )
  const files = filesByRecord(attached.records)
  const isNarrowed = kind !== undefined || week !== undefined

  if (isPending) return <TimelineSkeleton />
  if (error && entries.length === 0) return <LoadError error={error} onRetry={reload} />
  if (shown.length === 0 && !hasMore)
    return (
      <div className="tl-empty">
        <HistoryIcon className="i" aria-hidden="true" />
        <b>{isNarrowed ? t('nothingHere') : t('nothing')}</b>
        {isNarrowed ? (
          onShowAll && (
            <Button size="sm" onClick={onShowAll}>
              {t('showAll')}
            </Button>
          )
        ) : (
          <p>{t(model?.object.may.create ? 'nothingHelp' : 'nothingToRead')}</p>
        )}
      </div>
    )
  return (
    <>
      <ol className="tl">
        {byDay(shown, (entry) => dayOf(entry.at)).map(({ day, items }) => (
          <li key={day}>
            <h3 className="tl-day">{dayHeading(day)}</h3>
            <ol>
              {items.map((entry, index) => (
                <Entry
                  key={entry.id}
                  entry={entry}
                  files={files.get(entry.ref.id) ?? []}
                  page={{ object: object.key, id }}
                  isLast={index === items.length - 1}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {hasMore && (
        <div className="tl-older">
          <Button size="sm" busy={isLoadingMore && t('older')} onClick={loadMore}>
            {t('older')}
          </Button>
        </div>
      )}
    </>
  )
}

function TimelineSkeleton() {
  return (
    <div className="tl-skeleton late" aria-hidden="true">
      {[180, 240, 200, 160].map((width) => (
        <div key={width}>
          <span className="sk" style={{ width: 24, height: 24, borderRadius: '50%' }} />
          <span className="sk" style={{ width }} />
          <span />
          <span className="sk" style={{ width: width * 1.8 }} />
        </div>
      ))}
    </div>
  )
}
