import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFocusInside } from '../design/focus.ts'
import { Keys } from '../design/Keys.tsx'
import { Switch } from '../design/Switch.tsx'
import { useText } from '../text/index.ts'
import { lettersAreOn, setLettersOn, useAllKeys } from './keys.ts'
import { messages } from './messages.ts'

/** `?`: every key of this screen, and the switch for single letters. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const groups = useAllKeys()
  const [letters, setLetters] = useState(lettersAreOn)
  const own = useRef<HTMLElement>(null)
  const close = useRef<HTMLButtonElement>(null)

  useFocusInside(own, () => close.current)

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
        }}
      >
        <header className="row g4">
          <h2 className="title">{t('listOfKeys')}</h2>
          <span className="end row g3 t2 small">
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
                    <dd className="end row g2">
                      {keys.split(' ').map((part) => (
                        <Keys key={part} keys={shown(part)} />
                      ))}
                    </dd>
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

function shown(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part.replace(/^Arrow/, '')))
    .join('+')
}
