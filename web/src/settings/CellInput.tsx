import { type KeyboardEvent, useState } from 'react'

type Props = { label: string; value: string; onSave: (value: string) => void; required?: boolean; inputMode?: 'decimal' }

/** A cell that is simply typed into: Enter or leaving it saves, Esc puts the old value back. */
export function CellInput({ label, value, onSave, required = false, inputMode }: Props) {
  const [typed, setTyped] = useState<string | null>(null)

  function save(): void {
    const next = typed?.trim()
    setTyped(null)
    if (next === undefined || next === value || (required && next === '')) return
    onSave(next)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') event.currentTarget.blur()
    else if (event.key === 'Escape') setTyped(null)
  }

  return (
    <input
      className="cell"
      aria-label={label}
      placeholder={label}
      inputMode={inputMode}
      value={typed ?? value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={onKeyDown}
    />
  )
}
