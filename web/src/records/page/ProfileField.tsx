import { Lock, Pencil } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { Unmask } from '../access/Unmask.tsx'
import { sameValue } from '../fields/editor.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { useFieldProblem } from '../form/field-problem.ts'
import { pageTexts } from './messages.ts'

type Props = {
  object: ObjectMeta
  field: FieldMeta
  record: RecordJson
  isEditable: boolean
  isEditing: boolean
  /** Somebody else changed it a moment ago. */
  isFresh: boolean
  onEdit: () => void
  /** The edit is over; `next` goes on to the following field. */
  onLeave: (next?: 'following' | 'previous') => void
  onSave: (value: unknown) => void
}

const longKinds = new Set(['longText', 'richText', 'address', 'references', 'multiChoice'])

/** One line of the profile: name and value; the value is where it is changed. */
export function ProfileField({ object, field, record, isEditable, isEditing, isFresh, onEdit, onLeave, onSave }: Props) {
  const t = useText(pageTexts)
  const label = useLabel()
  const name = label(field.label)
  const value = record[field.key]
  const isUnmaskable = field.unmask === true && value !== null && value !== undefined
  const isLong = longKinds.has(field.kind)

  return (
    <>
      <dt title={name}>{name}</dt>
      <dd>
        {isEditing ? (
          <InlineEdit field={field} value={value} onLeave={onLeave} onSave={onSave} />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pencil beside it, which is the control
          // biome-ignore lint/a11y/useKeyWithClickEvents: the pencil takes the keys
          <div
            className={`kv-value${isLong ? ' long' : ''}${isEditable ? ' editable' : ''}${isFresh ? ' changed-live' : ''}`}
            onClick={(event) => isEditable && !(event.target as Element).closest('a, button') && !getSelection()?.toString() && onEdit()}
          >
            <span className="kv-shown">
              {isUnmaskable ? (
                <Unmask object={object} id={record.id} field={field}>
                  <FieldDisplay field={field} value={value} masked />
                </Unmask>
              ) : (
                <FieldDisplay field={field} value={value} masked={record.masked?.includes(field.key) ?? false} />
              )}
            </span>
            {isEditable ? (
              <button type="button" className="kv-act" data-edit={field.key} aria-label={t('editField', { field: name })} onClick={onEdit}>
                <Pencil className="i s" aria-hidden="true" />
              </button>
            ) : (
              record.masked?.includes(field.key) && <Lock className="i s kv-act" aria-hidden="true" />
            )}
          </div>
        )}
      </dd>
    </>
  )
}

/** Typing in place: Enter saves, Tab saves and goes on, Esc restores, leaving saves. */
function InlineEdit({ field, value, onLeave, onSave }: Pick<Props, 'field' | 'onLeave' | 'onSave'> & { value: unknown }) {
  const label = useLabel()
  const problemOf = useFieldProblem()
  const [draft, setDraft] = useState<unknown>(value ?? null)
  // The key that ends the edit comes in the same moment as the choice it makes: what was last told counts, not what was last drawn.
  const told = useRef<unknown>(value ?? null)
  // Looked at and left alone, an open field must not write back over what a colleague changed meanwhile.
  const begun = useRef<unknown>(value ?? null)
  const unread = useRef<string | null>(null)
  const isOver = useRef(false)
  const [problem, setProblem] = useState<string | null>(null)

  /** Saves what was typed; false while it cannot be saved. */
  function commit(): boolean {
    if (isOver.current) return true
    const found = unread.current ?? problemOf(field, told.current)
    if (found !== null) {
      setProblem(found)
      return false
    }
    isOver.current = true
    if (!sameValue(told.current, begun.current)) onSave(told.current)
    return true
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      isOver.current = true
      onLeave()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      event.stopPropagation()
      if (commit()) onLeave()
    } else if (event.key === 'Tab') {
      event.preventDefault()
      if (commit()) onLeave(event.shiftKey ? 'previous' : 'following')
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside
    <div
      className="kv-edit"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        const to = event.relatedTarget
        if (event.currentTarget.contains(to) || (to instanceof Element && to.closest('[data-editor-popup], [role="dialog"]'))) return
        // A dialog of this field (a new record from the picker) takes the focus without ending the edit.
        if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
        if (commit()) onLeave()
      }}
    >
      <div className="kv-box">
        <FieldEditor
          field={field}
          value={draft}
          onChange={(next) => {
            told.current = next
            setDraft(next)
            setProblem(null)
          }}
          onProblem={(words) => {
            unread.current = words
          }}
          onPicked={() => commit() && onLeave()}
          place="cell"
          label={label(field.label)}
          invalid={problem !== null}
          autoFocus
        />
      </div>
      {problem !== null && (
        <div className="kv-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  )
}
