import { Eye, EyeOff } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  problem?: string | undefined
  hint?: string
  isNew?: boolean
  autoFocus?: boolean
}

/** A password that can be looked at, and that tells when Caps Lock is on. */
export function PasswordField({ label, value, onChange, problem, hint, isNew = false, autoFocus = false }: Props) {
  const t = useText(messages)
  const id = useId()
  const [isShown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  const below = problem ?? (capsLock ? t('capsLock') : hint)

  return (
    <div className="control">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className={`field${problem ? ' err' : ''}`}>
        <input
          id={id}
          type={isShown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          // biome-ignore lint/a11y/noAutofocus: the e-mail is known, the password is what is left to type
          autoFocus={autoFocus}
          value={value}
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={watch}
          onKeyUp={watch}
        />
        <button
          type="button"
          className="ib sm"
          aria-pressed={isShown}
          aria-label={isShown ? t('hide') : t('show')}
          title={isShown ? t('hide') : t('show')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff className="i" aria-hidden="true" /> : <Eye className="i" aria-hidden="true" />}
        </button>
      </div>
      {below && (
        <div id={`${id}-below`} className={`under${problem ? ' bad' : capsLock ? ' warn' : ''}`}>
          {below}
        </div>
      )}
    </div>
  )
}
