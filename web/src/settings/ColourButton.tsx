import { useRef, useState } from 'react'
import { Popover } from '../design/Popover.tsx'
import { choiceColor } from '../records/fields/choice-color.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const steps = ['1', '2', '3', '4', '5'] as const
const hues = ['1', '2', '3', '4', '5', '6', '7', '8'] as const

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
  const colours: readonly (readonly [color: string, name: string])[] = [
    ['ok', t('green')],
    ['warn', t('amber')],
    ['bad', t('red')],
    ['mute', t('grey')],
    ['brand', t('azurite')],
    ...steps.map((step) => [`stage-${step}`, t('stageColour', { step })] as const),
    ...hues.map((hue) => [`chart-${hue}`, t('chartColour', { hue })] as const),
  ]
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
            {colours.map(([color, name]) => (
              <button
                key={color}
                type="button"
                className="swatch"
                title={name}
                aria-label={name}
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
