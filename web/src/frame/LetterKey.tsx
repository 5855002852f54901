import { useState } from 'react'
import { Keys } from '../design/Keys.tsx'
import { isLetter, moveLetter } from '../design/own-letters.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** A letter in the list of keys: press it, then the letter that is to do the same from now on. What stood on that one takes its place. */
export function LetterKey({ letter, label }: { letter: string; label: string }) {
  const t = useText(messages)
  const [state, setState] = useState<'rests' | 'waits' | 'refused'>('rests')
  const waits = state === 'waits' || state === 'refused'

  function take(event: React.KeyboardEvent): void {
    if (!waits || event.nativeEvent.isComposing || event.key === 'Tab' || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    const pressed = event.key.toLowerCase()
    if (event.key === 'Escape') setState('rests')
    else if (!isLetter(pressed) || event.ctrlKey || event.metaKey || event.altKey) setState('refused')
    else {
      moveLetter(letter, pressed)
      setState('rests')
    }
  }

  return (
    <>
      <span role="status" className={state === 'refused' ? 'small bad' : 'small t2'}>
        {state === 'refused' ? t('letterOnly') : waits ? t('pressLetter') : ''}
      </span>
      <button
        type="button"
        className={waits ? 'letter-key on' : 'letter-key'}
        aria-label={t('changeLetter', { label })}
        title={t('changeLetter', { label })}
        aria-pressed={waits}
        onClick={() => setState(waits ? 'rests' : 'waits')}
        onBlur={() => setState('rests')}
        onKeyDown={take}
      >
        <Keys keys={letter.toUpperCase()} />
      </button>
    </>
  )
}
