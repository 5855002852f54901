import { useEffect, useRef, useState } from 'react'
import { useText } from '../../text/index.ts'
import { checklistFrom, checklistOf } from './checklist.ts'
import type { EditorProps } from './editor.ts'
import { messages } from './messages.ts'

/** A checklist is written line by line, and ticked where it is shown. */
export function ChecklistEditor({ value, onChange, place, id, label, describedBy, invalid, autoFocus }: EditorProps) {
  const t = useText(messages)
  const area = useRef<HTMLTextAreaElement>(null)
  const [before] = useState(() => checklistOf(value))
  const [text, setText] = useState(() => before.map((item) => item.text).join('\n'))

  useEffect(() => {
    if (autoFocus) area.current?.focus({ preventScroll: true })
  }, [autoFocus])

  return (
    <div className="fe-box fe-area" data-place={place} data-invalid={invalid || undefined}>
      <textarea
        ref={area}
        className="fe-input"
        id={id}
        rows={4}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        placeholder={t('checklistHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(checklistFrom(event.target.value, before))
        }}
        onKeyDown={(event) => {
          // A new line is a new item here.
          if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) event.stopPropagation()
        }}
      />
    </div>
  )
}
