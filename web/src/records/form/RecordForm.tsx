import { CircleAlert, Lock } from 'lucide-react'
import { type FormEvent, Fragment, lazy, Suspense, useEffect, useRef } from 'react'
import type { RecordJson, Values } from '../../data/client.ts'
import { inSentence, useLabel, useMeta, useObject } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { formatDateTime } from '../../design/format.ts'
import { Empty } from '../../design/states.tsx'
import { useKeys } from '../../frame/keys.ts'
import { common, useText } from '../../text/index.ts'
import { EntryWarning, useEntryAnswer } from '../duplicates/EntryWarning.tsx'
import { FormField } from './FormField.tsx'
import './form.css'
import { formSections, isWide } from './form-fields.ts'
import { formTexts } from './messages.ts'
import { narrowing } from './narrowing.ts'
import { useRecordForm } from './use-record-form.ts'

const FreeAtEntry = lazy(async () => ({ default: (await import('../../customers/calendar/FreeTime.tsx')).FreeAtEntry }))

type Props = {
  /** Key of the object. */
  object: string
  /** Values it starts with, as records hold them: `{ account: { id, title } }`. */
  initial?: Values | undefined
  /** The record that was made, or null when the form was left. */
  onDone: (record: RecordJson | null) => void
  /** Offers to save and begin the next one. */
  mayRepeat?: boolean
}

/** A form for a new record, from its declaration: labels above, checked on leaving a field and on saving, drafts kept. */
export function RecordForm({ object: key, initial, onDone, mayRepeat = true }: Props) {
  const t = useText(formTexts)
  const words = useText(common)
  const label = useLabel()
  const { objects } = useMeta()
  const object = useObject(key)
  const own = useRef<HTMLFormElement>(null)
  const form = useRecordForm({
    object,
    initial,
    onCreated: (record, again) => !again && onDone(record),
    focusField: (field) => requestAnimationFrame(() => focusIn(`[data-field="${field}"]`)),
  })
  const similar = useEntryAnswer(object, form.values)
  const name = inSentence(label(object.label))
  const count = Object.keys(form.problems).length
  useKeys(t('create', { object: name }), [
    { keys: 'Mod+s', label: words('save'), run: () => void form.save(false) },
    { keys: 'Mod+Enter', label: words('save'), run: () => void form.save(false), hidden: true },
  ])

  // When it opens and each time it begins anew. On touch screens the focus would throw the keyboard over half of the form.
  useEffect(() => {
    const isFresh = form.generation > 0 || !own.current?.contains(document.activeElement)
    if (isFresh && !matchMedia('(pointer: coarse)').matches) own.current?.querySelector<HTMLElement>('.form-field input')?.focus()
  }, [form.generation])

  function focusIn(selector: string): void {
    const control = own.current?.querySelector<HTMLElement>(`${selector} :is(input, textarea, select, button, [tabindex="0"])`)
    control?.focus()
    control?.scrollIntoView({ block: 'nearest' })
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    event.stopPropagation()
    void form.save(false)
  }

  if (!object.may.create)
    return (
      <Empty icon={<Lock className="i" aria-hidden="true" />} title={t('mayNotCreate', { object: name })}>
        {t('mayNotCreateHelp', { object: name })}
      </Empty>
    )

  const sections = formSections(object)
  return (
    <form ref={own} className="form" aria-label={t('create', { object: name })} noValidate onSubmit={onSubmit}>
      <div className="form-body">
        {form.refusal && (
          <div className="alert form-alert" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            <span className="grow">{form.refusal}</span>
          </div>
        )}
        {form.restoredAt !== undefined && (
          <div className="alert told form-alert">
            <span className="grow">{t('draftRestored', { when: formatDateTime(form.restoredAt) })}</span>
            <Button size="xs" onClick={form.reset}>
              {t('dropDraft')}
            </Button>
          </div>
        )}
        {similar && (
          <EntryWarning
            object={object}
            answer={similar}
            reason={form.duplicateReason}
            onReason={form.setDuplicateReason}
            isAsked={similar.policy === 'block'}
          />
        )}
        {sections.map((section) => (
          <section key={section.key} className="form-section">
            {sections.length > 1 && <h2>{label(section.label)}</h2>}
            <div className="form-grid">
              {section.fields.map((field) => (
                <Fragment key={field.key}>
                  <FormField
                    field={field}
                    value={form.values[field.key]}
                    editorKey={form.editorKey(field)}
                    problem={form.problems[field.key]}
                    isWide={isWide(field, object)}
                    filter={narrowing(field, object, form.values, objects)}
                    onChange={(value) => form.change(field, value)}
                    onProblem={(problem) => form.say(field, problem)}
                    onLeave={() => form.leave(field)}
                  />
                  {key === 'activity' && field.key === 'recurrence' && (
                    <div className="form-field wide">
                      <Suspense>
                        <FreeAtEntry values={form.values} onTake={form.fill} />
                      </Suspense>
                    </div>
                  )}
                </Fragment>
              ))}
            </div>
          </section>
        ))}
      </div>
      <div className="form-foot">
        <Button type="submit" look="primary" keys="Mod+S" busy={form.isSaving && words('saving')}>
          {words('save')}
        </Button>
        {mayRepeat && <Button onClick={() => void form.save(true)}>{t('saveAndNew')}</Button>}
        <Button look="bare" onClick={() => onDone(null)}>
          {words('cancel')}
        </Button>
        <span className={`end${count > 0 ? ' bad' : ''}`} aria-live="polite">
          {count > 0 ? t('notSaved', { count }) : form.isTouched ? t('draftKept') : ''}
        </span>
      </div>
    </form>
  )
}
