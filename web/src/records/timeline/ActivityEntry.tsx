import { useState } from 'react'
import { VisitMark } from '../../customers/visits/VisitMark.tsx'
import { type RecordJson, type RecordLink, readableMentions, type TimelineEntry } from '../../data/client.ts'
import { useLabel, useMeta, useObject } from '../../data/meta.ts'
import { formatDuration, timeOf } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { isLink } from '../fields/field-text.ts'
import { activityModel, lookOf } from './channels.ts'
import { EntryFrame, type EntryProps, FileChip, RecordTitle } from './EntryFrame.tsx'
import { MentionedText } from './MentionedText.tsx'
import { timelineTexts } from './messages.ts'
import { ReplyBox } from './ReplyBox.tsx'

const hoursLong = 12 * 60 * 60 * 1000

/** A call, a visit, a note: what was said, who was named, what goes with it, and a way to answer. */
export function ActivityEntry({ entry, page, isLast, files = [] }: EntryProps) {
  const t = useText(timelineTexts)
  const label = useLabel()
  const meta = useMeta()
  const [isReplying, setReplying] = useState(false)
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
  const answered = isLink(record?.['answerTo']) ? record['answerTo'] : null
  const mentions = Array.isArray(record?.['mentions']) ? (record['mentions'] as RecordLink[]) : []
  const mayReply = useObject('activity').may.create && record !== undefined
  const kind = choice ? label(choice.label) : entry.kind

  return (
    <EntryFrame
      entry={entry}
      isLast={isLast}
      color={color}
      icon={<Drawn className="i s" aria-hidden="true" />}
      who={owner}
      time={<Moment entry={entry} record={record} />}
      act={
        mayReply && (
          <button type="button" className="tl-answer link small" onClick={() => setReplying(!isReplying)} aria-expanded={isReplying}>
            {t('reply')}
          </button>
        )
      }
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
          {answered && <span className="tl-reply-to"> {t('answers', { subject: answered.title })}</span>}
          {status === 'cancelled' && <span className="tag tl-tag">{t('cancelledTag')}</span>}
        </>
      }
    >
      {record && <VisitMark visit={record} />}
      {content !== '' && <Folded text={content} mentions={mentions} />}
      {files.length > 0 && (
        <div className="tl-attached">
          {files.map((file) => (
            <FileChip key={file.id} file={file} />
          ))}
        </div>
      )}
      {isReplying && record && <ReplyBox page={page} activity={record} onDone={() => setReplying(false)} />}
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

function Folded({ text, mentions }: { text: string; mentions: readonly RecordLink[] }) {
  const t = useText(timelineTexts)
  const [isOpen, setOpen] = useState(false)
  const isLong = readableMentions(text).text.length > foldedAt || text.split('\n').length > 2
  return (
    <>
      <div className={`tl-text${isLong && !isOpen ? ' folded' : ''}`}>
        <MentionedText text={text} mentions={mentions} />
      </div>
      {isLong && !isOpen && (
        <button type="button" className="tl-more link small" onClick={() => setOpen(true)}>
          {t('showWhole')}
        </button>
      )}
    </>
  )
}
