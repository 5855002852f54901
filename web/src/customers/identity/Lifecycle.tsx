import { type FormEvent, useId, useState } from 'react'
import type { HistoryEntry, ObjectMeta, RecordJson } from '../../data/client.ts'
import { fieldOf, useChoices, useLabel } from '../../data/meta.ts'
import { useAction, useHistory } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { useText } from '../../text/index.ts'
import { customerTexts } from '../messages.ts'
import './identity.css'

const day = 86_400_000

/** 客户生命周期: the stages in their order, how long the customer stood in each, and the way to another one with its reason. */
export function Lifecycle({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(customerTexts)
  const label = useLabel()
  const stages = useChoices(fieldOf(object, 'lifecycle')?.list)
  const { entries } = useHistory(object.key, record.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const spent = daysIn(entries, Date.now())
  const now = record['lifecycle']
  const mayMove = object.may.update && !record.deletedAt
  if (stages.length === 0) return null
  return (
    <section className="sec" aria-label={t('lifecycle')}>
      <h3>{t('lifecycle')}</h3>
      <ol className="lifecycle">
        {stages
          .filter(({ active, key }) => active || key === now || spent.has(key))
          .map(({ key, label: name }) => (
            <li key={key} aria-current={key === now ? 'step' : undefined}>
              {mayMove && key !== now ? (
                <button type="button" className="link el" title={t('lifecycleTo', { stage: label(name) })} onClick={() => setChosen(key)}>
                  {label(name)}
                </button>
              ) : (
                <span className="el">{label(name)}</span>
              )}
              {spent.has(key) && <span className="small t3 end nw">{t('lifecycleDays', { count: spent.get(key) ?? 0 })}</span>}
            </li>
          ))}
      </ol>
      {typeof record['lifecycleReason'] === 'string' && <p className="small t3">{record['lifecycleReason']}</p>}
      {chosen !== null && <MoveDialog record={record} stage={chosen} name={nameOf(chosen)} onClose={() => setChosen(null)} />}
    </section>
  )

  function nameOf(key: string): string {
    const stage = stages.find((one) => one.key === key)
    return stage ? label(stage.label) : key
  }
}

function MoveDialog({ record, stage, name, onClose }: { record: RecordJson; stage: string; name: string; onClose: () => void }) {
  const t = useText(customerTexts)
  const form = useId()
  const [reason, setReason] = useState('')
  const move = useAction<{ account: string; stage: string; reason: string }>('account.changeLifecycle', {
    message: () => t('lifecycleMoved', { stage: name }),
    touches: ['account'],
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (reason.trim() !== '') move.mutate({ account: record.id, stage, reason }, { onSuccess: onClose })
  }

  return (
    <Dialog
      title={t('lifecycleTo', { stage: name })}
      onClose={onClose}
      footer={
        <Button
          type="submit"
          form={form}
          look="primary"
          busy={move.isPending && t('lifecycleMoving')}
          whyNot={reason.trim() === '' ? t('lifecycleWhy') : undefined}
        >
          {t('lifecycleTo', { stage: name })}
        </Button>
      }
    >
      <form id={form} className="dialog-form personal" onSubmit={submit} noValidate>
        <label className="label">
          {t('lifecycleWhy')}
          <input className="field" required maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      </form>
    </Dialog>
  )
}

/** Days in each stage, over all visits there, as far as the history that was read reaches. */
function daysIn(entries: readonly HistoryEntry[], now: number): Map<string, number> {
  const moves = entries
    .flatMap(({ at, changes }) => (changes['lifecycle'] ? [{ at: Date.parse(at), stage: String(changes['lifecycle'][1] ?? '') }] : []))
    .toSorted((one, other) => one.at - other.at)
  const spent = new Map<string, number>()
  for (const [index, { at, stage }] of moves.entries())
    spent.set(stage, (spent.get(stage) ?? 0) + Math.max(0, (moves[index + 1]?.at ?? now) - at))
  return new Map([...spent].map(([stage, milliseconds]) => [stage, Math.floor(milliseconds / day)]))
}
