import { Ban, Check, ChevronDown, CornerDownRight, Search } from 'lucide-react'
import { useRef, useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../../../data/client.ts'
import { fieldOf, useLabel } from '../../../data/meta.ts'
import { Popover } from '../../../design/Popover.tsx'
import { useText } from '../../../text/index.ts'
import type { ColumnPlan, ImportColumn, ImportPlan, ImportView } from '../api.ts'
import { messages } from '../messages.ts'
import { externalKey, importableFields, withMissing, withOrder, withTarget, withUnreadable } from '../plan-edits.ts'

type Props = { column: ImportColumn; view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }

/** A column of the file, and the field that it fills. */
export function ColumnHead({ column, view, object, onPlan }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const target = view.plan.columns[column.index]?.target ?? null
  const field = target === null || target === externalKey ? undefined : fieldOf(object, target)
  const name = column.name || t('column', { number: column.index + 1 })
  const words = target === null ? t('notImported') : target === externalKey ? t('otherKey') : field ? label(field.label) : target
  const isUnsure = target !== null && target === column.suggested && column.confidence < 0.7

  return (
    <th>
      <div className="src el" title={name}>
        {name}
      </div>
      <button
        ref={anchor}
        type="button"
        className={`dst${target === null ? ' none' : ''}${isUnsure ? ' unsure' : ''}`}
        aria-label={`${t('target', { column: name })} ${words}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {target === null ? <Ban className="i xs" aria-hidden="true" /> : <CornerDownRight className="i xs" aria-hidden="true" />}
        <span className="el">{words}</span>
        <ChevronDown className="i xs end" aria-hidden="true" />
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} label={t('target', { column: name })} className="imp-pick">
          <TargetPicker
            column={column}
            view={view}
            object={object}
            onPick={(next) => {
              setOpen(false)
              onPlan(withTarget(view.plan, column.index, next))
            }}
          />
          {field && <ColumnRules field={field} column={column.index} plan={view.plan} onPlan={onPlan} />}
        </Popover>
      )}
    </th>
  )
}

function TargetPicker({
  column,
  view,
  object,
  onPick,
}: {
  column: ImportColumn
  view: ImportView
  object: ObjectMeta
  onPick: (target: string | null) => void
}) {
  const t = useText(messages)
  const label = useLabel()
  const [text, setText] = useState('')
  const current = view.plan.columns[column.index]?.target ?? null
  const asked = text.trim().toLowerCase()
  const options: (readonly [string | null, string, string])[] = [
    [null, t('notImported'), '不导入 skip'],
    ...importableFields(object).map(
      (field) => [field.key, label(field.label), `${field.label.zh} ${field.label.en} ${field.key}`] as const,
    ),
    [externalKey, t('otherKey'), 'id key 编号'],
  ]
  const found = options.filter(([, , words]) => words.toLowerCase().includes(asked))
  const takenBy = (target: string | null) => {
    const other = target === null ? -1 : view.plan.columns.findIndex((one, at) => one.target === target && at !== column.index)
    return other < 0 ? undefined : view.columns[other]?.name
  }

  return (
    <>
      <div className="field">
        <Search className="i s" aria-hidden="true" />
        <input
          data-autofocus
          value={text}
          aria-label={t('searchField')}
          placeholder={t('searchField')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && first && !event.nativeEvent.isComposing) onPick(first[0])
          }}
        />
      </div>
      {column.samples.length > 0 && (
        <div className="samples el" title={column.samples.join(' · ')}>
          {t('samples', { samples: column.samples.slice(0, 4).join(' · ') })}
        </div>
      )}
      <div className="list">
        {found.map(([target, words]) => {
          const other = takenBy(target)
          return (
            <button
              key={target ?? ''}
              type="button"
              className={`opt${target === current ? ' on' : ''}`}
              aria-pressed={target === current}
              onClick={() => onPick(target)}
            >
              {words}
              <span className="end">
                {other !== undefined && t('takenBy', { column: other })}
                {target === current && <Check className="i s" aria-hidden="true" />}
              </span>
            </button>
          )
        })}
      </div>
    </>
  )
}

const pointing = new Set(['reference', 'references', 'user', 'choice', 'multiChoice'])
const readable = new Set(['number', 'money', 'percent', 'date', 'dateTime', 'boolean', 'region', 'email', 'url', 'phone'])

/** What happens to values of this column that do not fit. */
function ColumnRules({
  field,
  column,
  plan,
  onPlan,
}: {
  field: FieldMeta
  column: number
  plan: ImportPlan
  onPlan: (plan: ImportPlan) => void
}) {
  const t = useText(messages)
  const own: ColumnPlan | undefined = plan.columns[column]
  const isDate = field.kind === 'date' || field.kind === 'dateTime'
  if (!own || (!pointing.has(field.kind) && !readable.has(field.kind))) return null
  return (
    <div className="rules">
      {pointing.has(field.kind) && (
        <>
          <span>{t('whenMissing')}</span>
          <select
            className="field"
            aria-label={t('whenMissing')}
            value={own.whenMissing ?? 'reject'}
            onChange={(event) => onPlan(withMissing(plan, column, event.target.value as 'reject' | 'empty' | 'add'))}
          >
            <option value="reject">{t('reject')}</option>
            <option value="empty">{t('leaveEmpty')}</option>
            <option value="add">{t('make')}</option>
          </select>
        </>
      )}
      {readable.has(field.kind) && (
        <>
          <span>{t('whenUnreadable')}</span>
          <select
            className="field"
            aria-label={t('whenUnreadable')}
            value={own.whenUnreadable ?? 'reject'}
            onChange={(event) => onPlan(withUnreadable(plan, column, event.target.value as 'reject' | 'empty'))}
          >
            <option value="reject">{t('reject')}</option>
            <option value="empty">{t('leaveEmpty')}</option>
          </select>
        </>
      )}
      {isDate && (
        <>
          <span>{t('dayOrder')}</span>
          <select
            className="field"
            aria-label={t('dayOrder')}
            value={own.order ?? ''}
            onChange={(event) => onPlan(withOrder(plan, column, event.target.value as 'day-first' | 'month-first'))}
          >
            {own.order === undefined && <option value="">—</option>}
            <option value="day-first">{t('dayFirst')}</option>
            <option value="month-first">{t('monthFirst')}</option>
          </select>
        </>
      )}
    </div>
  )
}
