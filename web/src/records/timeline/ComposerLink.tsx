import { type LucideIcon, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { FieldMeta, Filter } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { timelineTexts } from './messages.ts'

type Props = {
  field: FieldMeta | undefined
  value: unknown
  icon: LucideIcon
  /** What stands there while nothing is chosen. */
  empty: string
  shown: string | undefined
  filter?: Filter | undefined
  onChange: (value: unknown) => void
}

/** One thing that goes with an activity, as a small button: a press opens its editor. */
export function ComposerLink({ field, value, icon: Drawn, empty, shown, filter, onChange }: Props) {
  const t = useText(timelineTexts)
  const label = useLabel()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  if (!field) return null
  return (
    <span className="composer-link" data-set={shown !== undefined}>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={shown ?? empty}
        onClick={() => setOpen(!isOpen)}
      >
        <Drawn className="i s" aria-hidden="true" />
        <span>{shown ?? empty}</span>
      </button>
      {shown !== undefined && (
        <button type="button" className="composer-clear" aria-label={`${t('clear')}: ${label(field.label)}`} onClick={() => onChange(null)}>
          <X className="i xs" aria-hidden="true" />
        </button>
      )}
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} width={300} label={empty}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter ends the choice that the editor made */}
          <div
            className="composer-editor"
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Tab')) return
              // The focus goes back to the button: this very key must not press it.
              event.preventDefault()
              setOpen(false)
            }}
          >
            <FieldEditor
              field={field}
              value={value}
              onChange={onChange}
              onPicked={() => setOpen(false)}
              place="cell"
              label={label(field.label)}
              filter={filter}
              autoFocus
            />
          </div>
        </Popover>
      )}
    </span>
  )
}
