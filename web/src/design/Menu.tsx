import { Check } from 'lucide-react'
import { type ReactNode, type Ref, useRef, useState } from 'react'
import { Keys } from './Keys.tsx'
import { Popover } from './Popover.tsx'

export type MenuEntry =
  | {
      kind?: 'item'
      label: ReactNode
      icon?: ReactNode
      keys?: string
      hint?: ReactNode
      checked?: boolean
      danger?: boolean
      whyNot?: string | undefined
      run: () => void
    }
  | { kind: 'separator' }
  | { kind: 'head'; label: ReactNode }

type Props = {
  label: string
  entries: readonly MenuEntry[]
  /** What opens it. */
  children: (open: { ref: Ref<HTMLButtonElement>; onClick: () => void; 'aria-haspopup': 'menu'; 'aria-expanded': boolean }) => ReactNode
  place?: 'bottom-start' | 'bottom-end' | 'right-end' | 'top-start'
  width?: number
}

/** A menu under a button: arrows walk it, Enter runs, Esc closes. */
export function Menu({ label, entries, children, place, width }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)

  return (
    <>
      {children({ ref: anchor, onClick: () => setOpen(!isOpen), 'aria-haspopup': 'menu', 'aria-expanded': isOpen })}
      {isOpen && (
        <Popover
          anchor={anchor}
          onClose={() => setOpen(false)}
          role="menu"
          label={label}
          {...(place ? { place } : {})}
          {...(width === undefined ? {} : { width })}
        >
          {entries.map((entry, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the entries of an open menu do not move
            <Entry key={at} entry={entry} onDone={() => setOpen(false)} />
          ))}
        </Popover>
      )}
    </>
  )
}

function Entry({ entry, onDone }: { entry: MenuEntry; onDone: () => void }) {
  if (entry.kind === 'separator') return <hr className="sep" />
  if (entry.kind === 'head') return <div className="head">{entry.label}</div>
  const { label, icon, keys, hint, checked, danger, whyNot, run } = entry
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      aria-disabled={whyNot !== undefined || undefined}
      title={whyNot}
      className={`opt${danger ? ' bad' : ''}`}
      onClick={() => {
        if (whyNot !== undefined) return
        onDone()
        run()
      }}
    >
      {icon}
      <span>{label}</span>
      <span className="end">
        {hint}
        {keys !== undefined && <Keys keys={keys} />}
        {checked && <Check className="i s" aria-hidden="true" />}
      </span>
    </button>
  )
}
