import { useLayoutEffect, useRef, useState } from 'react'
import { isProblem, type ObjectMeta, type RecordJson, type RecordLink, type Values } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { type RecordUpdate, useUpdateRecord } from '../../data/records.ts'
import { writtenValue } from '../fields/editor.ts'
import { type Conflict, conflictsOf } from './stale-choice.ts'

/** What the conflict dialog decides about: fields that both sides changed, and what is saved besides. */
export type StaleEdit = {
  conflicts: Conflict[]
  clear: Values
  shown: Values
  current: RecordJson
  changedBy: RecordLink | undefined
  changedAt: string | undefined
}

/** Edits from the page, each against the revision that was on screen; an edit that came too late is put to the user, field by field. */
export function usePageEdit(object: ObjectMeta, record: RecordJson | undefined, editing: string | null) {
  const [stale, setStale] = useState<StaleEdit | null>(null)
  const bases = useRef(new Map<RecordUpdate, RecordJson>())
  /** What stood there when the typing began: a colleague's change that came in live since must not be overwritten unseen. */
  const begun = useRef<RecordJson | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record as it was when the field was opened
  useLayoutEffect(() => {
    begun.current = editing === null ? undefined : record
  }, [editing])

  const update = useUpdateRecord(object.key, {
    onStale: (problem, late) => {
      const base = bases.current.get(late)
      bases.current.delete(late)
      const { current } = problem.problem
      if (!current) return
      const { conflicts, clear } = conflictsOf({ ...late.changes, ...late.shown }, base, current)
      const shown = { ...late.changes, ...late.shown }
      // Somebody changed other fields: nothing to decide, the edit is saved on top of theirs.
      if (conflicts.length === 0) return send(clear, current.revision)
      setStale({ conflicts, clear, shown, current, changedBy: current.changedBy, changedAt: current.changedAt })
    },
  })

  function send(shown: Values, revision: number | undefined): void {
    if (!record || Object.keys(shown).length === 0) return
    const changes = Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, writtenOf(object, key, value)]))
    const next: RecordUpdate = { id: record.id, changes, shown, ...(revision === undefined ? {} : { revision }) }
    bases.current.set(next, record)
    update.mutate(next, { onSuccess: () => bases.current.delete(next) })
  }

  return {
    /** Values as the record holds them. */
    save: (values: Values) => {
      const base = begun.current
      const { conflicts, clear } = base && record ? conflictsOf(values, base, record) : { conflicts: [], clear: values }
      if (!record || conflicts.length === 0) return send(values, record?.revision)
      setStale({ conflicts, clear, shown: values, current: record, changedBy: record.changedBy, changedAt: record.changedAt })
    },
    stale,
    /** Saves the chosen fields of the late edit over what is there now. */
    resolve: (mine: readonly string[]) => {
      if (!stale) return
      setStale(null)
      const chosen = Object.fromEntries(Object.entries(stale.shown).filter(([key]) => key in stale.clear || mine.includes(key)))
      send(chosen, stale.current.revision)
    },
    problem: isProblem(update.error) ? update.error : null,
  }
}

export type PageEdit = ReturnType<typeof usePageEdit>

function writtenOf(object: ObjectMeta, key: string, value: unknown): unknown {
  const field = fieldOf(object, key)
  return field ? writtenValue(field, value) : value
}
