import type { Filter, RecordLink } from '../../data/client.ts'

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
