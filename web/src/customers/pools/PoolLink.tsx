import { Link, useSearch } from '@tanstack/react-router'
import { Waves } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { formatCount } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { poolOfView, poolView } from './pool-views.ts'
import { usePools } from './pools.ts'

/** In the panel of an area: the pools of its objects, with how much lies in them. */
export function PoolLink({ objects }: { objects: readonly ObjectMeta[] }) {
  const t = useText(messages)
  const pools = usePools()
  const { view } = useSearch({ strict: false })
  const object = objects.find(({ key }) => pools.some((pool) => pool.object === key))
  const own = pools.filter((pool) => pool.object === object?.key)
  const [first] = own
  if (!object || !first) return null
  const count = { count: own.reduce((sum, pool) => sum + pool.count, 0), exact: own.every(({ exact }) => exact) }
  const isShown = own.some(({ id }) => id === poolOfView(view ?? ''))
  return (
    <Link
      to="/$route"
      params={{ route: object.route }}
      search={{ view: poolView(first.id) }}
      className={isShown ? 'on' : ''}
      activeProps={{}}
    >
      <Waves className="i s" aria-hidden="true" />
      <span className="el">{t('pools')}</span>
      <span className="cnt">{formatCount(count)}</span>
    </Link>
  )
}
