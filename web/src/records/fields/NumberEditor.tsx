import { useEffect, useRef, useState } from 'react'
import { useMeta } from '../../data/meta.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { EditorProps } from './editor.ts'
import { messages } from './messages.ts'
import { readAmount } from './read-number.ts'

/** Numbers, percentages and money, typed with or without separators, in 万 or M; another currency by its code or sign. */
export function NumberEditor({
  field,
  value,
  onChange,
  onProblem,
  place,
  id,
  label,
  describedBy,
  invalid,
  autoFocus,
  placeholder,
}: EditorProps) {
  const t = useText(messages)
  const home = useMeta().workspace.currency
  const input = useRef<HTMLInputElement>(null)
  const money = field.kind === 'money' ? moneyOf(value) : null
  const currency = money?.currency ?? home
  const [text, setText] = useState(() => figureText(field.kind === 'money' ? money?.amount : value))

  useEffect(() => {
    if (!autoFocus) return
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [autoFocus])

  function onText(next: string): void {
    setText(next)
    const isBlank = next.trim() === ''
    const read = readAmount(next)
    onProblem?.(read || isBlank ? null : t('notANumber'))
    if (isBlank) onChange(null)
    else if (read) onChange(field.kind === 'money' ? { amount: read.amount, currency: read.currency ?? currency } : Number(read.amount))
  }

  return (
    <div className="fe-box" data-place={place} data-invalid={invalid || undefined}>
      <input
        ref={input}
        className={place === 'cell' ? 'fe-input r' : 'fe-input'}
        id={id}
        inputMode="decimal"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => onText(event.target.value)}
      />
      {field.kind === 'money' && (place === 'form' || currency !== home) && <span className="fe-unit">{currency}</span>}
      {field.kind === 'percent' && <span className="fe-unit">%</span>}
    </div>
  )
}

function moneyOf(value: unknown): { amount: string; currency: string } | null {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
    ? { amount: String(value.amount), currency: String(value.currency) }
    : null
}

function figureText(value: unknown): string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? formatNumber(value) : ''
}
