import { useId } from 'react'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  problem?: string | undefined
  kind?: 'app' | 'recovery'
}

/** A code of an authenticator app, which phones and password managers fill in, or a recovery code. */
export function CodeField({ label, value, onChange, problem, kind = 'app' }: Props) {
  const id = useId()
  return (
    <div className="control">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={`field${problem ? ' err' : ''}`}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        // biome-ignore lint/a11y/noAutofocus: the one thing to do on this step
        autoFocus
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-below` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem && (
        <div id={`${id}-below`} className="under bad">
          {problem}
        </div>
      )}
    </div>
  )
}
