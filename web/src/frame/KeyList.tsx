import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../design/Button.tsx'
import { keepInside, useFocusInside } from '../design/focus.ts'
import { Keys } from '../design/Keys.tsx'
import { isLetter, resetLetters, useOwnLetters } from '../design/own-letters.ts'
import { Switch } from '../design/Switch.tsx'
import { useText } from '../text/index.ts'
import { lettersAreOn, setLettersOn, useAllKeys } from './keys.ts'
import { LetterKey } from './LetterKey.tsx'
import { messages } from './messages.ts'

/** `?`: every key of this screen; single letters are turned off and moved here. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const groups = useAllKeys()
  const [letters, setLetters] = useState(lettersAreOn)
  const isMoved = Object.keys(useOwnLetters()).length > 0
  const own = useRef<HTMLElement>(null)
  const close = useRef<HTMLButtonElement>(null)

  useFocusInside(own, () => close.current)

  /** The button goes with what it resets. */
  function reset(): void {
    close.current?.focus()
    resetLetters()
  }

  return (
    <div className="scrim" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <section
        ref={own}
        className="key-list"
        role="dialog"
        aria-modal="true"
        aria-label={t('listOfKeys')}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === '?') onClose()
          else if (event.key === 'Tab') keepInside(event, own.current)
        }}
      >
        <header className="row g4">
          <h2 className="title">{t('listOfKeys')}</h2>
          {isMoved && (
            <Button size="sm" look="text" className="end" onClick={reset}>
              {t('resetLetters')}
            </Button>
          )}
          <span className={`row g3 t2 small${isMoved ? '' : ' end'}`}>
            <Switch
              label={t('letterKeys')}
              isOn={letters}
              onChange={(isOn) => {
                setLetters(isOn)
                setLettersOn(isOn)
              }}
            />
            {t('letterKeys')}
          </span>
          <button ref={close} type="button" className="ib" aria-label={t('dismiss')} onClick={onClose}>
            <X className="i" aria-hidden="true" />
          </button>
        </header>
        <div className="columns">
          {groups.map(({ group, bindings }) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {bindings.map(({ keys, label }) => (
                  <div key={keys} className="row">
                    <dt>{label}</dt>
                    <dd className="end row g2">{isLetter(keys) ? <LetterKey letter={keys} label={label} /> : <KeyCaps keys={keys} />}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </div>
  )
}

/** The caps of a combination or a sequence: of a sequence, only the first letter can be moved. */
function KeyCaps({ keys }: { keys: string }) {
  const [first = '', ...rest] = keys.split(' ')
  return (
    <>
      <Keys keys={shown(first)} />
      {rest.map((part) => (
        <Keys key={part} keys={shown(part)} fixed />
      ))}
    </>
  )
}

function shown(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part.replace(/^Arrow/, '')))
    .join('+')
}
