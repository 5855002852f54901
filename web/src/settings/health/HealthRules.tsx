import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { client, type RecordJson } from '../../data/client.ts'
import { useChoices, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo, useList } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import './health-rules.css'
import { messages } from './messages.ts'
import { Rehearsal, type Rehearsed } from './Rehearsal.tsx'
import { type HealthRule, isChanged, rulesFrom, units } from './rules.ts'

/** What each part of a customer's health counts: tried on real customers first, then saved for all. */
export function HealthRules() {
  const { records, isPending, error, reload } = useList('healthRule', { fields: ['part', 'weight', 'target'], limit: 20 })
  if (error) return <LoadError error={error} onRetry={reload} />
  if (isPending) return <SkeletonRows />
  return <RuleForm key={records.map(({ id, revision }) => `${id}${revision}`).join()} stored={records} />
}

function RuleForm({ stored }: { stored: readonly RecordJson[] }) {
  const t = useText(messages)
  const label = useLabel()
  const choices = useChoices('health-part')
  const [rules, setRules] = useState<readonly HealthRule[]>(() => rulesFrom(stored))
  const isNew = isChanged(rules, stored)
  const total = rules.reduce((sum, { weight }) => sum + weight, 0)
  const rehearse = useMutation({
    mutationFn: async () => (await client.action<Rehearsed>('health.rehearse', { rules })).result,
    onError: (problem) => showToast({ kind: 'failed', text: problemText(problem) }),
  })
  const save = useMutation({
    mutationFn: () => client.action('health.setRules', { rules }),
    onSuccess: ({ changeId }) => {
      showUndo(t('saved'), changeId)
      rereadObject('healthRule')
    },
    onError: (problem) => showToast({ kind: 'failed', text: problemText(problem) }),
  })
  const whyNot = !isNew ? t('unchanged') : total === 0 ? t('noWeight') : undefined

  function change(part: string, values: Partial<HealthRule>): void {
    setRules(rules.map((rule) => (rule.part === part ? { ...rule, ...values } : rule)))
    rehearse.reset()
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot === undefined) save.mutate()
  }

  return (
    <form className="health-rules" onSubmit={submit}>
      <p className="t2">{t('about')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th>{t('part')}</th>
            <th>{t('weight')}</th>
            <th className="r">{t('share')}</th>
            <th>{t('target')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ part, weight, target }) => {
            const choice = choices.find(({ key }) => key === part)
            const name = choice ? label(choice.label) : part
            return (
              <tr key={part}>
                <td>{name}</td>
                <td>
                  <NumberInput
                    label={`${name} ${t('weight')}`}
                    value={weight}
                    min={0}
                    max={100}
                    onChange={(value) => change(part, { weight: value })}
                  />
                </td>
                <td className="r">{total === 0 ? '—' : `${Math.round((weight / total) * 100)}%`}</td>
                <td>
                  <NumberInput
                    label={`${name} ${t('target')}`}
                    value={target}
                    min={1}
                    max={1000}
                    onChange={(value) => change(part, { target: value })}
                  />
                  <span className="t2">{t(units[part])}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="health-rules-bar">
        <Button
          icon={<FlaskConical className="i s" aria-hidden="true" />}
          busy={rehearse.isPending && t('rehearsing')}
          whyNot={total === 0 ? t('noWeight') : undefined}
          onClick={() => rehearse.mutate()}
        >
          {t('rehearse')}
        </Button>
        <Button type="submit" look="primary" busy={save.isPending && t('saving')} whyNot={whyNot}>
          {t('save')}
        </Button>
        {isNew && (
          <Button look="bare" onClick={() => setRules(rulesFrom(stored))}>
            {t('revert')}
          </Button>
        )}
      </div>
      {rehearse.data && <Rehearsal found={rehearse.data} />}
    </form>
  )
}

type NumberInputProps = { label: string; value: number; min: number; max: number; onChange: (value: number) => void }

function NumberInput({ label, value, min, max, onChange }: NumberInputProps) {
  return (
    <input
      className="field"
      type="number"
      inputMode="numeric"
      aria-label={label}
      min={min}
      max={max}
      step={1}
      required
      value={value}
      onChange={(event) => onChange(Math.min(max, Math.max(min, Math.round(Number(event.target.value)))))}
    />
  )
}
