import type { KeyboardEvent } from 'react'

type Props<V extends string> = {
  label: string
  value: V
  /** Value, words, and the language of the words where it is not the page's. */
  options: readonly (readonly [value: V, words: string, lang?: string])[]
  onChange: (value: V) => void
}

/** A choice among a few that are all visible. One tab stop; arrows move. */
export function Segmented<V extends string>({ label, value, options, onChange }: Props<V>) {
  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = options.findIndex(([one]) => one === value)
    const next = options[(at + step + options.length) % options.length]
    if (!next) return
    onChange(next[0])
    const buttons = event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')
    buttons[(at + step + options.length) % options.length]?.focus()
  }

  return (
    <div className="seg" role="radiogroup" aria-label={label} onKeyDown={walk}>
      {options.map(([one, words, lang]) => (
        // biome-ignore lint/a11y/useSemanticElements: a segmented control is drawn with buttons
        <button
          key={one}
          type="button"
          role="radio"
          lang={lang}
          aria-checked={one === value}
          tabIndex={one === value ? 0 : -1}
          onClick={() => onChange(one)}
        >
          {words}
        </button>
      ))}
    </div>
  )
}
