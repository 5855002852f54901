import { type FormEvent, useId, useState } from 'react'
import type { Filter, ObjectMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { useChoices, useLabel, useObject } from '../../data/meta.ts'
import { fieldProblems } from '../../data/problems.ts'
import { useCreateRecord, useRemoveRecord, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { FieldEditor } from '../../records/fields/FieldEditor.tsx'
import { FilterBar } from '../../records/filter/FilterBar.tsx'
import { RecordsPicker } from '../../records/picker/RecordPicker.tsx'
import { useText } from '../../text/index.ts'
import { type RuleDraft, receiversInOrder } from './assignment.ts'
import { messages } from './messages.ts'

const activePeople: Filter = { field: 'active', op: 'is', value: true }

type Props = {
  object: ObjectMeta
  /** None for one that is being added. */
  rule: RecordJson | null
  position: number
  onRehearse: (draft: RuleDraft) => void
  onDone: () => void
}

/** One rule: for which records it holds, who gets them, and how they are shared out. It can be rehearsed before it is saved. */
export function RuleForm({ object, rule, position, onRehearse, onDone }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const id = useId()
  const ways = useChoices('assignment-way')
  const skillField = useObject('assignmentRule').fields.find(({ key }) => key === 'skills')
  const create = useCreateRecord('assignmentRule')
  const update = useUpdateRecord('assignmentRule')
  const remove = useRemoveRecord('assignmentRule')
  const [name, setName] = useState(String(rule?.['name'] ?? ''))
  const [filter, setFilter] = useState<Filter | undefined>((rule?.['filter'] as Filter | null | undefined) ?? undefined)
  const [isFiltering, setFiltering] = useState(false)
  const [receivers, setReceivers] = useState<readonly RecordLink[]>(receiversInOrder(rule))
  const [departments, setDepartments] = useState<readonly RecordLink[]>((rule?.['departments'] as RecordLink[] | undefined) ?? [])
  const [way, setWay] = useState(String(rule?.['way'] ?? 'turn'))
  const [skills, setSkills] = useState<readonly string[]>((rule?.['skills'] as string[] | null | undefined) ?? [])
  const [most, setMost] = useState(String(rule?.['most'] ?? ''))
  const [hoursFrom, setHoursFrom] = useState(String(rule?.['hoursFrom'] ?? ''))
  const [hoursTo, setHoursTo] = useState(String(rule?.['hoursTo'] ?? ''))
  const [workdaysOnly, setWorkdaysOnly] = useState(rule?.['workdaysOnly'] === true)
  const problems = fieldProblems(rule ? update.error : create.error)
  const shared = {
    name: name.trim(),
    way,
    most: most === '' ? null : Number(most),
    receivers: receivers.map((one) => one.id),
    departments: departments.map((one) => one.id),
    skills: [...skills],
  }
  const values = {
    ...shared,
    object: object.key,
    filter: filter ?? null,
    receiverOrder: shared.receivers,
    hoursFrom: hoursFrom || null,
    hoursTo: hoursTo || null,
    workdaysOnly,
  }

  function save(event: FormEvent): void {
    event.preventDefault()
    if (rule) update.mutate({ id: rule.id, changes: values, message: t('saved') }, { onSuccess: onDone })
    else create.mutate({ values: { ...values, position }, message: t('saved') }, { onSuccess: onDone })
  }

  const text = (key: 'name' | 'most' | 'hoursFrom' | 'hoursTo', value: string, set: (next: string) => void, hint?: string) => (
    <div>
      <label className="label" htmlFor={`${id}-${key}`}>
        {t(key)}
      </label>
      <input
        id={`${id}-${key}`}
        className="field"
        {...(key === 'most' ? { type: 'number', min: 1 } : {})}
        placeholder={hint}
        value={value}
        aria-invalid={problems[key] !== undefined}
        onChange={(event) => set(event.target.value)}
      />
      {problems[key] && <p className="under err">{problems[key]}</p>}
    </div>
  )

  return (
    <form className="pool-rule" onSubmit={save} aria-label={name || t('newRule')}>
      <div className="form-grid">
        {text('name', name, setName)}
        <div>
          <label className="label" htmlFor={`${id}-way`}>
            {t('way')}
          </label>
          <select id={`${id}-way`} className="field" value={way} onChange={(event) => setWay(event.target.value)}>
            {ways.map((one) => (
              <option key={one.key} value={one.key}>
                {label(one.label)}
              </option>
            ))}
          </select>
        </div>
        <div className="wide">
          <span className="label">{t('when')}</span>
          <FilterBar place="form" object={object} value={filter} onChange={setFilter} isAdding={isFiltering} onAdding={setFiltering} />
          {!filter && <p className="under t3">{t('everything')}</p>}
          {problems['filter'] && <p className="under err">{problems['filter']}</p>}
        </div>
        <div>
          <span className="label">{t('receivers')}</span>
          <RecordsPicker
            object="user"
            place="form"
            label={t('receivers')}
            filter={activePeople}
            value={receivers}
            onChange={setReceivers}
          />
          {problems['receivers'] && <p className="under err">{problems['receivers']}</p>}
        </div>
        <div>
          <span className="label">{t('departments')}</span>
          <RecordsPicker object="department" place="form" label={t('departments')} value={departments} onChange={setDepartments} />
        </div>
        {skillField && (
          <div>
            <label className="label" htmlFor={`${id}-skills`}>
              {t('skills')}
            </label>
            <FieldEditor
              field={skillField}
              value={skills}
              onChange={(next) => setSkills(Array.isArray(next) ? next.map(String) : [])}
              place="form"
              id={`${id}-skills`}
            />
          </div>
        )}
        {text('most', most, setMost, t('noLimit'))}
        {text('hoursFrom', hoursFrom, setHoursFrom, t('anyTime'))}
        {text('hoursTo', hoursTo, setHoursTo)}
        <label className="row g2 small">
          <input type="checkbox" className="cb" checked={workdaysOnly} onChange={(event) => setWorkdaysOnly(event.target.checked)} />
          {t('workdaysOnly')}
        </label>
        <div className="wide row g3">
          <Button size="sm" type="submit" look="primary">
            {t('save')}
          </Button>
          <Button
            size="sm"
            onClick={() =>
              onRehearse({ id: rule?.id ?? null, ...shared, name: shared.name || t('newRule'), ...(filter ? { filter } : {}) })
            }
          >
            {t('tryIt')}
          </Button>
          <Button size="sm" onClick={onDone}>
            {t('close')}
          </Button>
          {rule && (
            <Button
              className="end"
              size="sm"
              look="bare"
              onClick={() => remove.mutate({ id: rule.id, message: t('removed', { name: String(rule['name']) }) }, { onSuccess: onDone })}
            >
              {t('remove')}
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}
