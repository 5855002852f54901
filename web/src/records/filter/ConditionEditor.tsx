import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { FieldCondition, Filter, ObjectMeta, Operator, RelatedCondition } from '../../data/client.ts'
import { fieldOf, objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { comparisonWord, describeCondition, figureLabel, inWords, operatorChoice } from './describe.ts'
import { FieldChooser } from './FieldChooser.tsx'
import { fieldsAlong, labelAlong } from './field-path.ts'
import { conditionsOf, filterOf, isComplete, isFieldCondition, isRelatedCondition } from './filter-tree.ts'
import { messages } from './messages.ts'
import { carriedValue, operatorsOf } from './operators.ts'
import { countField, figureOperators, figuresOf } from './related-figures.ts'
import { startCondition } from './start-condition.ts'
import { useTitles } from './titles.ts'
import { useWording } from './use-wording.ts'
import { ValueEditor } from './ValueEditor.tsx'

type ConditionEditorProps = {
  object: ObjectMeta
  condition: Filter
  onChange: (condition: Filter) => void
  onRemove?: (() => void) | undefined
}

/** One chip, opened: what is compared, how, and with what. */
export function ConditionEditor({ object, condition, onChange, onRemove }: ConditionEditorProps) {
  const t = useText(messages)
  const isNegated = 'not' in condition
  const inner = isNegated ? condition.not : condition
  const isGroup = 'any' in inner || 'all' in inner

  return (
    <div className="fb-condition">
      {isFieldCondition(inner) ? (
        <FieldConditionEditor
          object={object}
          condition={inner}
          onChange={(next) => onChange(isNegated ? { not: next } : next)}
          onRemove={onRemove}
        />
      ) : isRelatedCondition(inner) ? (
        <RelatedConditionEditor condition={inner} onChange={(next) => onChange(isNegated ? { not: next } : next)} onRemove={onRemove} />
      ) : (
        <GroupEditor object={object} group={inner} onChange={(next) => onChange(isNegated ? { not: next } : next)} onRemove={onRemove} />
      )}
      {(isGroup || isRelatedCondition(inner)) && (
        <label className="fb-not">
          <input
            type="checkbox"
            className="cb"
            checked={isNegated}
            onChange={(event) => onChange(event.target.checked ? { not: inner } : inner)}
          />
          {t('negate')}
        </label>
      )}
    </div>
  )
}

function Head({ title, onRemove }: { title: string; onRemove: (() => void) | undefined }) {
  const t = useText(messages)
  return (
    <div className="fb-head">
      <b className="el">{title}</b>
      {onRemove && (
        <button type="button" className="ib sm end" aria-label={t('removeCondition', { condition: title })} onClick={onRemove}>
          <X className="i s" aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

type FieldConditionEditorProps = {
  object: ObjectMeta
  condition: FieldCondition
  onChange: (condition: FieldCondition) => void
  onRemove: (() => void) | undefined
}

function FieldConditionEditor({ object, condition, onChange, onRemove }: FieldConditionEditorProps) {
  const t = useText(messages)
  const meta = useMeta()
  const titles = useTitles(condition, object)
  const fields = fieldsAlong(meta, object, condition.field)
  const field = fields?.at(-1)
  if (!fields || !field) return <Head title={t('unknownField')} onRemove={onRemove} />
  const title = labelAlong(fields)
  const operators = operatorsOf(field)
  const offered = operators.includes(condition.op) ? operators : [condition.op, ...operators]

  function changeOperator(op: Operator): void {
    const value = carriedValue(condition.value, condition.op, op)
    onChange(value === undefined ? { field: condition.field, op } : { field: condition.field, op, value })
  }

  return (
    <>
      <Head title={title} onRemove={onRemove} />
      <select
        className="field"
        data-autofocus={isComplete(condition) ? '' : undefined}
        aria-label={title}
        value={condition.op}
        onChange={(event) => changeOperator(event.target.value as Operator)}
      >
        {offered.map((op) => (
          <option key={op} value={op}>
            {operatorChoice(op, field, t)}
          </option>
        ))}
      </select>
      <ValueEditor
        key={condition.op}
        field={field}
        op={condition.op}
        value={condition.value}
        titles={titles}
        label={title}
        onChange={(value) => onChange({ ...condition, value })}
      />
    </>
  )
}

type RelatedConditionEditorProps = {
  condition: RelatedCondition
  onChange: (condition: RelatedCondition) => void
  onRemove: (() => void) | undefined
}

function RelatedConditionEditor({ condition, onChange, onRemove }: RelatedConditionEditorProps) {
  const t = useText(messages)
  const meta = useMeta()
  const label = useLabel()
  const related = objectOf(meta, condition.related.object)
  if (!related) return <Head title={t('unknownField')} onRemove={onRemove} />
  const figures = figuresOf(related)
  const fn = condition.aggregate?.fn ?? 'count'
  const chosen = condition.aggregate?.field ? `${fn}.${condition.aggregate.field}` : 'count'
  const measured = condition.aggregate?.field ? fieldOf(related, condition.aggregate.field) : undefined
  const isDay = measured?.kind === 'date' || measured?.kind === 'dateTime'
  const op = condition.op ?? 'gt'
  const compared = isDay && fn !== 'sum' ? measured : countField(related)

  function changeFigure(next: string): void {
    const [nextFn = 'count', field] = next.split('.')
    const aggregate = { fn: nextFn as 'count', ...(field ? { field } : {}) }
    onChange({ ...condition, aggregate, op: 'gt', value: field ? null : 0 })
  }

  return (
    <>
      <Head title={label(related.plural)} onRemove={onRemove} />
      <div className="fb-range">
        <select
          className="field"
          data-autofocus=""
          aria-label={label(related.plural)}
          value={chosen}
          onChange={(event) => changeFigure(event.target.value)}
        >
          {figures.map((figure) => (
            <option key={figure.key} value={figure.key}>
              {figureLabel({ aggregate: figure.aggregate, op: 'gt' }, related, t)}
            </option>
          ))}
        </select>
        <select
          className="field"
          aria-label={t('filters')}
          value={op}
          onChange={(event) =>
            onChange({
              ...condition,
              op: event.target.value as Operator,
              value: carriedValue(condition.value ?? 0, op, event.target.value as Operator),
            })
          }
        >
          {figureOperators.map((one) => (
            <option key={one} value={one}>
              {comparisonWord(one, isDay ? measured : undefined, t)}
            </option>
          ))}
        </select>
      </div>
      <ValueEditor
        key={`${chosen}${op}`}
        field={compared}
        op={op}
        value={condition.value}
        titles={noTitles}
        label={label(related.plural)}
        onChange={(value) => onChange({ ...condition, op, value })}
      />
      <div className="fb-where">
        <span className="t3 small">{t('conditionsOn')}</span>
        <ConditionList
          object={related}
          conditions={conditionsOf(condition.where)}
          onChange={(parts) => {
            const { where: _, ...rest } = condition
            const where = filterOf(parts)
            onChange(where ? { ...rest, where } : rest)
          }}
        />
      </div>
    </>
  )
}

const noTitles: ReadonlyMap<string, string> = new Map()

type GroupEditorProps = {
  object: ObjectMeta
  group: Filter
  onChange: (group: Filter) => void
  onRemove: (() => void) | undefined
}

function GroupEditor({ object, group, onChange, onRemove }: GroupEditorProps) {
  const t = useText(messages)
  const isAny = 'any' in group
  const parts: readonly Filter[] = 'any' in group ? group.any : conditionsOf(group)
  return (
    <>
      <Head title={t(isAny ? 'anyOf' : 'allOf')} onRemove={onRemove} />
      <ConditionList object={object} conditions={parts} onChange={(next) => onChange(isAny ? { any: [...next] } : { all: [...next] })} />
    </>
  )
}

type ConditionListProps = { object: ObjectMeta; conditions: readonly Filter[]; onChange: (conditions: readonly Filter[]) => void }

/** Conditions inside another one: lines that open where they stand. */
function ConditionList({ object, conditions, onChange }: ConditionListProps) {
  const t = useText(messages)
  const meta = useMeta()
  const add = useRef<HTMLButtonElement>(null)
  const [isChoosing, setChoosing] = useState(false)
  const [open, setOpen] = useState<number | null>(null)
  const wording = useWording(object, filterOf(conditions))

  return (
    <div className="fb-list">
      {conditions.map((condition, at) =>
        open === at ? (
          <div key={conditionKey(condition, at)} className="fb-nested">
            <ConditionEditor
              object={object}
              condition={condition}
              onChange={(next) => onChange(conditions.map((one, index) => (index === at ? next : one)))}
              onRemove={() => {
                setOpen(null)
                onChange(conditions.filter((_, index) => index !== at))
              }}
            />
          </div>
        ) : (
          <button key={conditionKey(condition, at)} type="button" className="opt" onClick={() => setOpen(at)}>
            <span className="el">{inWords(describeCondition(condition, object, wording))}</span>
          </button>
        ),
      )}
      <button ref={add} type="button" className="opt" onClick={() => setChoosing(true)}>
        <Plus className="i s" aria-hidden="true" />
        <span className="t3">{t('addCondition')}</span>
      </button>
      {isChoosing && (
        <Popover anchor={add} label={t('addCondition')} width={280} className="fb-pop" sheet onClose={() => setChoosing(false)}>
          <FieldChooser
            object={object}
            simple
            onChoose={(chosen) => {
              setChoosing(false)
              setOpen(conditions.length)
              onChange([...conditions, startCondition(chosen, object, meta)])
            }}
          />
        </Popover>
      )}
    </div>
  )
}

function conditionKey(condition: Filter, at: number): string {
  return `${at}-${isFieldCondition(condition) ? condition.field : ''}`
}
