import { HandGrab, ShieldCheck, UserPlus, Waves } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { useMeta } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { useCommands } from '../../frame/commands.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { PoolDialog, type PoolMove } from './PoolDialog.tsx'
import { usePools } from './pools.ts'
import { usePoolMoves } from './use-pool-moves.ts'

/** On the page of a record: take it out of the pool, give it to somebody, or give it back. */
export function PoolButtons({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(messages)
  const { me } = useMeta()
  const pools = usePools(object.key)
  const moves = usePoolMoves(object)
  const [asking, setAsking] = useState<PoolMove | null>(null)
  const pool = pools.find(({ id }) => id === linkId(record['pool']))
  const isOwn = linkId(record['owner']) === me.principalId
  const isHeld = record['owner'] !== null && record['owner'] !== undefined
  const may = {
    claim: pool?.claim === true,
    assign: pool?.assign === true,
    release: !record['pool'] && isHeld && (isOwn || me.isAdministrator) && pools.length > 0 && object.may.update,
    protect: (pool?.assign === true || (isHeld && !isOwn && pools.length > 0)) && object.may.update,
  }
  const claim = () => void moves.claim([record.id])
  useCommands(
    t('forPool'),
    record.deletedAt
      ? []
      : [
          ...(may.claim ? [{ id: 'pool-claim', label: t('claim'), words: '领取 claim 公海 pool', run: claim }] : []),
          ...(['assign', 'release', 'protect'] as const).flatMap((one) =>
            may[one] ? [{ id: `pool-${one}`, label: t(one), words: '公海 pool', run: () => setAsking(one) }] : [],
          ),
        ],
  )
  if (record.deletedAt) return null
  return (
    <>
      {may.claim && (
        <Button look="primary" icon={<HandGrab className="i s" aria-hidden="true" />} onClick={claim}>
          {t('claim')}
        </Button>
      )}
      {may.assign && (
        <Button icon={<UserPlus className="i s" aria-hidden="true" />} onClick={() => setAsking('assign')}>
          {t('assign')}
        </Button>
      )}
      {may.protect && (
        <Button icon={<ShieldCheck className="i s" aria-hidden="true" />} onClick={() => setAsking('protect')}>
          {t(pool ? 'lock' : 'protect')}
        </Button>
      )}
      {may.release && (
        <Button icon={<Waves className="i s" aria-hidden="true" />} onClick={() => setAsking('release')}>
          {t('release')}
        </Button>
      )}
      {asking && <PoolDialog object={object} records={[record.id]} move={asking} onClose={() => setAsking(null)} />}
    </>
  )
}
