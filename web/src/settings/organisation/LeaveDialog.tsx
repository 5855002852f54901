import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { holdings as holdingsOf } from '../../data/access.ts'
import type { RecordLink } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo, useAction } from '../../data/records.ts'
import { formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { SkeletonRows } from '../../design/states.tsx'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { useText } from '../../text/index.ts'
import { FormDialog } from '../access/FormDialog.tsx'
import { leaveTexts } from './leave-messages.ts'

type Input = { user: string; handOver?: { to: string; holdings: readonly string[] } }

/** Somebody leaves: who takes over what they hold. */
export function LeaveDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText(leaveTexts)
  const label = useLabel()
  const { data, error } = useQuery({ queryKey: holdingsOf.key(id), queryFn: () => holdingsOf.get(id), staleTime: 0 })
  const [isHandedOver, setHandedOver] = useState<'now' | 'later'>('now')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [successor, setSuccessor] = useState<RecordLink | null>(null)
  const held = data?.holdings ?? []
  // Views and the like are personal: they go along only when ticked.
  const isTaken = (key: string, internal: boolean) => left.has(key) === internal
  const taken = held.filter(({ key, internal }) => isTaken(key, internal))
  const count = taken.reduce((sum, one) => sum + one.count, 0)
  const goesNow = isHandedOver === 'now' && held.length > 0
  const leave = useAction<Input, { job: string | null }>('user.deactivate', {
    touches: ['user'],
    message: () => t('deactivated', { name }),
  })

  function submit(): void {
    const handOver = goesNow && successor ? { to: successor.id, holdings: taken.map(({ key }) => key) } : undefined
    leave.mutate(handOver ? { user: id, handOver } : { user: id }, {
      onSuccess: ({ result }) => {
        onClose()
        const { job } = result
        if (job === null || !successor) return
        trackJob(job, ({ result: told }) => {
          for (const { object } of taken) rereadObject(object)
          const { changed = 0, refused = [] } = told as { changed?: number; refused?: unknown[] }
          const done = t('handedOver', { count: formatNumber(changed), name: successor.title })
          showUndo(refused.length === 0 ? done : t('leftBehind', { done, count: refused.length }), job)
        })
      },
    })
  }

  return (
    <FormDialog
      title={t('title', { name })}
      submitLabel={goesNow && count > 0 ? t('submitAll', { count: formatNumber(count) }) : t('submit')}
      isPending={leave.isPending}
      whyNot={
        !data ? t('wait') : goesNow && !successor ? t('chooseSuccessor') : goesNow && taken.length === 0 ? t('chooseHoldings') : undefined
      }
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
          <div className="control">
            <Segmented
              label={t('title', { name })}
              value={isHandedOver}
              options={[
                ['now', t('now')],
                ['later', t('later')],
              ]}
              onChange={setHandedOver}
            />
          </div>
          {isHandedOver === 'now' && (
            <>
              <div className="control">
                <span className="label">{t('successor')}</span>
                <RecordPicker
                  object="user"
                  place="form"
                  label={t('successor')}
                  filter={{
                    all: [
                      { field: 'active', op: 'is', value: true },
                      { field: 'id', op: 'isNot', value: id },
                    ],
                  }}
                  value={successor}
                  onChange={setSuccessor}
                />
              </div>
              <fieldset className="check-list">
                <legend className="label">{t('what')}</legend>
                {held.map(({ key, plural, label: field, internal, count: each }) => (
                  <label key={key}>
                    <input type="checkbox" className="cb" checked={isTaken(key, internal)} onChange={() => setLeft(toggled(left, key))} />
                    <span>
                      {label(plural)} <span className="t3">{t('as', { field: inSentence(label(field)) })}</span>
                    </span>
                    <span className="end n t3">{formatNumber(each)}</span>
                  </label>
                ))}
              </fieldset>
            </>
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
