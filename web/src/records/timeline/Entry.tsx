import { Link } from '@tanstack/react-router'
import { ArrowRight, Paperclip } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { RecordJson, TimelineEntry } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { formatDuration, formatExactDateTime, timeOf } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { useText } from '../../text/index.ts'
import { isLink } from '../fields/field-text.ts'
import { FilePreview } from '../page/FilePreview.tsx'
import { ChangedValue } from './ChangedValue.tsx'
import { activityModel, lookOf } from './channels.ts'
import { timelineTexts } from './messages.ts'

/** The page that shows the timeline: what is its own is not named again. */
export type PageRef = { object: string; id: string }
type Props = { entry: TimelineEntry; page: PageRef; isLast: boolean; files?: readonly RecordJson[] }

/** One thing that happened: who and what in one line, what was said in two. */
export function Entry(props: Props) {
  if (props.entry.object === 'activity') return <ActivityEntry {...props} />
  if (props.entry.object === 'file') return <FileEntry {...props} />
  return <ChangeEntry {...props} />
}

type FrameProps = {
  entry: TimelineEntry
  isLast: boolean
  color: string
  icon: React.ReactNode
  time?: React.ReactNode
  who: { id: string; title: string } | null
  what: React.ReactNode
  children?: React.ReactNode
}

function EntryFrame({ entry, isLast, color, icon, time, who, what, children }: FrameProps) {
  return (
    <li className={`tl-entry${isLast ? ' last' : ''}`} style={{ '--c': color } as CSSProperties}>
      <span className="tl-icon">{icon}</span>
      <div className="tl-head">
        {who && <Avatar id={who.id} name={who.title} />}
        {who && <b>{who.title}</b>}
        <span className="tl-what">{what}</span>
      </div>
      <time className="tl-time" dateTime={entry.at} title={formatExactDateTime(entry.at)}>
        {time ?? timeOf(entry.at)}
      </time>
      {children}
    </li>
  )
}

const hoursLong = 12 * 60 * 60 * 1000

function ActivityEntry({ entry, page, isLast, files = [] }: Props) {
  const t = useText(timelineTexts)
  const label = useLabel()
  const meta = useMeta()
  const model = activityModel(meta)
  const choice = model?.kinds.find(({ key }) => key === entry.kind)
  const { icon: Drawn, color } = lookOf(entry.kind, choice)
  const record = entry.record
  const owner = isLink(record?.['owner']) ? record['owner'] : entry.principal
  const contact = isLink(record?.['contact']) && record['contact'].id !== page.id ? record['contact'] : null
  const regarding =
    isLink(record?.['regarding']) && record['regarding'].id !== page.id
      ? (record['regarding'] as { id: string; title: string; object?: string })
      : null
  const subject = String(record?.['subject'] ?? '')
  const content = String(record?.['content'] ?? '')
  const saysSubject = subject !== '' && !content.startsWith(subject.replace(/…$/, ''))
  const status = record?.['status']
  const kind = choice ? label(choice.label) : entry.kind

  return (
    <EntryFrame
      entry={entry}
      isLast={isLast}
      color={color}
      icon={<Drawn className="i s" aria-hidden="true" />}
      who={owner}
      time={<Moment entry={entry} record={record} />}
      what={
        <>
          <RecordTitle object="activity" id={entry.ref.id} title={kind} />
          {contact && (
            <>
              {' '}
              <RecordTitle object="contact" id={contact.id} title={contact.title} />
            </>
          )}
          {saysSubject && <> · {subject}</>}
          {regarding && (
            <>
              {' · '}
              <RecordTitle object={regarding.object ?? ''} id={regarding.id} title={regarding.title} />
            </>
          )}
          {status === 'cancelled' && <span className="tag tl-tag">{t('cancelledTag')}</span>}
        </>
      }
    >
      {content !== '' && <Folded text={content} />}
      {files.length > 0 && (
        <div className="tl-attached">
          {files.map((file) => (
            <FileChip key={file.id} file={file} />
          ))}
        </div>
      )}
    </EntryFrame>
  )
}

