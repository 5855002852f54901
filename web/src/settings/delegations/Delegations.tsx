import { useMutation, useQuery } from '@tanstack/react-query'
import { UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import { type Delegation, delegations } from '../../data/delegations.ts'
import { objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { formatDateTime, formatExactDateTime } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { LendDialog } from './LendDialog.tsx'
import { delegationTexts } from './messages.ts'

/** Who works in whose name: what I lend and borrow, and for administrators everybody's. */
export function Delegations() {
  const t = useText(delegationTexts)
  const [isAsking, setAsking] = useState(false)
  const { data, error, isPending, refetch } = useQuery({ queryKey: delegations.key, queryFn: delegations.list, staleTime: 0 })
  const list = data?.delegations ?? []

  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  return (
    <section className="audit">
      <div className="audit-bar row g3">
        <p className="grow t2">{t('text')}</p>
        <Button look="primary" icon={<UserRoundCog className="i s" aria-hidden="true" />} onClick={() => setAsking(true)}>
          {t('begin')}
        </Button>
      </div>
      {isPending && <SkeletonRows />}
      {data && list.length === 0 && (
        <Empty icon={<UserRoundCog className="i" aria-hidden="true" />} title={t('none')}>
          {t('noneText')}
        </Empty>
      )}
      {list.length > 0 && (
        <div className="scroll">
          <table className="plain audit-table">
            <thead>
              <tr>
                <th style={{ width: 130 }}>{t('lender')}</th>
                <th style={{ width: 130 }}>{t('borrower')}</th>
                <th style={{ width: 130 }}>{t('from')}</th>
                <th style={{ width: 130 }}>{t('until')}</th>
                <th>{t('what')}</th>
                <th>{t('reason')}</th>
                <th style={{ width: 90 }}>{t('status')}</th>
                <th style={{ width: 110 }} aria-label={t('end')} />
              </tr>
            </thead>
            <tbody>
              {list.map((one) => (
                <DelegationRow key={one.id} delegation={one} onEnded={() => void refetch()} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isAsking && data && (
        <LendDialog
          lendable={data.lendable}
          onClose={() => setAsking(false)}
          onMade={() => {
            setAsking(false)
            void refetch()
          }}
        />
      )}
    </section>
  )
}

function DelegationRow({ delegation, onEnded }: { delegation: Delegation; onEnded: () => void }) {
  const t = useText(delegationTexts)
  const meta = useMeta()
  const label = useLabel()
  const end = useMutation({
    mutationFn: () => delegations.end(delegation.id),
    onSuccess: onEnded,
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  const { lender, borrower, from, until, objects, readOnly, reason, status } = delegation
  const names = objects?.flatMap((key) => {
    const object = objectOf(meta, key)
    return object ? [label(object.plural)] : []
  })
  return (
    <tr>
      <td>
        <Person id={lender.id} name={lender.title} />
      </td>
      <td>
        <Person id={borrower.id} name={borrower.title} />
      </td>
      <td title={formatExactDateTime(from)}>{formatDateTime(from)}</td>
      <td title={formatExactDateTime(until)}>{formatDateTime(until)}</td>
      <td>
        {names ? names.join(t('comma')) : t('everything')} {readOnly && <span className="t3">{t('readOnlyShort')}</span>}
      </td>
      <td className="audit-details">{reason ?? ''}</td>
      <td>{t(status)}</td>
      <td>
        {status !== 'over' && (
          <Button size="sm" busy={end.isPending && t('ending')} onClick={() => end.mutate()}>
            {t('end')}
          </Button>
        )}
      </td>
    </tr>
  )
}
