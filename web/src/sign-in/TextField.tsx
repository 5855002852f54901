import { type ReactNode, useId } from 'react'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email'
  autoComplete?: string
  autoFocus?: boolean
  required?: boolean
  problem?: string | undefined
  hint?: string
}

export function TextField({
  label,
  value,
  onChange,
  type = 'text',
  autoComplete,
  autoFocus = false,
  required = false,
  problem,
  hint,
}: Props) {
  const id = useId()
  return (
    <Control id={id} label={label} required={required} problem={problem} hint={hint}>
      <input
        id={id}
        className="field"
        type={type}
        autoComplete={autoComplete}
        // biome-ignore lint/a11y/noAutofocus: the first field of a screen that has nothing else
        autoFocus={autoFocus}
        spellCheck={false}
        value={value}
        aria-invalid={problem !== undefined}
        aria-required={required}
        aria-describedby={problem || hint ? `${id}-below` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </Control>
  )
}

type SelectProps = {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly (readonly [value: string, words: string])[]
  hint?: string
}

export function SelectField({ label, value, onChange, options, hint }: SelectProps) {
  const id = useId()
  return (
    <Control id={id} label={label} hint={hint}>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </Control>
  )
}

function Control({
  id,
  label,
  required = false,
  problem,
  hint,
  children,
}: {
  id: string
  label: string
  required?: boolean
  problem?: string | undefined
  hint?: string | undefined
  children: ReactNode
}) {
  return (
    <div className="control">
      <label className="label" htmlFor={id}>
        {label}
        {required && (
          <span className="must" aria-hidden="true">
            *
          </span>
        )}
      </label>
      {children}
      {(problem ?? hint) && (
        <div id={`${id}-below`} className={`under${problem ? ' bad' : ''}`}>
          {problem ?? hint}
        </div>
      )}
    </div>
  )
}
