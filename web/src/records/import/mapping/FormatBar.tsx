import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { fieldOf, useLabel } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { type DuplicatePolicy, type ImportPlan, type ImportView, useChangeFormat } from '../api.ts'
import { messages } from '../messages.ts'
import { externalKey } from '../plan-edits.ts'

const delimiterNames: Readonly<Record<string, 'comma' | 'semicolon' | 'tab' | 'bar'>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
const matchable = new Set(['text', 'email', 'phone', 'url', 'number', 'autoNumber'])

/** How the file is read, and how duplicates are found: all of it recognised, all of it open to correction. */
export function FormatBar({ view, object, onPlan }: { view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const change = useChangeFormat(view.id)
  const { format, plan } = view
  const mapped = plan.columns.filter(({ target }) => target !== null).length
  const keys = plan.columns.flatMap(({ target }) => {
    if (target === null) return []
    if (target === externalKey) return [[target, t('otherKey')] as const]
    const field = fieldOf(object, target)
    return field && matchable.has(field.kind) ? [[target, label(field.label)] as const] : []
  })
  const { matchBy, policy } = plan.duplicates

  return (
    <div className="imp-bar imp-chips">
      <span className="row g3">
        <FileSpreadsheet className="i s" aria-hidden="true" />
        <b className="m el" style={{ maxWidth: 260 }} title={view.fileName}>
          {view.fileName}
        </b>
        <span className="t3 small">{t('rowsColumns', { rows: formatNumber(view.rowCount), columns: view.columns.length })}</span>
      </span>
      <Chip
        label={t('encoding')}
        value={format.encoding}
        options={view.encodings.map((one) => [one, one.toUpperCase()])}
        onChange={(encoding) => change.mutate({ format: { encoding } })}
      />
      <Chip
        label={t('delimiter')}
        value={format.delimiter}
        options={view.delimiters.map((one) => [one, delimiterNames[one] ? t(delimiterNames[one]) : one])}
        onChange={(delimiter) => change.mutate({ format: { delimiter } })}
      />
      <Chip
        label={t('header')}
        value={String(format.headerRow)}
        options={[...new Set([0, 1, 2, 3, 4, 5, format.headerRow])].map((row) => [
          String(row),
          row === 0 ? t('noHeader') : t('headerRow', { row }),
        ])}
        onChange={(row) => change.mutate({ format: { headerRow: Number(row) } })}
      />
      {keys.length > 0 && (
        <span className="imp-chip">
          <span>{t('duplicates')}</span>
          <select
            aria-label={t('duplicates')}
            value={matchBy ?? ''}
            onChange={(event) =>
              onPlan({ ...plan, duplicates: { policy: policy === 'create' ? 'skip' : policy, matchBy: event.target.value || null } })
            }
          >
            <option value="">{t('noMatch')}</option>
            {keys.map(([key, words]) => (
              <option key={key} value={key}>
                {t('matchBy', { field: words })}
              </option>
            ))}
          </select>
          {matchBy !== null && (
            <select
              aria-label={t('duplicates')}
              value={policy}
              onChange={(event) => onPlan({ ...plan, duplicates: { matchBy, policy: event.target.value as DuplicatePolicy } })}
            >
              <option value="skip">{t('policySkip')}</option>
              <option value="update">{t('policyUpdate')}</option>
              <option value="create">{t('policyCreate')}</option>
            </select>
          )}
        </span>
      )}
      <TitleFill view={view} object={object} onPlan={onPlan} />
      <span className="end small t3">{t('mapped', { mapped, left: plan.columns.length - mapped })}</span>
    </div>
  )
}

/** Where no column gives the records their name, a text does: fixed, or put together from other columns. */
function TitleFill({ view, object, onPlan }: { view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const { plan } = view
  const field = fieldOf(object, object.title)
  const [typed, setTyped] = useState<string | null>(null)
  if (!field || plan.columns.some(({ target }) => target === object.title)) return null

  function save(): void {
    const text = typed?.trim()
    setTyped(null)
    if (text === undefined || text === (plan.fill[object.title] ?? '')) return
    const { [object.title]: _old, ...rest } = plan.fill
    onPlan({ ...plan, fill: text === '' ? rest : { ...rest, [object.title]: text } })
  }

  const name = t('fillWith', { field: label(field.label) })
  return (
    <label
      className={`imp-chip${plan.fill[object.title] === undefined ? ' missing' : ''}`}
      title={t('fillHint', { braces: `{${view.columns[0]?.name ?? ''}}` })}
    >
      <span>{name}</span>
      <input
        value={typed ?? plan.fill[object.title] ?? ''}
        placeholder={`{${view.columns[0]?.name ?? ''}}`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && event.currentTarget.blur()}
      />
    </label>
  )
}

function Chip({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  onChange: (value: string) => void
}) {
  return (
    <label className="imp-chip">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
