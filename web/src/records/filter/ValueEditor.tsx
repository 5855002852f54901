import { useId, useState } from 'react'
import type { FieldMeta, Operator, RelativePeriod } from '../../data/client.ts'
import { useChoices, useLabel, useMeta } from '../../data/meta.ts'
import { dayOf } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { useText } from '../../text/index.ts'
import { ChoiceMark } from '../fields/ChoiceMark.tsx'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { messages as fieldTexts } from '../fields/messages.ts'
import { instantAt } from '../fields/wall-clock.ts'
import { RecordsPicker } from '../picker/RecordPicker.tsx'
import { messages } from './messages.ts'
import { comparedKind, valueShape } from './operators.ts'
import { PeriodEditor } from './PeriodEditor.tsx'

type ValueEditorProps = {
  field: FieldMeta
  op: Operator
  value: unknown
  onChange: (value: unknown) => void
  /** Names of the records that the value holds as ids. */
  titles: ReadonlyMap<string, string>
  label: string
}

/** What a field is compared with, asked for as the comparison needs it. */
export function ValueEditor({ field, op, value, onChange, titles, label }: ValueEditorProps) {
  const t = useText(messages)
  const shape = valueShape(op)
  if (shape === 'none') return null
  if (shape === 'period') return <PeriodEditor value={value as RelativePeriod | null} onChange={onChange} />
  if (shape === 'many') return <ManyEditor field={field} value={value} onChange={onChange} titles={titles} label={label} />
  if (shape === 'one') return <OneEditor field={field} op={op} value={value} onChange={onChange} label={label} />
  const [from, to] = Array.isArray(value) ? (value as [unknown, unknown]) : [null, null]
  return (
    <div className="fb-range">
      <OneEditor field={field} op="gte" value={from} onChange={(next) => onChange([next, to])} label={t('from')} />
      <span className="t3">{t('to')}</span>
      <OneEditor field={field} op="lte" value={to} onChange={(next) => onChange([from, next])} label={t('to')} />
    </div>
  )
}

type OneEditorProps = Omit<ValueEditorProps, 'titles'>

function OneEditor({ field, op, value, onChange, label }: OneEditorProps) {
  const words = useText(fieldTexts)
  const { timeZone } = useMeta().me
  const kind = comparedKind(field)
  if (kind === 'boolean') {
    return (
      <Segmented
        label={label}
        value={value === false ? 'no' : value === true ? 'yes' : ''}
        options={[
          ['yes', words('yes')],
          ['no', words('no')],
        ]}
        onChange={(next) => onChange(next === 'yes')}
      />
    )
  }
  const isInstant = kind === 'dateTime'
  const isFigure = kind === 'money' || kind === 'number' || kind === 'percent'
  const plain: FieldMeta = { ...field, required: false, kind: isInstant ? 'date' : isFigure ? 'number' : kind === 'date' ? 'date' : 'text' }
  /** "After Friday" begins when Friday is over; "before" and "from" at its first minute. */
  const edge = op === 'gt' || op === 'lte' ? '23:59' : '00:00'
  return (
    <FieldEditor
      field={plain}
      value={isInstant && typeof value === 'string' ? dayOf(value) : value}
      onChange={(next) => onChange(isInstant && typeof next === 'string' ? instantAt(next, edge, timeZone) : next)}
      place="form"
      label={label}
      autoFocus={value === null || value === undefined}
    />
  )
}

function ManyEditor({ field, value, onChange, titles, label }: Omit<ValueEditorProps, 'op'>) {
  const kind = comparedKind(field)
  const values = Array.isArray(value) ? value.map(String) : value === null || value === undefined ? [] : [String(value)]
  if (kind === 'choice' || kind === 'multiChoice') return <ChoiceList list={field.list} values={values} onChange={onChange} label={label} />
  if (kind === 'region') return <RegionList field={field} values={values} onChange={onChange} label={label} />
  return (
    <RecordsPicker
      object={kind === 'user' ? 'user' : (field.to ?? '')}
      place="form"
      label={label}
      autoFocus={values.length === 0}
      value={values.map((id) => ({ id, title: titles.get(id) ?? '…' }))}
      onChange={(links) => onChange(links.map(({ id }) => id))}
    />
  )
}

const searchFrom = 10

function ChoiceList({
  list,
  values,
  onChange,
  label,
}: {
  list: string | undefined
  values: readonly string[]
  onChange: (value: unknown) => void
  label: string
}) {
  const t = useText(messages)
  const named = useLabel()
  const id = useId()
  const choices = useChoices(list)
  const [query, setQuery] = useState('')
  const asked = query.trim().toLowerCase()
  const shown = choices.filter(
    (choice) =>
      (choice.active || values.includes(choice.key)) &&
      (asked === '' || `${choice.label.zh} ${choice.label.en} ${choice.key}`.toLowerCase().includes(asked)),
  )
  return (
    <fieldset className="fb-choices" aria-label={label}>
      {choices.length >= searchFrom && (
        <input
          className="field"
          aria-label={t('chooseValues')}
          placeholder={t('chooseValues')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <div className="fb-checks">
        {shown.map((choice) => (
          <label key={choice.key} className="opt" htmlFor={`${id}-${choice.key}`}>
            <input
              id={`${id}-${choice.key}`}
              type="checkbox"
              className="cb"
              aria-label={named(choice.label)}
              checked={values.includes(choice.key)}
              onChange={(event) => onChange(event.target.checked ? [...values, choice.key] : values.filter((one) => one !== choice.key))}
            />
            <ChoiceMark list={list} choice={choice} />
          </label>
        ))}
        {shown.length === 0 && <p className="fe-none">{t('emptyChoices')}</p>}
      </div>
    </fieldset>
  )
}

function RegionList({
  field,
  values,
  onChange,
  label,
}: {
  field: FieldMeta
  values: readonly string[]
  onChange: (value: unknown) => void
  label: string
}) {
  const plain: FieldMeta = { ...field, required: false }
  const rows = [...values, null]
  return (
    <div className="fb-regions">
      {rows.map((code, at) => (
        <FieldEditor
          key={code ?? `new-${at}`}
          field={plain}
          value={code}
          place="form"
          label={label}
          autoFocus={code === null && at === 0}
          onChange={(next) =>
            onChange(
              next === null
                ? values.filter((one) => one !== code)
                : code === null
                  ? [...new Set([...values, String(next)])]
                  : values.map((one) => (one === code ? String(next) : one)),
            )
          }
        />
      ))}
    </div>
  )
}
