import { useEffect, useRef, useState } from 'react'
import { v4 as newKey } from 'uuid'
import { client, isProblem, type ObjectMeta, type RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo } from '../../data/records.ts'
import { runOrKeep } from '../../data/send-kept.ts'
import { showToast } from '../../data/toasts.ts'
import { useText } from '../../text/index.ts'
import { dropDraft, keepDraft, readDraft } from '../form/draft.ts'
import { activityValues, type Draft, emptyDraft, isBlank } from './compose.ts'
import { timelineTexts } from './messages.ts'

const draftPause = 400

/** What is being written on a record, kept while it is not saved; saving it together with the day the customer is due next. */
export function useComposer(object: ObjectMeta, record: RecordJson, firstKind: string) {
  const t = useText(timelineTexts)
  const place = `${useMeta().me.principalId}.${record.id}`
  const [draft, setDraft] = useState<Draft>(
    () => ({ ...emptyDraft(firstKind, object, record), ...readDraft('activity', place)?.values }) as Draft,
  )
  const [files, setFiles] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  /** Saving again after a lost answer makes no second activity. */
  const idempotencyKey = useRef(newKey())

  useEffect(() => {
    const timer = setTimeout(() => (isBlank(draft) ? dropDraft('activity', place) : keepDraft('activity', place, draft)), draftPause)
    return () => clearTimeout(timer)
  }, [draft, place])

  /** The activity is safe by then: a file that fails is told and can be added again. */
  async function attach(activityId: string): Promise<void> {
    for (const file of files) {
      try {
        await client.files.upload(file, { name: file.name, object: 'activity', recordId: activityId })
      } catch (error) {
        showToast({ kind: 'failed', text: t('fileFailed', { name: file.name, reason: problemText(error) }) })
      }
    }
    if (files.length > 0) rereadObject('file')
  }

  async function save(saved: string): Promise<boolean> {
    if (isSaving) return false
    if (isBlank(draft)) {
      setProblem(t('needsText'))
      return false
    }
    setSaving(true)
    try {
      const next = draft.next !== null && draft.type !== 'task' ? { object: object.key, id: record.id, at: draft.next } : undefined
      const values = activityValues(draft, object, record, new Date())
      const input = { activity: values, ...(next ? { next } : {}) }
      const key = idempotencyKey.current
      // Files wait for the server: only words are kept without it.
      const done =
        files.length > 0
          ? await client.action<{ id: string }>('activity.log', input, { idempotencyKey: key })
          : await runOrKeep<{ id: string }>(
              { action: 'activity.log', input, touches: ['activity', object.key] },
              { key, label: String(values['subject']) },
            )
      if (done) await attach(done.result.id)
      dropDraft('activity', place)
      setDraft(emptyDraft(firstKind, object, record))
      setFiles([])
      idempotencyKey.current = newKey()
      if (!done) return true
      showUndo(saved, done.changeId)
      rereadObject('activity')
      // Last touch and rhythm of everything around it moved.
      rereadObject(object.key)
      return true
    } catch (error) {
      setProblem(problemText(error))
      // An answer was given: the corrected text is another activity. A lost answer keeps the key.
      if (!isProblem(error, 'unreachable')) idempotencyKey.current = newKey()
      return false
    } finally {
      setSaving(false)
    }
  }

  return {
    draft,
    change: (changes: Partial<Draft>) => {
      setDraft((now) => ({ ...now, ...changes }))
      setProblem(null)
    },
    files,
    setFiles,
    problem,
    isSaving,
    save,
  }
}
