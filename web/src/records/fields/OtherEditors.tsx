import { Paperclip, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { useText } from '../../text/index.ts'
import type { EditorProps } from './editor.ts'
import { isLink } from './field-text.ts'
import { messages } from './messages.ts'

/** A secret is never shown: a new one replaces it. */
export function SecretEditor({ value, onChange, place, id, label, describedBy, invalid, autoFocus }: EditorProps) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const isSet = typeof value === 'object' && value !== null && 'set' in value && value.set === true
  return (
    <div className="fe-box" data-place={place} data-invalid={invalid || undefined}>
      <input
        className="fe-input"
        type="password"
        autoComplete="new-password"
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the cell was opened to be typed in
        autoFocus={autoFocus}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        placeholder={isSet ? t('newSecret') : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          if (event.target.value !== '') onChange(event.target.value)
        }}
      />
    </div>
  )
}

export function JsonEditor({ value, onChange, onProblem, place, id, label, describedBy, invalid, autoFocus }: EditorProps) {
  const t = useText(messages)
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(value === null || value === undefined ? '' : JSON.stringify(value, null, 2))

  useEffect(() => {
    if (autoFocus) area.current?.focus({ preventScroll: true })
  }, [autoFocus])

  function onText(next: string): void {
    setText(next)
    try {
      onChange(next.trim() === '' ? null : JSON.parse(next))
      onProblem?.(null)
    } catch (error) {
      onProblem?.(t('notJson', { reason: error instanceof Error ? error.message : '' }))
    }
  }

  return (
    <div className="fe-box fe-area" data-place={place} data-invalid={invalid || undefined}>
      <textarea
        ref={area}
        className="fe-input mono"
        id={id}
        rows={4}
        spellCheck={false}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.shiftKey || place === 'form')) event.stopPropagation()
        }}
      />
    </div>
  )
}

/** One file: chosen, uploaded at once, and held by its link. */
export function FileEditor({ field, value, onChange, onProblem, onPicked, place, id, label, describedBy }: EditorProps) {
  const t = useText(messages)
  const input = useRef<HTMLInputElement>(null)
  const [isUploading, setUploading] = useState(false)
  const current = isLink(value) ? value : null

  async function upload(file: File): Promise<void> {
    setUploading(true)
    onProblem?.(null)
    try {
      const written = await client.files.upload(file)
      onChange({ id: written.id, title: file.name })
      onPicked?.()
    } catch (error) {
      onProblem?.(problemText(error))
    } finally {
      setUploading(false)
    }
  }

  return (
    <div className="fe-box" data-place={place}>
      <button
        type="button"
        className="fe-file"
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        <Paperclip size={14} aria-hidden="true" />
        <span className="el">{isUploading ? t('uploading') : (current?.title ?? t('chooseFile'))}</span>
      </button>
      {current && !field.required && (
        <button type="button" className="fe-drill" aria-label={t('remove', { title: current.title })} onClick={() => onChange(null)}>
          <X size={14} />
        </button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void upload(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}
