import { useState } from 'react'
import { useMeta } from '../../data/meta.ts'
import { useUpdateMe } from '../../data/session.ts'
import type { ColumnChoice } from '../grid/column-order.ts'

type Widths = Readonly<Record<string, number>>

const setting = 'columnWidths'
const mostLists = 60

/**
 * How wide somebody likes the columns of a view: their own matter, kept with their account and not with the view, so that nobody else's list changes
 * and nothing is left to be saved.
 */
export function useColumnWidths(list: string) {
  const { me } = useMeta()
  const update = useUpdateMe()
  const kept = readKept(me.settings)
  // At once here; what the account keeps follows.
  const [own, setOwn] = useState<{ list: string; widths: Widths } | null>(null)
  const widths = own?.list === list ? own.widths : (kept[list] ?? {})

  function keep(next: Widths): void {
    setOwn({ list, widths: next })
    const { [list]: _, ...others } = kept
    const recent = Object.fromEntries(Object.entries(others).slice(-(mostLists - 1)))
    update.mutate({ settings: { [setting]: Object.keys(next).length > 0 ? { ...recent, [list]: next } : recent } })
  }

  return {
    widened: (columns: readonly ColumnChoice[]): ColumnChoice[] =>
      columns.map((column) => ({ ...column, ...(widths[column.key] === undefined ? {} : { width: widths[column.key] }) }) as ColumnChoice),
    hasOwn: Object.keys(widths).length > 0,
    resize: (key: string, width: number) => keep({ ...widths, [key]: width }),
    reset: () => keep({}),
  }
}

function readKept(settings: Record<string, unknown> | undefined): Record<string, Widths> {
  const kept = settings?.[setting]
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, Widths>) : {}
}
