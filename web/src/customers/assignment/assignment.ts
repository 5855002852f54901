import type { Filter, RecordJson, RecordLink } from '../../data/client.ts'

export const assignedObjects = ['account', 'lead'] as const

/** A rule as it is only thought of. */
export type RuleDraft = {
  id: string | null
  name: string
  filter?: Filter
  way: string
  most: number | null
  receivers: readonly string[]
  departments: readonly string[]
  skills: readonly string[]
}

type Share = { id: string; name: string; count: number }
export type Rehearsed = {
  total: number
  unmatched: number
  rules: { id: string | null; name: string; count: number; people: Share[] }[]
  first: { record: RecordLink; rule: string; to: { id: string; name: string } }[]
}

/** The people as the list was put; references themselves come in no order. */
export function receiversInOrder(rule: RecordJson | null): readonly RecordLink[] {
  const links = (rule?.['receivers'] as RecordLink[] | undefined) ?? []
  const order = Array.isArray(rule?.['receiverOrder']) ? rule['receiverOrder'].map(String) : []
  const place = (link: RecordLink) => (order.includes(link.id) ? order.indexOf(link.id) : order.length)
  return links.toSorted((one, other) => place(one) - place(other))
}
