import { HandGrab, ShieldCheck, UserPlus, Waves } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { PoolDialog, type PoolMove } from './PoolDialog.tsx'
import { usePools } from './pools.ts'
import { usePoolMoves } from './use-pool-moves.ts'

/** So many records move at once. */
const most = 200

type Props = {
  object: ObjectMeta
  records: readonly string[]
  /** The pool whose list is shown. */
  pool: string | undefined
  whyNot: string | undefined
  onDone: () => void
}

/** What the dock offers for the chosen rows of a pool, and for those that could go into one. */
export function PoolDock({ object, records, pool: shown, whyNot, onDone }: Props) {
  const t = useText(messages)
  const pools = usePools(object.key)
  const moves = usePoolMoves(object)
  const [asking, setAsking] = useState<PoolMove | null>(null)
  const pool = pools.find(({ id }) => id === shown)
  if (pools.length === 0 || records.length > most) return null
  const claim = async (): Promise<void> => {
    if (await moves.claim(records)) onDone()
  }
  return (
    <>
      {pool?.claim && (
        <Button size="sm" look="primary" icon={<HandGrab className="i s" aria-hidden="true" />} onClick={() => void claim()}>
          {t('claim')}
        </Button>
      )}
      {pool?.assign && (
        <Button size="sm" icon={<UserPlus className="i s" aria-hidden="true" />} onClick={() => setAsking('assign')}>
          {t('assign')}
        </Button>
      )}
      {pool?.assign && (
        <Button size="sm" icon={<ShieldCheck className="i s" aria-hidden="true" />} onClick={() => setAsking('protect')}>
          {t('lock')}
        </Button>
      )}
      {!pool && object.may.update && (
        <Button size="sm" whyNot={whyNot} icon={<Waves className="i s" aria-hidden="true" />} onClick={() => setAsking('release')}>
          {t('release')}
        </Button>
      )}
      {asking && <PoolDialog object={object} records={records} move={asking} onClose={() => setAsking(null)} onDone={onDone} />}
    </>
  )
}

/** Over the name of a row: take it. */
export function ClaimRow({ object, id, pool: shown }: { object: ObjectMeta; id: string; pool: string }) {
  const t = useText(messages)
  const { claim } = usePoolMoves(object)
  const pool = usePools(object.key).find((one) => one.id === shown)
  if (!pool?.claim) return null
  return (
    <button type="button" className="ib framed" title={t('claim')} aria-label={t('claim')} tabIndex={-1} onClick={() => void claim([id])}>
      <HandGrab className="i" aria-hidden="true" />
    </button>
  )
}
