import { useEffect, useRef, useState } from 'react'
import { readableMentions, storedMentions } from '../../data/client.ts'
import type { EditorProps } from './editor.ts'

const inputTypes: Partial<Record<EditorProps['field']['kind'], { mode: 'text' | 'email' | 'tel' | 'url'; autoComplete?: string }>> = {
  email: { mode: 'email' },
  phone: { mode: 'tel' },
  url: { mode: 'url' },
}

/** One line of text: names, e-mails, phones, addresses of pages. */
export function TextEditor({ field, value, onChange, place, id, label, describedBy, invalid, autoFocus, placeholder }: EditorProps) {
  const input = useRef<HTMLInputElement>(null)
  const text = typeof value === 'string' ? value : ''

  useEffect(() => {
    if (!autoFocus) return
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [autoFocus])

  return (
    <div className="fe-box" data-place={place} data-invalid={invalid || undefined}>
      <input
        ref={input}
        className="fe-input"
        id={id}
        inputMode={inputTypes[field.kind]?.mode ?? 'text'}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </div>
  )
}

/** Text of several lines. In a cell it hangs below its row; Enter saves there, Shift Enter starts a new line. */
export function LongTextEditor({ field, value, onChange, place, id, label, describedBy, invalid, autoFocus, placeholder }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  // Whoever is named in the text is written as `@name`, and stays meant as long as the name stands.
  const [{ text: first, named }] = useState(() => readableMentions(typeof value === 'string' ? value : ''))
  const [text, setText] = useState(first)

  useEffect(() => {
    if (!autoFocus || !area.current) return
    area.current.focus({ preventScroll: true })
    area.current.setSelectionRange(area.current.value.length, area.current.value.length)
  }, [autoFocus])

  return (
    <div className="fe-box fe-area" data-place={place} data-invalid={invalid || undefined}>
      <textarea
        ref={area}
        className="fe-input"
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        value={text}
        placeholder={placeholder}
        rows={3}
        onChange={(event) => {
          setText(event.target.value)
          onChange(event.target.value === '' ? null : storedMentions(event.target.value, named))
        }}
        onKeyDown={(event) => {
          // Enter saves the cell: the grid hears it. With Shift it is a new line, and stays here.
          if (event.key === 'Enter' && (event.shiftKey || place === 'form') && !event.metaKey && !event.ctrlKey) event.stopPropagation()
        }}
      />
    </div>
  )
}