/** 09:42 · 6 分钟, or 14:05 – 15:30. */
function Moment({ entry, record }: { entry: TimelineEntry; record: RecordJson | undefined }) {
  const end = record?.['endAt']
  const minutes = record?.['minutes']
  if (typeof end === 'string' && Date.parse(end) - Date.parse(entry.at) < hoursLong) return <>{`${timeOf(entry.at)} – ${timeOf(end)}`}</>
  if (typeof minutes === 'number' && minutes > 0) return <>{`${timeOf(entry.at)} · ${formatDuration(minutes * 60)}`}</>
  return <>{timeOf(entry.at)}</>
}

const foldedAt = 110

function Folded({ text }: { text: string }) {
  const t = useText(timelineTexts)
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > foldedAt || text.split('\n').length > 2
  return (
    <>
      <div className={`tl-text${isLong && !isOpen ? ' folded' : ''}`}>{text}</div>
      {isLong && !isOpen && (
        <button type="button" className="tl-more link small" onClick={() => setOpen(true)}>
          {t('showWhole')}
        </button>
      )}
    </>
  )
}

function FileEntry({ entry, isLast }: Props) {
  const t = useText(timelineTexts)
  return (
    <EntryFrame
      entry={entry}
      isLast={isLast}
      color="var(--mute-mark)"
      icon={<Paperclip className="i s" aria-hidden="true" />}
      who={entry.principal}
      what={t('addedFile')}
    >
      {entry.record && (
        <div className="tl-attached">
          <FileChip file={entry.record} />
        </div>
      )}
    </EntryFrame>
  )
}

export function FileChip({ file }: { file: RecordJson }) {
  const [isOpen, setOpen] = useState(false)
  const name = String(file['name'] ?? '')
  return (
    <>
      <button type="button" className="file-chip" title={name} onClick={() => setOpen(true)}>
        <Paperclip className="i xs" aria-hidden="true" />
        <span>{name}</span>
      </button>
      {isOpen && <FilePreview id={file.id} name={name} type={String(file['mediaType'] ?? '')} onClose={() => setOpen(false)} />}
    </>
  )
}

/** What mattered enough to be told: a new opportunity, another stage, another owner. */
function ChangeEntry({ entry, page, isLast }: Props) {
  const t = useText(timelineTexts)
  const label = useLabel()
  const meta = useMeta()
  const object = meta.objects.find(({ key }) => key === entry.object)
  if (!object) return null
  const isOwn = entry.ref.id === page.id
  const title = String(entry.record?.[object.title] ?? '')
  const name = inSentence(label(object.label))
  const changes = Object.entries(entry.changes ?? {}).flatMap(([key, pair]) => {
    const field = fieldOf(object, key)
    return field ? [{ field, was: pair[0], now: pair[1] }] : []
  })
  const isNew = entry.kind !== 'changed'
  return (
    <EntryFrame
      entry={entry}
      isLast={isLast}
      color="var(--brand-text)"
      icon={<Icon name={object.icon} size="s" />}
      who={entry.principal}
      what={
        <>
          {isNew ? t(isOwn ? 'created' : 'createdNamed', { object: name }) : t('changed')}
          {!isOwn && (
            <>
              {' '}
              <RecordTitle object={object.key} id={entry.ref.id} title={title} />
            </>
          )}
        </>
      }
    >
      {changes.length > 0 && (
        <div className="tl-text tl-changes">
          {changes
            .filter(({ now }) => !isNew || (now !== null && now !== undefined))
            .map(({ field, was, now }) => (
              <span key={field.key} className="tl-change">
                <span className="t3">{label(field.label)}</span>
                {!isNew && (
                  <>
                    <ChangedValue field={field} value={was} />
                    <ArrowRight className="i xs" aria-hidden="true" />
                  </>
                )}
                <ChangedValue field={field} value={now} />
              </span>
            ))}
        </div>
      )}
    </EntryFrame>
  )
}

function RecordTitle({ object, id, title }: { object: string; id: string; title: string }) {
  const meta = useMeta()
  const declared = meta.objects.find(({ key }) => key === object)
  if (!declared) return <>{title}</>
  return (
    <Link to="/$route/$id" params={{ route: declared.route, id }} className="link">
      {title}
    </Link>
  )
}

/** Files of the activities on screen, by activity. */
export function filesByRecord(files: readonly RecordJson[]): Map<string, RecordJson[]> {
  const found = new Map<string, RecordJson[]>()
  for (const file of files) {
    const regarding = file['regarding']
    if (isLink(regarding)) found.set(regarding.id, [...(found.get(regarding.id) ?? []), file])
  }
  return found
}
