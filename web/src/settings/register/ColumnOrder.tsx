import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** Kinds that a cell of a list cannot show. */
const unlisted = new Set(['json', 'secret'])

type Props = { object: ObjectMeta; columns: readonly string[]; onChange: (columns: readonly string[]) => void }

/** The columns a list begins with, in their order. */
export function ColumnOrder({ object, columns, onChange }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const nameOf = (key: string) => label(fieldOf(object, key)?.label ?? { zh: key, en: key })
  const others = object.fields.filter(({ key, kind }) => !columns.includes(key) && !unlisted.has(kind))

  function move(at: number, step: -1 | 1): void {
    const next = [...columns]
    const [moved] = next.splice(at, 1)
    if (moved !== undefined) next.splice(at + step, 0, moved)
    onChange(next)
  }

  return (
    <fieldset className="register-columns">
      <legend className="label">{t('columns')}</legend>
      <ol>
        {columns.map((key, at) => (
          <li key={key}>
            <span className="el">{nameOf(key)}</span>
            <button
              type="button"
              className="ib sm end"
              disabled={at === 0}
              aria-label={t('up', { name: nameOf(key) })}
              title={t('up', { name: nameOf(key) })}
              onClick={() => move(at, -1)}
            >
              <ArrowUp className="i s" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="ib sm"
              disabled={at === columns.length - 1}
              aria-label={t('down', { name: nameOf(key) })}
              title={t('down', { name: nameOf(key) })}
              onClick={() => move(at, 1)}
            >
              <ArrowDown className="i s" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="ib sm"
              aria-label={t('remove', { name: nameOf(key) })}
              title={t('remove', { name: nameOf(key) })}
              onClick={() => onChange(columns.filter((other) => other !== key))}
            >
              <X className="i s" aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <select className="field" aria-label={t('addColumn')} value="" onChange={(event) => onChange([...columns, event.target.value])}>
          <option value="">{t('addColumn')}</option>
          {others.map(({ key }) => (
            <option key={key} value={key}>
              {nameOf(key)}
            </option>
          ))}
        </select>
      )}
      <p className="under">{t('columnsHint')}</p>
    </fieldset>
  )
}
