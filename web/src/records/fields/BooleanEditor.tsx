import { useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import { Combo } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { messages } from './messages.ts'

export function BooleanEditor({ value, onChange, place, id, label, describedBy, ...rest }: EditorProps) {
  const t = useText(messages)
  if (place === 'form') {
    return (
      <input
        type="checkbox"
        role="switch"
        className="sw"
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        checked={value === true}
        aria-checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    )
  }
  return (
    <Combo
      {...rest}
      place={place}
      label={label}
      text={value === true ? t('yes') : value === false ? t('no') : ''}
      onText={() => undefined}
      options={[
        { key: 'yes', content: t('yes') },
        { key: 'no', content: t('no') },
      ]}
      onPick={(key) => onChange(key === 'yes')}
      onKey={(event) => {
        // Y and N, 1 and 0 choose without looking.
        if (/^[y1]$/i.test(event.key)) onChange(true)
        else if (/^[n0]$/i.test(event.key)) onChange(false)
      }}
      startAt={value === true ? 'yes' : 'no'}
      width={120}
      footer={<CellKeys />}
    />
  )
}
