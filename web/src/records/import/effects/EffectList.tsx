import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { formatNumber } from '../../../design/format.ts'
import { LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { useEffects } from '../api.ts'
import type { Effect, EffectKind, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { EffectRow } from './EffectRow.tsx'

type Props = {
  view: ImportView
  object: ObjectMeta
  kind: EffectKind
  /** False while the file is checked anew: what is shown stays, and more is read when the check is done. */
  isSettled: boolean
  /** What can be decided about a row, at its end. */
  decide?: (row: Effect) => ReactNode
}

const usualHeight = 64

/** Rows of the file with what each would do, field by field, read on as one scrolls. */
export function EffectList({ view, object, kind, isSettled, decide }: Props) {
  const t = useText(messages)
  const scroller = useRef<HTMLDivElement>(null)
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useEffects(view, kind, isSettled)
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => rows[index]?.number ?? index,
    overscan: 8,
  })
  const count = view.check?.effects?.[kind] ?? 0
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0

  useEffect(() => {
    if (isSettled && hasNextPage && !isFetchingNextPage && lastShown >= rows.length - 10) void fetchNextPage()
  }, [isSettled, lastShown, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  if (error && rows.length === 0) return <LoadError error={error} onRetry={() => void refetch()} />
  if (isPending) return <SkeletonRows rows={8} widths={[40, 220, 120]} />
  return (
    <section
      className="imp-effects"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('effectRows', { count: formatNumber(count) })}
    >
      <ol style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index]
          return row ? (
            <li key={key} ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
              <EffectRow row={row} view={view} object={object}>
                {decide?.(row)}
              </EffectRow>
            </li>
          ) : null
        })}
      </ol>
      {!hasNextPage && rows.length < count && (
        <p className="imp-note">{t('effectsListed', { count: formatNumber(rows.length), all: formatNumber(count) })}</p>
      )}
    </section>
  )
}
