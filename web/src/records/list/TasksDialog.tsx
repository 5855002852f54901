import { useId, useState } from 'react'
import { client, type FieldMeta, type ObjectMeta, type Values } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { cachedRecord, rereadObject, showUndo } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { common, useText } from '../../text/index.ts'
import { writtenValue } from '../fields/editor.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { useFieldProblem } from '../form/field-problem.ts'
import { messages } from './messages.ts'

type Props = {
  object: ObjectMeta
  /** Activities, and the field of theirs that names such a record. */
  activity: ObjectMeta
  link: FieldMeta
  ids: readonly string[]
  onClose: () => void
  onDone: () => void
}

const asked = ['subject', 'dueAt', 'priority', 'content']

/** One task for each of the chosen records: what is to be done is said once. */
export function TasksDialog({ object, activity, link, ids, onClose, onDone }: Props) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const { me } = useMeta()
  const problemOf = useFieldProblem()
  const id = useId()
  const [values, setValues] = useState<Values>({})
  const [unreadable, setUnreadable] = useState<Readonly<Record<string, string | null>>>({})
  const [whose, setWhose] = useState<'each' | 'me'>('each')
  const [isSaving, setSaving] = useState(false)
  const fields = asked.flatMap((key) => fieldOf(activity, key) ?? [])
  const count = formatNumber(ids.length)
  const objects = inSentence(label(ids.length === 1 ? object.label : object.plural))
  const problems = fields.flatMap((field) => unreadable[field.key] ?? problemOf(field, values[field.key]) ?? [])
  const isNamed = typeof values.subject === 'string' && values.subject.trim() !== ''

  function ownerOf(record: string): string {
    const owner = cachedRecord(object.key, record)?.owner
    return whose === 'each' && typeof owner === 'object' && owner !== null && 'id' in owner ? String(owner.id) : me.principalId
  }

  async function save(): Promise<void> {
    if (!isNamed || problems.length > 0 || isSaving) return
    setSaving(true)
    const given = Object.fromEntries(
      fields.flatMap((field) => {
        const value = values[field.key]
        return value === undefined || value === null ? [] : [[field.key, writtenValue(field, value)]]
      }),
    )
    try {
      const { results, changeId } = await client.records(activity.route).bulk({
        create: ids.map((record) => ({
          ...given,
          type: 'task',
          status: 'planned',
          owner: ownerOf(record),
          [link.key]: link.to === 'any' ? { object: object.key, id: record } : record,
        })),
        partial: true,
      })
      const failed = results.flatMap((one) => ('error' in one ? [one.error.detail] : []))
      if (failed.length === ids.length) {
        showToast({ kind: 'failed', text: t('tasksNone', { reason: failed[0] ?? '' }) })
        return
      }
      const done = t('tasksMade', { count: formatNumber(ids.length - failed.length) })
      showUndo(failed.length === 0 ? done : t('tasksPartly', { done, failed: failed.length, reason: failed[0] ?? '' }), changeId)
      rereadObject(activity.key)
      onDone()
    } catch (error) {
      // What was typed stays, to be sent again.
      showToast({ kind: 'failed', text: t('tasksNone', { reason: problemText(error) }) })
    } finally {
      setSaving(false)
    }
  }

  return (
    <Dialog
      title={t('tasksTitle', { count, object: objects })}
      onClose={onClose}
      width={520}
      closeOutside={false}
      footer={
        <>
          <Button
            look="primary"
            busy={isSaving && t('tasksMaking')}
            whyNot={problems[0] ?? (isNamed ? undefined : t('taskNeedsSubject'))}
            onClick={() => void save()}
          >
            {t('tasksMake', { count })}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-pad ls-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {fields.map((field) => (
          <div key={field.key}>
            <label className="label" htmlFor={`${id}-${field.key}`}>
              {label(field.label)}
            </label>
            <FieldEditor
              field={field}
              value={values[field.key] ?? null}
              onChange={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
              onProblem={(problem) => setUnreadable((now) => ({ ...now, [field.key]: problem }))}
              place="form"
              id={`${id}-${field.key}`}
              invalid={unreadable[field.key] != null}
            />
            {unreadable[field.key] && <p className="under bad">{unreadable[field.key]}</p>}
          </div>
        ))}
        <div>
          <span className="label">{t('taskWhose')}</span>
          <Segmented
            label={t('taskWhose')}
            value={whose}
            options={[
              ['each', t('taskOfEach', { object: inSentence(label(object.label)) })],
              ['me', t('taskMine')],
            ]}
            onChange={setWhose}
          />
        </div>
      </form>
    </Dialog>
  )
}
