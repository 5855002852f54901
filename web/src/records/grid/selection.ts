/** Which rows are chosen. `everything`: all that the filter finds, read or not. */
export type Selection = {
  readonly ids: ReadonlySet<string>
  /** Where a stretch chosen with Shift begins. */
  readonly anchor: string | null
  readonly everything: boolean
}

export const nothingChosen: Selection = { ids: new Set(), anchor: null, everything: false }

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id, everything: false }
}

/** From the anchor to this row, in the order shown; what was chosen before stays. */
export function extended(selection: Selection, order: readonly string[], to: string): Selection {
  const end = order.indexOf(to)
  const start = selection.anchor === null ? end : order.indexOf(selection.anchor)
  if (end < 0 || start < 0) return toggled(selection, to)
  return {
    ids: new Set([...selection.ids, ...order.slice(Math.min(start, end), Math.max(start, end) + 1)]),
    anchor: selection.anchor ?? to,
    everything: false,
  }
}

export function allOf(order: readonly string[]): Selection {
  return { ids: new Set(order), anchor: null, everything: false }
}

/** Rows that are gone, deleted or filtered away, are not chosen any more. */
export function stillThere(selection: Selection, order: readonly string[]): Selection {
  const there = new Set(order)
  if ([...selection.ids].every((id) => there.has(id))) return selection
  return { ...selection, ids: new Set([...selection.ids].filter((id) => there.has(id))), everything: false }
}
