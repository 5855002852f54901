import { Link } from '@tanstack/react-router'
import { Paperclip } from 'lucide-react'
import { type CSSProperties, type ReactNode, useState } from 'react'
import type { RecordJson, TimelineEntry } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { formatExactDateTime, timeOf } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { FilePreview } from '../page/FilePreview.tsx'
import { timelineTexts } from './messages.ts'

/** The page that shows the timeline: what is its own is not named again. */
export type PageRef = { object: string; id: string }
export type EntryProps = { entry: TimelineEntry; page: PageRef; isLast: boolean; files?: readonly RecordJson[] }

type FrameProps = {
  entry: TimelineEntry
  isLast: boolean
  color: string
  icon: ReactNode
  time?: ReactNode
  who: { id: string; title: string } | null
  what: ReactNode
  /** A button that is there when it is looked for. */
  act?: ReactNode
  children?: ReactNode
}

/** Icon, who and what in one line, and when; what was said below. */
export function EntryFrame({ entry, isLast, color, icon, time, who: named, what, act, children }: FrameProps) {
  const t = useText(timelineTexts)
  const { onBehalfOf } = entry
  // Whoever stood in for a colleague is named first.
  const who = onBehalfOf ? entry.principal : named
  return (
    <li className={`tl-entry${isLast ? ' last' : ''}`} style={{ '--c': color } as CSSProperties}>
      <span className="tl-icon">{icon}</span>
      <div className="tl-head">
        {who && <Avatar id={who.id} name={who.title} />}
        {who && <b>{who.title}</b>}
        {onBehalfOf && <span className="t3">{t('onBehalfOf', { name: onBehalfOf.title })}</span>}
        <span className="tl-what">{what}</span>
        {act}
      </div>
      <time className="tl-time" dateTime={entry.at} title={formatExactDateTime(entry.at)}>
        {time ?? timeOf(entry.at)}
      </time>
      {children}
    </li>
  )
}

/** The name of a record, leading to it where its reader may go there. */
export function RecordTitle({ object, id, title }: { object: string; id: string; title: string }) {
  const meta = useMeta()
  const declared = meta.objects.find(({ key }) => key === object)
  if (!declared) return <>{title}</>
  return (
    <Link to="/$route/$id" params={{ route: declared.route, id }} className="link">
      {title}
    </Link>
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
