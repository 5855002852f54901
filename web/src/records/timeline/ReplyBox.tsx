import { useEffect, useRef, useState } from 'react'
import { client, type RecordJson, storedMentions } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { useMeta, useObject } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { common, useText } from '../../text/index.ts'
import { dropDraft, keepDraft, readDraft } from '../form/draft.ts'
import { firstSentence } from './compose.ts'
import type { PageRef } from './EntryFrame.tsx'
import { timelineTexts } from './messages.ts'
import { type Writing, WritingField } from './WritingField.tsx'

/** Answers what a colleague wrote, right under it: a note on the same customer, told to whoever wrote the first one. */
export function ReplyBox({ page, activity, onDone }: { page: PageRef; activity: RecordJson; onDone: () => void }) {
  const t = useText(timelineTexts)
  const words = useText(common)
  const object = useObject(page.object)
  const place = `${useMeta().me.principalId}.reply.${activity.id}`
  const [written, setWritten] = useState<Writing>(
    () => (readDraft('activity', place)?.values as Writing | undefined) ?? { content: '', named: [] },
  )
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const idempotencyKey = useRef(crypto.randomUUID())
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => (written.content === '' ? dropDraft('activity', place) : keepDraft('activity', place, written)), [written, place])

  async function send(): Promise<void> {
    const content = written.content.trim()
    if (isSaving || content === '') return
    setSaving(true)
    try {
      const regarding = activity['regarding'] as { object: string; id: string } | null | undefined
      const { changeId } = await client.action(
        'activity.log',
        {
          activity: {
            type: 'note',
            subject: firstSentence(content),
            content: storedMentions(content, written.named),
            answerTo: activity.id,
            ...(linkId(activity['account']) ? { account: linkId(activity['account']) } : {}),
            ...(linkId(activity['contact']) ? { contact: linkId(activity['contact']) } : {}),
            ...(regarding ? { regarding: { object: regarding.object, id: regarding.id } } : {}),
          },
        },
        { idempotencyKey: idempotencyKey.current },
      )
      dropDraft('activity', place)
      showUndo(t('replied'), changeId)
      rereadObject('activity')
      rereadObject(page.object)
      onDone()
    } catch (error) {
      setProblem(problemText(error))
      setSaving(false)
    }
  }

  return (
    <div className="tl-reply">
      <WritingField
        {...written}
        object={object}
        record={{ id: page.id, revision: 0 }}
        label={t('reply')}
        placeholder={t('replyWrite')}
        fieldRef={field}
        onChange={setWritten}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) onDone()
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          event.stopPropagation()
          void send()
        }}
      />
      {problem !== null && (
        <div className="composer-problem" role="alert">
          {problem}
        </div>
      )}
      <div className="tl-reply-foot">
        <Button size="sm" look="bare" onClick={onDone}>
          {words('cancel')}
        </Button>
        <Button size="sm" look="primary" keys="Mod+Enter" busy={isSaving && words('saving')} onClick={() => void send()}>
          {t('reply')}
        </Button>
      </div>
    </div>
  )
}
