import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { isOver } from '../../data/jobs.ts'
import { type Transfer, transfers } from '../../data/transfers.ts'
import { useUndo } from '../../data/undo.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { transfersTexts } from './messages.ts'
import { PersonTransfer } from './PersonTransfer.tsx'

const rereadMilliseconds = 2_000

/** What was handed over lately, each to be taken back as one, and where the work of a person or a department begins to be handed over. */
export function Transfers() {
  const t = useText(transfersTexts)
  const [isAsking, setAsking] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: transfers.key,
    queryFn: transfers.list,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.transfers.some((one) => !isOver(one)) ? rereadMilliseconds : false),
  })
  const list = data?.transfers ?? []

  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  return (
    <section className="audit">
      <div className="audit-bar row">
        <h2 className="grow">{t('recent')}</h2>
        <Button look="primary" icon={<ArrowRightLeft className="i s" aria-hidden="true" />} onClick={() => setAsking(true)}>
          {t('begin')}
        </Button>
      </div>
      {isPending && <SkeletonRows />}
      {data && list.length === 0 && (
        <Empty icon={<ArrowRightLeft className="i" aria-hidden="true" />} title={t('none')}>
          {t('noneText')}
        </Empty>
      )}
      {list.length > 0 && (
        <div className="scroll">
          <table className="plain audit-table">
            <thead>
              <tr>
                <th style={{ width: 130 }}>{t('when')}</th>
                <th style={{ width: 120 }}>{t('by')}</th>
                <th style={{ width: 140 }}>{t('from')}</th>
                <th style={{ width: 200 }}>{t('to')}</th>
                <th style={{ width: 80 }} className="r">
                  {t('count')}
                </th>
                <th>{t('reason')}</th>
                <th style={{ width: 130 }} aria-label={t('undo')} />
              </tr>
            </thead>
            <tbody>
              {list.map((one) => (
                <TransferRow key={one.id} transfer={one} onUndone={() => void refetch()} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isAsking && <PersonTransfer onClose={() => setAsking(false)} />}
    </section>
  )
}

function TransferRow({ transfer, onUndone }: { transfer: Transfer; onUndone: () => void }) {
  const t = useText(transfersTexts)
  const undo = useUndo()
  const { id, at, by, from, to, changed, reason, undone, status, done, total } = transfer
  return (
    <tr>
      <td title={formatExactDateTime(at)}>{formatDateTime(at)}</td>
      <td>
        <Person id={by.id} name={by.title} />
      </td>
      <td>{from ? <Person id={from.id} name={from.title} /> : <span className="t3">{t('selection')}</span>}</td>
      <td>{to.length > 0 ? to.map(({ title }) => title).join('、') : '—'}</td>
      <td className="r">{formatNumber(changed)}</td>
      <td className="audit-details">{reason ?? ''}</td>
      <td>
        {undone ? (
          <span className="t3">{t('undone')}</span>
        ) : !isOver(transfer) ? (
          <span className="t3 n">{t('running', { done: formatNumber(done), total: formatNumber(total ?? 0) })}</span>
        ) : changed > 0 ? (
          <Button size="sm" busy={undo.isPending && t('undoing')} onClick={() => undo.mutate(id, { onSuccess: onUndone })}>
            {t('undo')}
          </Button>
        ) : status === 'done' ? null : (
          <span className="t3">{t(status === 'cancelled' ? 'cancelled' : 'failed')}</span>
        )}
      </td>
    </tr>
  )
}
