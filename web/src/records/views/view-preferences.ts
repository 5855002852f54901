import { useMeta } from '../../data/meta.ts'
import { useUpdateMe } from '../../data/session.ts'
import type { View } from './view.ts'

/** How somebody has the views of an object: in which order, and with which one a list begins. Their own matter, kept with their account. */
export type ViewPreferences = { readonly order?: readonly string[]; readonly start?: string }

const setting = 'views'
const asTheyCome: ViewPreferences = {}

export function useViewPreferences(object: string) {
  const { me } = useMeta()
  const update = useUpdateMe()
  const kept = readKept(me.settings)
  const preferences = kept[object] ?? asTheyCome
  const keep = (next: ViewPreferences) => update.mutate({ settings: { [setting]: { ...kept, [object]: next } } })

  return {
    preferences,
    beginWith: (key: string) => keep({ ...preferences, start: key }),
    move: (views: readonly View[], key: string, by: -1 | 1) => keep({ ...preferences, order: moved(views, key, by) }),
  }
}

function readKept(settings: Record<string, unknown> | undefined): Record<string, ViewPreferences> {
  const kept = settings?.[setting]
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, ViewPreferences>) : {}
}

/** Views in somebody's order; those that they never moved follow as they came. */
export function inOwnOrder(views: readonly View[], { order = [] }: ViewPreferences): View[] {
  const place = (view: View) => (order.includes(view.key) ? order.indexOf(view.key) : order.length + views.indexOf(view))
  return views.toSorted((one, other) => place(one) - place(other))
}

function moved(views: readonly View[], key: string, by: -1 | 1): string[] {
  const keys = views.map((view) => view.key)
  const at = keys.indexOf(key)
  const neighbour = keys[at + by]
  if (at < 0 || neighbour === undefined) return keys
  keys[at] = neighbour
  keys[at + by] = key
  return keys
}
