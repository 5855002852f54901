import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect } from 'react'
import { client, type ObjectMeta } from '../../data/client.ts'
import { formatCount } from '../../design/format.ts'
import { Keys, ownKeys } from '../../design/Keys.tsx'
import { useKeys } from '../../frame/keys.ts'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'
import { begunEarlier, lengthened, rememberWalk, useWalk } from './walk.ts'

const readAhead = 5
const pageSize = 100

/** "3 / 64": the record's place in the list it was opened from, and the way to its neighbours. */
export function WalkControl({ object, id, tab }: { object: ObjectMeta; id: string; tab: string | undefined }) {
  const t = useText(pageTexts)
  const navigate = useNavigate()
  const found = useWalk(object.key, id)
  const previous = found?.walk.ids[found.index - 1]
  const next = found?.walk.ids[found.index + 1]

  useEffect(() => {
    if (!found?.walk.next || found.index + readAhead < found.walk.ids.length) return
    const { walk } = found
    const reading = new AbortController()
    client
      .records(object.route)
      .list({ ...walk.query, fields: [object.title], limit: pageSize, cursor: walk.next ?? '' }, { signal: reading.signal })
      .then((page) =>
        rememberWalk(
          lengthened(
            walk,
            page.records.map((record) => record.id),
            page.next,
          ),
        ),
      )
      .catch(() => undefined) // The walk then ends here; the list still has the rest.
    return () => reading.abort()
  }, [found, object.route, object.title])

  useEffect(() => {
    if (!found?.walk.before || found.index > readAhead) return
    const { walk } = found
    const before = walk.before ?? 0
    const reading = new AbortController()
    const limit = Math.min(pageSize, before)
    const skip = before - limit
    client
      .records(object.route)
      .list({ ...walk.query, fields: [object.title], limit, ...(skip > 0 ? { skip } : {}) }, { signal: reading.signal })
      .then((page) =>
        rememberWalk(
          begunEarlier(
            walk,
            page.records.map((record) => record.id),
          ),
        ),
      )
      .catch(() => undefined) // The walk then begins here.
    return () => reading.abort()
  }, [found, object.route, object.title])

  const open = (to: string | undefined) => {
    if (to) void navigate({ to: '/$route/$id', params: { route: object.route, id: to }, search: tab ? { tab } : {}, replace: true })
  }
  useKeys(t('walk'), [
    { keys: 'j', label: t('nextRecord'), run: () => open(next) },
    { keys: 'k', label: t('previousRecord'), run: () => open(previous) },
  ])

  if (!found) return null
  const total = found.walk.total ? formatCount(found.walk.total) : String(found.walk.ids.length)
  return (
    <span className="walk">
      <button
        type="button"
        className="ib sm"
        disabled={!previous}
        aria-label={t('previousRecord')}
        aria-keyshortcuts={ownKeys('K')}
        title={t('previousRecord')}
        onClick={() => open(previous)}
      >
        <ChevronUp className="i s" aria-hidden="true" />
      </button>
      <button
        type="button"
        className="ib sm"
        disabled={!next}
        aria-label={t('nextRecord')}
        aria-keyshortcuts={ownKeys('J')}
        title={t('nextRecord')}
        onClick={() => open(next)}
      >
        <ChevronDown className="i s" aria-hidden="true" />
      </button>
      {t('position', { index: (found.walk.before ?? 0) + found.index + 1, total })} <Keys keys="K" />
      <Keys keys="J" />
    </span>
  )
}
