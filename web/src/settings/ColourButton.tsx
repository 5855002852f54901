import { useRef, useState } from 'react'
import { Popover } from '../design/Popover.tsx'
import { choiceColor } from '../records/fields/choice-color.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const colours = [
  'ok',
  'warn',
  'bad',
  'mute',
  'brand',
  'stage-1',
  'stage-2',
  'stage-3',
  'stage-4',
  'stage-5',
  'chart-1',
  'chart-2',
  'chart-3',
  'chart-4',
  'chart-5',
  'chart-6',
  'chart-7',
  'chart-8',
]

/** The colour of a value, out of those that hold in light and dark and for every kind of sight. */
export function ColourButton({
  value,
  label,
  onChange,
}: {
  value: string | null
  label: string
  onChange: (color: string | null) => void
}) {
  const t = useText(messages)
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const pick = (color: string | null) => {
    setOpen(false)
    if (color !== value) onChange(color)
  }
  const drawn = (color: string | null) => ({ '--c': choiceColor(color) ?? 'transparent' }) as React.CSSProperties

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="swatch"
        aria-label={`${t('colour')}: ${label}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <i style={value ? drawn(value) : undefined} />
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} label={t('colour')}>
          <div className="swatches">
            {colours.map((color) => (
              <button
                key={color}
                type="button"
                className="swatch"
                aria-label={color}
                aria-pressed={color === value}
                onClick={() => pick(color)}
              >
                <i style={drawn(color)} />
              </button>
            ))}
          </div>
          <button type="button" className="opt" onClick={() => pick(null)}>
            {t('noColour')}
          </button>
        </Popover>
      )}
    </>
  )
}
