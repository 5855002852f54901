import { useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { exportableFields } from './chosen-columns.ts'
import { messages } from './messages.ts'

type Props = { object: ObjectMeta; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }

/** The fields of a file, each with a box to tick. */
export function ColumnPicker({ object, chosen, onChange }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const [query, setQuery] = useState('')
  const asked = query.trim().toLowerCase()
  const fields = exportableFields(object).filter(
    (field) => asked === '' || `${field.label.zh} ${field.label.en} ${field.key}`.toLowerCase().includes(asked),
  )

  function toggle(key: string): void {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    onChange(next)
  }

  return (
    <div className="ex-picker">
      <input
        className="field"
        placeholder={t('findColumn')}
        aria-label={t('findColumn')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul>
        {fields.map((field) => (
          <li key={field.key}>
            <label className="el">
              <input type="checkbox" className="cb" checked={chosen.has(field.key)} onChange={() => toggle(field.key)} />
              <span className="el">{label(field.label)}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
