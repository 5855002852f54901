import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Filter, ObjectMeta, RecordLink } from '../../data/client.ts'
import type { SplitPart } from '../../data/transfers.ts'
import { Button } from '../../design/Button.tsx'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { FilterBar } from '../filter/FilterBar.tsx'
import { RecordsPicker } from '../picker/RecordPicker.tsx'
import { transferTexts } from './messages.ts'
import './transfer.css'

export type Rule = { id: number; when: Filter | undefined; to: readonly RecordLink[] }
export type Rules = { rules: readonly Rule[]; rest: readonly RecordLink[] }
export const noRules: Rules = { rules: [], rest: [] }

/** As the server takes it: rules in their order, then whoever gets the rest. */
export function splitOf({ rules, rest }: Rules): SplitPart[] {
  const ids = (people: readonly RecordLink[]) => people.map(({ id }) => id)
  const parts: SplitPart[] = rules.flatMap(({ when, to }) => (when && to.length > 0 ? [{ when, to: ids(to) }] : []))
  return rest.length > 0 ? [...parts, { to: ids(rest) }] : parts
}

type Props = {
  /** Whose fields the conditions are about; without it there are none. */
  object: ObjectMeta | undefined
  value: Rules
  onChange: (value: Rules) => void
  /** How many fall into each part, as far as that is known. */
  counts: readonly number[] | undefined
  /** Who is not offered. */
  not?: string | undefined
  label?: string | undefined
}

/** Who gets what: several people in turn, and before them whom a condition names. */
export function SplitEditor({ object, value, onChange, counts, not, label }: Props) {
  const t = useText(transferTexts)
  const { rules, rest } = value
  const active: Filter = {
    all: [
      { field: 'active', op: 'is', value: true },
      ...(not === undefined ? [] : [{ not: { field: 'id', op: 'is' as const, value: not } }]),
    ],
  }
  const complete = rules.filter(({ when, to }) => when && to.length > 0)
  const countOf = (index: number) => (counts?.[index] === undefined ? '' : t('partCount', { count: formatNumber(counts[index] ?? 0) }))
  const change = (id: number, next: Partial<Rule>) =>
    onChange({ rules: rules.map((rule) => (rule.id === id ? { ...rule, ...next } : rule)), rest })

  return (
    <div className="transfer-split">
      {object &&
        rules.map((rule) => (
          <RuleEditor
            key={rule.id}
            object={object}
            rule={rule}
            people={active}
            count={complete.includes(rule) ? countOf(complete.indexOf(rule)) : ''}
            onChange={(next) => change(rule.id, next)}
            onRemove={() => onChange({ rules: rules.filter(({ id }) => id !== rule.id), rest })}
          />
        ))}
      <div className="control">
        <span className="label row">
          {rules.length > 0 ? t('rest') : (label ?? t('to'))}{' '}
          <span className="end n t3">{rest.length > 0 && countOf(complete.length)}</span>
        </span>
        <RecordsPicker
          object="user"
          place="form"
          label={rules.length > 0 ? t('rest') : (label ?? t('to'))}
          filter={active}
          value={rest}
          onChange={(people) => onChange({ rules, rest: people })}
        />
      </div>
      <p className="under t3">{t('inTurn')}</p>
      {object && (
        <Button
          size="sm"
          look="text"
          icon={<Plus className="i s" aria-hidden="true" />}
          onClick={() => onChange({ rules: [...rules, { id: (rules.at(-1)?.id ?? 0) + 1, when: undefined, to: [] }], rest })}
        >
          {t('addRule')}
        </Button>
      )}
    </div>
  )
}

type RuleProps = {
  object: ObjectMeta
  rule: Rule
  people: Filter
  count: string
  onChange: (next: Partial<Rule>) => void
  onRemove: () => void
}

function RuleEditor({ object, rule, people, count, onChange, onRemove }: RuleProps) {
  const t = useText(transferTexts)
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="split-rule" aria-label={t('rule')}>
      <div className="row">
        <span className="label">{t('rule')}</span>
        <span className="end n t3">{count}</span>
        <button type="button" className="ib sm" aria-label={t('removeRule')} title={t('removeRule')} onClick={onRemove}>
          <Trash2 className="i s" aria-hidden="true" />
        </button>
      </div>
      <FilterBar object={object} value={rule.when} onChange={(when) => onChange({ when })} isAdding={isAdding} onAdding={setAdding} />
      <RecordsPicker
        object="user"
        place="form"
        label={t('ruleTo')}
        placeholder={t('ruleTo')}
        filter={people}
        value={rule.to}
        onChange={(to) => onChange({ to })}
      />
    </section>
  )
}
