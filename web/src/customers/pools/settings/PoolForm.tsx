import { type FormEvent, useState } from 'react'
import type { Filter, RecordJson } from '../../../data/client.ts'
import { useObject } from '../../../data/meta.ts'
import { fieldProblems, problemText } from '../../../data/problems.ts'
import { useRemoveRecord, useUpdateRecord } from '../../../data/records.ts'
import { showToast } from '../../../data/toasts.ts'
import { Button } from '../../../design/Button.tsx'
import { Switch } from '../../../design/Switch.tsx'
import { FilterBar } from '../../../records/filter/FilterBar.tsx'
import { common, useText } from '../../../text/index.ts'
import { rereadPools } from '../pools.ts'
import { type Member, MemberRows } from './MemberRows.tsx'
import { messages } from './messages.ts'

const limits = ['claimsPerDay', 'holdCap', 'coolingDays', 'protectionDays'] as const

/** What a pool is: its name, what belongs in it, who belongs to it, and the limits that hold for them. */
export function PoolForm({ pool }: { pool: RecordJson }) {
  const t = useText(messages)
  const words = useText(common)
  const object = useObject(String(pool['object']))
  const update = useUpdateRecord('pool')
  const remove = useRemoveRecord('pool')
  const [name, setName] = useState(String(pool['name'] ?? ''))
  const [nameEn, setNameEn] = useState(String(pool['nameEn'] ?? ''))
  const [filter, setFilter] = useState<Filter | undefined>((pool['filter'] as Filter | null) ?? undefined)
  const [members, setMembers] = useState<Member[]>((pool['members'] as Member[] | null) ?? [])
  const [numbers, setNumbers] = useState<Record<string, string>>(Object.fromEntries(limits.map((key) => [key, String(pool[key] ?? '')])))
  const [isAdding, setAdding] = useState(false)
  const problems = fieldProblems(update.error)

  function save(event: FormEvent): void {
    event.preventDefault()
    const changes = {
      name: name.trim(),
      nameEn: nameEn.trim() || null,
      filter: filter ?? null,
      members,
      ...Object.fromEntries(limits.map((key) => [key, numbers[key] ? Number(numbers[key]) : null])),
    }
    update.mutate({ id: pool.id, changes, message: t('saved', { name: name.trim() }) }, { onSuccess: rereadPools })
  }

  return (
    <form onSubmit={save}>
      <div className="form-grid">
        <Text id="pool-name" label={t('poolName')} value={name} onChange={setName} problem={problems['name']} required />
        <Text id="pool-name-en" label={t('poolNameEn')} value={nameEn} onChange={setNameEn} problem={problems['nameEn']} />
        {limits.map((key) => (
          <div key={key}>
            <label className="label" htmlFor={`pool-${key}`}>
              {t(key)}
            </label>
            <input
              id={`pool-${key}`}
              className="field"
              type="number"
              min={1}
              placeholder={t('noLimit')}
              value={numbers[key] ?? ''}
              onChange={(event) => setNumbers({ ...numbers, [key]: event.target.value })}
            />
            {problems[key] && <p className="under err">{problems[key]}</p>}
          </div>
        ))}
        <div className="wide">
          <span className="label">{t('which')}</span>
          <FilterBar place="form" object={object} value={filter} onChange={setFilter} isAdding={isAdding} onAdding={setAdding} />
        </div>
        <div className="wide">
          <span className="label">{t('members')}</span>
          <p className="under">{t('membersHint')}</p>
          <MemberRows value={members} onChange={setMembers} />
          {problems['members'] && <p className="under err">{problems['members']}</p>}
        </div>
        <div className="wide row g3">
          <Button type="submit" look="primary" busy={update.isPending && words('saving')}>
            {t('save')}
          </Button>
          <span className="row g2 small t2">
            <Switch
              label={t('active')}
              isOn={pool['active'] === true}
              onChange={(active) => update.mutate({ id: pool.id, changes: { active } }, { onSuccess: rereadPools })}
            />
            {t('active')}
          </span>
          <Button
            look="bare"
            onClick={() =>
              remove.mutate(
                { id: pool.id, message: name },
                { onSuccess: rereadPools, onError: (error) => showToast({ kind: 'failed', text: problemText(error) }) },
              )
            }
          >
            {t('remove')}
          </Button>
        </div>
      </div>
    </form>
  )
}

type TextProps = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  problem: string | undefined
  required?: boolean
}

function Text({ id, label, value, onChange, problem, required = false }: TextProps) {
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
        {required && <span className="must"> *</span>}
      </label>
      <input
        id={id}
        className="field"
        maxLength={60}
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem && <p className="under err">{problem}</p>}
    </div>
  )
}
