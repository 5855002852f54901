import { useMemo, useState } from 'react'
import type { Group, ObjectMeta } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel, useMeta, useRegions } from '../../data/meta.ts'
import { laneKey, useGroups } from '../../data/records.ts'
import type { RowsRead } from '../../data/row-pages.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { both } from '../filter/filter-tree.ts'
import { type Grouping, groupFilter, groupLabel, inGroupOrder } from './grouping.ts'
import { messages } from './messages.ts'
import type { ListStretch } from './use-list-lines.ts'

type GroupOptions = { query: RowsRead; grouping: Grouping | null; sums: readonly string[]; isReady: boolean }

/** The groups of a list: each a head with its count and sums, and a list of its own below. */
export function useGroupStretches(object: ObjectMeta, { query, grouping, sums, isReady }: GroupOptions) {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const regions = useRegions()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const { filter } = query
  const { data, error } = useGroups(
    object.key,
    {
      by: grouping?.by ?? '',
      ...(grouping?.period ? { period: grouping.period } : {}),
      ...(filter ? { filter } : {}),
      ...(sums.length > 0 ? { sums } : {}),
    },
    { enabled: isReady && grouping !== null },
  )
  const field = grouping ? fieldOf(object, grouping.by) : undefined

  const stretches = useMemo<ListStretch[]>(() => {
    if (!grouping || !field || !data) return []
    const choices = field.list ? (meta.choices[field.list] ?? []) : []
    return inGroupOrder(data.groups, field, choices, query.sort?.[0] === grouping.by).map((group) => {
      const key = `${grouping.by} ${laneKey(group.key)}`
      const where = both(filter, groupFilter(grouping, field, group.key))
      return {
        head: {
          key,
          label: groupLabel(grouping, field, group.key, t('noValue', { field: inSentence(label(field.label)) }), regions),
          count: group.count,
          sums: shownSums(object, group),
          isOpen: !closed.has(key),
        },
        query: { ...query, ...(where ? { filter: where } : {}) },
        rows: group.count,
      }
    })
  }, [grouping, field, data, meta, filter, query, closed, object, regions, t, label])

  return {
    stretches,
    isRead: data !== undefined,
    error,
    toggle: (key: string) =>
      setClosed((before) => {
        const next = new Set(before)
        if (!next.delete(key)) next.add(key)
        return next
      }),
  }
}

function shownSums(object: ObjectMeta, { sums }: Group): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [key, sum] of Object.entries(sums ?? {})) {
    const field = fieldOf(object, key)
    if (field && field.kind !== 'percent') shown[key] = formatNumber(sum, sum.includes('.') ? { decimals: 2 } : {})
  }
  return shown
}
