type Props = { label: string; title?: string; isOn: boolean; onChange: (isOn: boolean) => void; disabled?: boolean }

/** On or off, at once: no save button waits for it. */
export function Switch({ label, title, isOn, onChange, disabled = false }: Props) {
  return (
    <input
      type="checkbox"
      role="switch"
      className="sw"
      aria-label={label}
      aria-checked={isOn}
      title={title}
      checked={isOn}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}
