import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Holding, holdings as holdingsOf } from '../../data/access.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo, useAction } from '../../data/records.ts'
import type { SplitPart } from '../../data/transfers.ts'
import { formatNumber } from '../../design/format.ts'
import { SkeletonRows } from '../../design/states.tsx'
import { noRules, type Rules, SplitEditor, splitOf } from '../../records/transfer/SplitEditor.tsx'
import { useWhenOver } from '../../records/transfer/when-over.ts'
import { useText } from '../../text/index.ts'
import { FormDialog } from '../access/FormDialog.tsx'
import { leaveTexts } from './leave-messages.ts'

type Input = {
  user: string
  handOver?: { split: readonly SplitPart[]; holdings: readonly string[]; reason?: string }
  left?: readonly string[]
}

/** Somebody leaves: who takes over what they hold. */
export function LeaveDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText(leaveTexts)
  const label = useLabel()
  const whenOver = useWhenOver()
  const { data, error } = useQuery({ queryKey: holdingsOf.key(id), queryFn: () => holdingsOf.get(id), staleTime: 0 })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [rules, setRules] = useState<Rules>(noRules)
  const [reason, setReason] = useState('')
  const held = data?.holdings ?? []
  // What is over, views and the like go along only when ticked; what else is not ticked stays under the leaver's name, and that is said.
  const isTaken = ({ key, demanded }: Holding) => left.has(key) !== demanded
  const taken = held.filter(isTaken)
  const stays = held.filter((one) => one.demanded && !isTaken(one))
  const split = splitOf(rules)
  const count = taken.reduce((sum, one) => sum + one.count, 0)
  const leave = useAction<Input, { job: string | null }>('user.deactivate', {
    touches: ['user'],
    message: () => t('deactivated', { name }),
  })

  function submit(): void {
    const handOver = { split, holdings: taken.map(({ key }) => key), ...(reason.trim() ? { reason } : {}) }
    const kept = stays.length > 0 ? { left: stays.map(({ key }) => key) } : {}
    leave.mutate(taken.length > 0 ? { user: id, handOver, ...kept } : { user: id, ...kept }, {
      onSuccess: ({ result }) => {
        onClose()
        const { job } = result
        if (job === null || taken.length === 0) return
        trackJob(job, ({ result: told }) => {
          for (const { object } of taken) rereadObject(object)
          showUndo(whenOver(told), job)
        })
      },
    })
  }

  return (
    <FormDialog
      title={t('title', { name })}
      submitLabel={count > 0 ? t('submitAll', { count: formatNumber(count) }) : t('submit')}
      isPending={leave.isPending}
      whyNot={!data ? t('wait') : taken.length > 0 && split.length === 0 ? t('chooseSuccessor') : undefined}
      problem={leave.error ? problemText(leave.error) : error ? problemText(error) : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="t2" style={{ marginBottom: 12 }}>
        {t('text')}
      </p>
      {!data && !error && <SkeletonRows rows={3} widths={[120]} />}
      {held.length > 0 && (
        <>
          {taken.length > 0 && (
            <SplitEditor object={undefined} value={rules} onChange={setRules} counts={undefined} not={id} label={t('successor')} />
          )}
          <fieldset className="check-list">
            <legend className="label">{t('what')}</legend>
            {held.map((one) => (
              <label key={one.key}>
                <input type="checkbox" className="cb" checked={isTaken(one)} onChange={() => setLeft(toggled(left, one.key))} />
                <span>
                  {label(one.plural)} <span className="t3">{t('as', { field: inSentence(label(one.label)) })}</span>
                </span>
                <span className="end n t3">{formatNumber(one.count)}</span>
              </label>
            ))}
          </fieldset>
          {stays.length > 0 && (
            <p className="alert warn">{t('stays', { what: stays.map(({ plural }) => label(plural)).join(t('comma')), name })}</p>
          )}
          {taken.length > 0 && (
            <label className="control">
              <span className="label">{t('reason')}</span>
              <input className="field" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            </label>
          )}
        </>
      )}
      {data && held.length === 0 && <p className="t3">{t('holdsNothing')}</p>}
    </FormDialog>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
