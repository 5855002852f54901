import { ArrowRight, Paperclip } from 'lucide-react'
import type { RecordJson } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { Icon } from '../../design/Icon.tsx'
import { useText } from '../../text/index.ts'
import { isLink } from '../fields/field-text.ts'
import { ActivityEntry } from './ActivityEntry.tsx'
import { ChangedValue } from './ChangedValue.tsx'
import { EntryFrame, type EntryProps, FileChip, RecordTitle } from './EntryFrame.tsx'
import { timelineTexts } from './messages.ts'

/** One thing that happened: who and what in one line, what was said in two. */
export function Entry(props: EntryProps) {
  if (props.entry.object === 'activity') return <ActivityEntry {...props} />
  if (props.entry.object === 'file') return <FileEntry {...props} />
  return <ChangeEntry {...props} />
}

function FileEntry({ entry, isLast }: EntryProps) {
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

/** What mattered enough to be told: a new opportunity, another stage, another owner. */
function ChangeEntry({ entry, page, isLast }: EntryProps) {
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

/** Files of the activities on screen, by activity. */
export function filesByRecord(files: readonly RecordJson[]): Map<string, RecordJson[]> {
  const found = new Map<string, RecordJson[]>()
  for (const file of files) {
    const regarding = file['regarding']
    if (isLink(regarding)) found.set(regarding.id, [...(found.get(regarding.id) ?? []), file])
  }
  return found
}
