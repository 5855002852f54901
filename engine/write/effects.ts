import type { Canonical } from '../data/read-value.ts'
import { sameValue } from '../data/stored-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { newId } from '../ids.ts'
import { withoutMentionIds } from '../text/mentions.ts'
import { documentTokens, type SearchPart } from '../text/search-tokens.ts'
import type { PreparedChange, Values } from './change.ts'

// What follows from a change besides the record's own row. Pure: the statement stores what is found here.

export type TimelineRow = {
  id: string
  record: string
  object: string
  recordId: string
  at: string
  kind: string
  changes: Record<string, [Canonical, Canonical]> | null
}
export type SearchRow = { id: string; readClass: string; ownerId: string | null; title: string; tokens: string }

/** Secrets are never told, not even to history. */
const concealed = '••••'

/** Old and new value of each changed field. */
export function historyChanges(change: PreparedChange): Record<string, [Canonical, Canonical]> {
  const changes: Record<string, [Canonical, Canonical]> = {}
  for (const key of change.changed) {
    const secret = change.model.fields.get(key)?.kind === 'secret'
    const told = (value: Canonical | undefined): Canonical => (value === undefined || value === null ? null : secret ? concealed : value)
    changes[key] = [told(change.before?.[key]), told(change.after[key])]
  }
  return changes
}

/**
 * The people whom a change newly names, and the record that it answers: `{ owner: [old, new] }`. Null when it names nobody but whoever made it, as nearly all
 * rows of an import do; so nobody has to look into history to learn that.
 */
export function namedPeople(change: PreparedChange, principalId: string): Record<string, [Canonical, Canonical]> | null {
  if (change.kind !== 'create' && change.kind !== 'update') return null
  const { notifies, fields } = change.model.definition
  const named: Record<string, [Canonical, Canonical]> = {}
  for (const key of [notifies?.mentions, notifies?.answers, fields.owner ? 'owner' : undefined]) {
    if (key === undefined || !change.changed.includes(key)) continue
    const value = change.after[key] ?? null
    if (value !== null && value !== principalId && !(Array.isArray(value) && value.length === 0))
      named[key] = [change.before?.[key] ?? null, value]
  }
  return Object.keys(named).length > 0 ? named : null
}

/** Where the timeline shows the change: on the record itself, and on the records it is about. */
export function timelineRows(change: PreparedChange, stamped: string): TimelineRow[] {
  const at = change.told?.at ?? stamped
  const rule = change.model.definition.timeline
  if (!rule || change.kind === 'delete' || change.kind === 'restore') return []
  const rows: TimelineRow[] = []
  const object = change.model.definition.key
  const about = linkedRecords(change, rule.on)
  if (change.kind === 'create' && rule.on.length > 0 && !rule.milestones) {
    const happened = rule.at ? change.after[rule.at] : null
    const kind = rule.kind ? String(change.after[rule.kind] ?? object) : object
    for (const link of about)
      rows.push({ id: newId(), record: change.id, ...link, at: typeof happened === 'string' ? happened : at, kind, changes: null })
  }
  const milestones = (rule.milestones ?? []).filter((key) => change.changed.includes(key))
  if (milestones.length > 0) {
    const all = historyChanges(change)
    const told = [...milestones, ...(rule.beside ?? []).filter((key) => change.changed.includes(key))]
    const changes = Object.fromEntries(told.map((key) => [key, all[key] ?? [null, null]])) as Record<string, [Canonical, Canonical]>
    for (const link of [{ object, recordId: change.id }, ...about])
      rows.push({ id: newId(), record: change.id, ...link, at, kind: change.kind === 'create' ? 'created' : 'changed', changes })
  }
  return rows
}

/** True when the records that an entry stands on, or its moment, moved: its old entries are then replaced. */
export function timelineMoved(change: PreparedChange): boolean {
  const rule = change.model.definition.timeline
  if (!rule || rule.milestones || change.kind !== 'update') return false
  return [...rule.on, rule.at, rule.kind].some((key) => key !== undefined && change.changed.includes(key))
}

function linkedRecords(change: PreparedChange, keys: readonly string[]): { object: string; recordId: string }[] {
  const links = new Map<string, { object: string; recordId: string }>()
  for (const key of keys) {
    const value = change.after[key]
    const field = change.model.fields.get(key)
    if (!value || !field) continue
    if (typeof value === 'string' && field.to) links.set(value, { object: field.to, recordId: value })
    else if (typeof value === 'object' && 'id' in value && typeof value.id === 'string' && typeof value.object === 'string')
      links.set(value.id, { object: value.object, recordId: value.id })
  }
  return [...links.values()]
}

/** True when the words by which the record is found, or its title, changed. */
export function searchMoved(change: PreparedChange): boolean {
  if (change.kind === 'create' || change.kind === 'restore') return true
  const { title } = change.model.definition
  return change.changed.some((key) => key === title || change.model.fields.get(key)?.searched)
}

/** One row per read class, so that words of a field are found only by those who may see it. */
export function searchRows(change: PreparedChange): SearchRow[] {
  const { definition, fields } = change.model
  if (!definition.fields[definition.title]?.searched) return []
  const parts = new Map<string, SearchPart[]>([['general', []]])
  for (const [key, field] of fields) {
    if (!field.searched) continue
    const value = change.after[key]
    const readClass = field.readClass ?? 'general'
    const list = parts.get(readClass) ?? []
    // A class whose last words were taken away is written too: they would be found for ever.
    if (change.kind === 'update' && change.changed.includes(key)) parts.set(readClass, list)
    if (typeof value !== 'string' || value === '') continue
    list.push({ text: field.kind === 'longText' ? withoutMentionIds(value) : value, kind: partKind(field) })
    parts.set(readClass, list)
  }
  const owner = change.after.owner
  const title = String(change.after[definition.title] ?? '').slice(0, 300)
  return [...parts].map(([readClass, list]) => ({
    id: change.id,
    readClass,
    ownerId: typeof owner === 'string' ? owner : null,
    title,
    tokens: documentTokens(list).join('\u001f'),
  }))
}

function partKind(field: FieldDefinition): SearchPart['kind'] {
  switch (field.kind) {
    case 'phone':
      return 'digits'
    case 'email':
      return 'email'
    case 'autoNumber':
      return 'code'
    case 'longText':
    case 'richText':
      return 'text'
    default:
      return field.pinyin ? 'name' : field.searched === 'code' ? 'code' : 'text'
  }
}

/** Stored formulas, worked out again wherever a field they read has changed. */
export function withFormulas(fields: ReadonlyMap<string, FieldDefinition>, values: Values): Values {
  const computed: Record<string, Canonical> = { ...values }
  for (const [key, field] of fields) {
    if (field.kind !== 'formula' || !field.compute) continue
    const result = field.compute(computed)
    computed[key] = result === undefined ? null : (result as Canonical)
  }
  return computed
}

export function changedKeys(fields: ReadonlyMap<string, FieldDefinition>, before: Values | null, after: Values): string[] {
  return [...fields.keys()].filter((key) => key in after && !sameValue(before?.[key] ?? null, after[key] ?? null))
}
