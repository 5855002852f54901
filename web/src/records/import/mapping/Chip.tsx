type Props = {
  label: string
  value: string
  options: readonly (readonly [value: string, words: string])[]
  onChange: (value: string) => void
  disabled?: boolean
}

/** One thing about the file: its name, and what it is now, open to another choice. */
export function Chip({ label, value, options, onChange, disabled }: Props) {
  return (
    <label className="imp-chip">
      <span>{label}</span>
      <select aria-label={label} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
