import { HandGrab, ShieldCheck, UserPlus, Waves } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { useMeta } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import type { MenuEntry } from '../../design/Menu.tsx'
import { useCommands } from '../../frame/commands.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { PoolDialog, type PoolMove } from './PoolDialog.tsx'
import { type OwnPool, usePools } from './pools.ts'
import { usePoolMoves } from './use-pool-moves.ts'

type Props = { object: ObjectMeta; record: RecordJson }

/** Whether the record lies in a pool that this reader may claim from: then that is the main thing to do with it. */
export function useMayClaim({ object, record }: Props): boolean {
  return poolOfRecord(usePools(object.key), record)?.claim === true && !record.deletedAt
}

function poolOfRecord(pools: readonly OwnPool[], record: RecordJson): OwnPool | undefined {
  const id = linkId(record['pool'])
  return id === undefined ? undefined : pools.find((pool) => pool.id === id)
}

/** On the page of a record that lies in a pool: take it. */
export function ClaimButton({ object, record }: Props) {
  const t = useText(messages)
  const moves = usePoolMoves(object)
  const mayClaim = useMayClaim({ object, record })
  if (!mayClaim) return null
  return (
    <Button look="primary" icon={<HandGrab className="i s" aria-hidden="true" />} onClick={() => void moves.claim([record.id])}>
      {t('claim')}
    </Button>
  )
}

const icons = { assign: UserPlus, protect: ShieldCheck, release: Waves }

/** What else a page offers for pools, for its menu and ⌘K: give the record to somebody, keep it, or give it back. */
export function usePoolEntries({ object, record }: Props): { entries: MenuEntry[]; dialog: ReactNode } {
  const t = useText(messages)
  const { me } = useMeta()
  const pools = usePools(object.key)
  const moves = usePoolMoves(object)
  const mayClaim = useMayClaim({ object, record })
  const [asking, setAsking] = useState<PoolMove | null>(null)
  const pool = poolOfRecord(pools, record)
  const isOwn = linkId(record['owner']) === me.principalId
  const isHeld = record['owner'] !== null && record['owner'] !== undefined
  const isTouched = object.poolable === true && object.may.update && !record.deletedAt
  const may = {
    assign: isTouched && pool?.assign === true,
    protect: isTouched && (pool?.assign === true || (isHeld && !isOwn && pools.length > 0)),
    release: isTouched && !record['pool'] && isHeld && (isOwn || me.isAdministrator) && pools.length > 0,
  }
  const offered = (['assign', 'protect', 'release'] as const)
    .filter((one) => may[one])
    .map((one) => ({ one, label: t(one === 'protect' && pool ? 'lock' : one), run: () => setAsking(one) }))
  useCommands(t('forPool'), [
    ...(mayClaim ? [{ id: 'pool-claim', label: t('claim'), words: '领取 claim 公海 pool', run: () => void moves.claim([record.id]) }] : []),
    ...offered.map(({ one, label, run }) => ({ id: `pool-${one}`, label, words: '公海 pool', run })),
  ])
  return {
    entries: offered.map(({ one, label, run }) => {
      const Drawn = icons[one]
      return { label, icon: <Drawn className="i s" aria-hidden="true" />, run }
    }),
    dialog: asking && <PoolDialog object={object} records={[record.id]} move={asking} onClose={() => setAsking(null)} />,
  }
}
