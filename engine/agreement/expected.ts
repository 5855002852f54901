import type { Canonical } from '../data/read-value.ts'
import { sameValue, toColumns, toSlot } from '../data/stored-value.ts'
import { isoInstant } from '../database.ts'
import { columnsOf } from '../declare/columns.ts'
import { systemFields } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { PreparedChange, Values } from '../write/change.ts'
import type { CurrentRecord } from '../write/current.ts'
import { searchRows, timelineRows } from '../write/effects.ts'

// What has to stand beside a record, told by the functions that the write path itself uses. Pure.

export type HistoryRow = {
  record_id: string
  revision: number
  kind: string
  at: string
  principal_id: string
  changes: Record<string, [Canonical, Canonical]>
}

/** The record as if it were made now: what follows from it then has to be there. */
function asMade(model: ObjectModel, record: CurrentRecord): PreparedChange {
  return { kind: 'create', model, id: record.id, from: 0, before: null, after: record.values, changed: [...model.fields.keys()] }
}

export type ExpectedWords = { readClass: string; ownerId: string | null; title: string; tokens: string }

export function expectedWords(model: ObjectModel, record: CurrentRecord): ExpectedWords[] {
  return record.deleted ? [] : searchRows(asMade(model, record))
}

/** The same tokens, in whatever order and however often they were named. */
export function sameTokens(one: string, other: string): boolean {
  const set = (text: string): string => [...new Set(text.split('\u001f'))].filter(Boolean).sort().join('\u001f')
  return one === other || set(one) === set(other)
}

/** `at` is null where the record does not say it. */
export type ExpectedEntry = { object: string; recordId: string; at: string | null; kind: string; changes: string | null; by: string | null }

/** Entries of work: one on each record it is about. */
export function expectedEntries(model: ObjectModel, record: CurrentRecord): ExpectedEntry[] {
  const { timeline } = model.definition
  if (!timeline || timeline.milestones) return []
  const happened = timeline.at ? record.values[timeline.at] : null
  return timelineRows(asMade(model, record), '').map(({ object, recordId, kind }) => ({
    object,
    recordId,
    kind,
    at: typeof happened === 'string' ? happened : null,
    changes: null,
    by: null,
  }))
}

/** Entries of milestones: one for each change in history that was one, on the record and on what it was about then. */
export function expectedMilestones(model: ObjectModel, history: readonly HistoryRow[]): ExpectedEntry[] {
  const { timeline } = model.definition
  if (!timeline?.milestones) return []
  const values: Record<string, Canonical> = {}
  return history.flatMap((row) => {
    for (const [key, [, value]] of Object.entries(row.changes)) values[key] = value
    if (row.kind !== 'create' && row.kind !== 'update') return []
    const change: PreparedChange = {
      kind: row.kind,
      model,
      id: row.record_id,
      from: row.revision - 1,
      before: Object.fromEntries(Object.entries(row.changes).map(([key, [before]]) => [key, before])),
      after: { ...values },
      changed: Object.keys(row.changes),
    }
    const at = isoInstant(row.at)
    return timelineRows(change, at).map(({ object, recordId, kind, changes }) => ({
      object,
      recordId,
      at,
      kind,
      changes: JSON.stringify(changes),
      by: row.principal_id,
    }))
  })
}

/** Of a record and its history what cannot both be right: the revisions, and the keys of fields whose last change says something else. */
export function historyBreaks(
  model: ObjectModel,
  record: CurrentRecord,
  history: readonly HistoryRow[],
): { revisions: boolean; fields: string[] } {
  const last: Record<string, Canonical> = {}
  for (const row of history) for (const [key, [, value]] of Object.entries(row.changes)) last[key] = value
  const fields = Object.keys(last).filter((key) => {
    const field = model.fields.get(key)
    if (!field || key in systemFields || field.kind === 'secret' || field.rollUp) return false
    return !sameValue(asSet(last[key] ?? null), asSet(record.values[key] ?? null))
  })
  return { revisions: history.length !== record.revision || history.some((row, index) => row.revision !== index + 1), fields }
}

/** Ids that a reference to several holds have no order. */
function asSet(value: Canonical): Canonical {
  return Array.isArray(value) ? (value.length === 0 ? null : (value.toSorted() as unknown as Canonical)) : value
}

export type DerivedColumn = { readonly column: string; readonly type: string; of(values: Values): unknown }

/** Columns that follow from a value: sort keys, normal forms, and the typed copies of custom fields. */
export function derivedColumns(model: ObjectModel): DerivedColumn[] {
  return [...model.fields].flatMap(([key, field]): DerivedColumn[] => {
    if (field.custom) {
      const { slot } = field.custom
      // A copy of money also depends on the rate of its day.
      if (!slot || field.kind === 'money') return []
      const type = slot.startsWith('slot_int')
        ? 'bigint'
        : slot.startsWith('slot_float')
          ? 'double precision'
          : slot.startsWith('slot_time')
            ? 'timestamptz'
            : 'text'
      return [{ column: slot, type, of: (values) => toSlot(field, values[key] ?? null, new Map()) }]
    }
    if (!['text', 'email', 'phone', 'url'].includes(field.kind)) return []
    return columnsOf(key, field).flatMap(({ name, type }, index): DerivedColumn[] =>
      index === 0 ? [] : [{ column: name, type, of: (values) => toColumns(key, field, values[key] ?? null, new Map())[index] ?? null }],
    )
  })
}

/** A stored value and the one that follows, both as text. */
export function sameColumn(type: string, stored: unknown, follows: unknown): boolean {
  if (stored === null || stored === undefined || follows === null || follows === undefined) return (stored ?? null) === (follows ?? null)
  if (type === 'timestamptz') return isoInstant(String(stored)) === new Date(String(follows)).toISOString()
  if (type === 'double precision' || type === 'bigint') return Number(stored) === Number(follows)
  return String(stored) === String(follows)
}
