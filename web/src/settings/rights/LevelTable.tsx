import { fieldOf, useLabel, useMeta } from '../../data/meta.ts'
import { formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { levelNames } from './labels.ts'
import { messages } from './messages.ts'
import { type FieldLevels, levels, readClasses } from './rights.ts'

/** Sensitive fields by class: shown, masked or hidden as one. Without `onChange` it is only told. */
export function LevelTable({ chosen, onChange }: { chosen: FieldLevels; onChange?: (levels: FieldLevels) => void }) {
  const t = useText(messages)
  const classes = useClassNames()
  if (classes.length === 0) return null
  return (
    <table className={onChange ? 'plain edit rights' : 'plain acl-table'} aria-label={t('fieldRights')}>
      <thead>
        <tr>
          <th scope="col">{t('fieldRights')}</th>
          <th scope="col" style={{ width: 140 }}>
            {t('shownAs')}
          </th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ key, words }) => (
          <tr key={key}>
            <th scope="row" className="k wrap">
              {words}
            </th>
            <td>
              {onChange ? (
                <select
                  className="cell"
                  aria-label={words}
                  value={chosen[key] ?? 'see'}
                  onChange={(event) => onChange({ ...chosen, [key]: event.target.value as (typeof levels)[number] })}
                >
                  {levels.map((level) => (
                    <option key={level} value={level}>
                      {t(levelNames[level])}
                    </option>
                  ))}
                </select>
              ) : (
                t(levelNames[chosen[key] ?? 'see'])
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A class is named by the fields that it holds: 客户 · 开户行、客户 · 账号. */
export function useClassNames(): { key: string; words: string }[] {
  const label = useLabel()
  const { objects } = useMeta()
  return readClasses(objects).map(({ key, fields }) => ({
    key,
    words: formatList(
      fields.map(
        (field) => `${label(field.object.label)} · ${label(fieldOf(field.object, field.key)?.label ?? { zh: field.key, en: field.key })}`,
      ),
    ),
  }))
}
