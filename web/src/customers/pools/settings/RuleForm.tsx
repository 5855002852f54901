import { type FormEvent, useState } from 'react'
import type { Filter, ObjectMeta, RecordJson } from '../../../data/client.ts'
import { fieldProblems } from '../../../data/problems.ts'
import { useCreateRecord, useRemoveRecord, useUpdateRecord } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { Switch } from '../../../design/Switch.tsx'
import { FilterBar } from '../../../records/filter/FilterBar.tsx'
import { useText } from '../../../text/index.ts'
import type { PoolCondition, RuleDraft } from '../pools.ts'
import { messages } from './messages.ts'

export const conditions = ['noFollowUp', 'noDeal', 'protectionOver'] as const

type Props = {
  object: ObjectMeta
  pool: string
  /** None for one that is being added. */
  rule: RecordJson | null
  position: number
  onRehearse: (draft: RuleDraft) => void
  onDone: () => void
}

/** One rule: when records go back, how long before that is told, and what it spares. It can be rehearsed before it is saved. */
export function RuleForm({ object, pool, rule, position, onRehearse, onDone }: Props) {
  const t = useText(messages)
  const create = useCreateRecord('poolRule')
  const update = useUpdateRecord('poolRule')
  const remove = useRemoveRecord('poolRule')
  const [condition, setCondition] = useState<PoolCondition>((rule?.['condition'] as PoolCondition | undefined) ?? 'noFollowUp')
  const [days, setDays] = useState(String(rule ? (rule['days'] ?? '') : 30))
  const [warnDays, setWarnDays] = useState(String(rule?.['warnDays'] ?? 3))
  const [filter, setFilter] = useState<Filter | undefined>((rule?.['filter'] as Filter | null | undefined) ?? undefined)
  const [sparesWon, setSparesWon] = useState(rule ? rule['sparesWon'] === true : true)
  const [sparesOpen, setSparesOpen] = useState(rule?.['sparesOpen'] === true)
  const [isAdding, setAdding] = useState(false)
  const problems = fieldProblems(rule ? update.error : create.error)
  const hasDays = condition !== 'protectionOver'
  const values = {
    pool,
    condition,
    days: hasDays && days !== '' ? Number(days) : null,
    warnDays: Number(warnDays || 0),
    filter: filter ?? null,
    sparesWon,
    sparesOpen,
  }

  function save(event: FormEvent): void {
    event.preventDefault()
    if (rule) update.mutate({ id: rule.id, changes: values, message: t('ruleSaved') }, { onSuccess: onDone })
    else create.mutate({ values: { ...values, position }, message: t('ruleSaved') }, { onSuccess: onDone })
  }

  const id = rule?.id ?? 'new'
  return (
    <form className="pool-rule" onSubmit={save}>
      <div className="form-grid">
        <div>
          <label className="label" htmlFor={`condition-${id}`}>
            {t('condition')}
          </label>
          <select
            id={`condition-${id}`}
            className="field"
            value={condition}
            onChange={(event) => setCondition(event.target.value as PoolCondition)}
          >
            {conditions.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </select>
        </div>
        <div className="row g3">
          {hasDays && (
            <div>
              <label className="label" htmlFor={`days-${id}`}>
                {t('days')}
              </label>
              <input
                id={`days-${id}`}
                className="field"
                type="number"
                min={1}
                max={3650}
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
              {problems['days'] && <p className="under err">{problems['days']}</p>}
            </div>
          )}
          <div>
            <label className="label" htmlFor={`warn-${id}`}>
              {t('warnDays')}
            </label>
            <input
              id={`warn-${id}`}
              className="field"
              type="number"
              min={0}
              max={90}
              value={warnDays}
              onChange={(event) => setWarnDays(event.target.value)}
            />
          </div>
        </div>
        <div className="wide">
          <span className="label">{t('onlyThese')}</span>
          <FilterBar place="form" object={object} value={filter} onChange={setFilter} isAdding={isAdding} onAdding={setAdding} />
        </div>
        <label className="row g2 small">
          <input type="checkbox" className="cb" checked={sparesWon} onChange={(event) => setSparesWon(event.target.checked)} />
          {t('sparesWon')}
        </label>
        <label className="row g2 small">
          <input type="checkbox" className="cb" checked={sparesOpen} onChange={(event) => setSparesOpen(event.target.checked)} />
          {t('sparesOpen')}
        </label>
        <div className="wide row g3">
          <Button size="sm" onClick={() => onRehearse({ ...values, ...(rule ? { id: rule.id } : {}) })}>
            {t('rehearseDraft')}
          </Button>
          <Button size="sm" type="submit" look="primary">
            {t('save')}
          </Button>
          {rule && (
            <>
              <span className="row g2 small t2">
                <Switch
                  label={t('active')}
                  isOn={rule['active'] === true}
                  onChange={(active) => update.mutate({ id: rule.id, changes: { active } }, { onSuccess: onDone })}
                />
                {t('active')}
              </span>
              <Button size="sm" look="bare" onClick={() => remove.mutate({ id: rule.id, message: t(condition) }, { onSuccess: onDone })}>
                {t('remove')}
              </Button>
            </>
          )}
        </div>
      </div>
    </form>
  )
}
