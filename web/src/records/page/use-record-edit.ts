import { useState } from 'react'
import { isProblem, type ObjectMeta, type RecordJson, type RecordLink, type Values } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { useUpdateRecord } from '../../data/records.ts'
import { type Conflict, conflictsOf } from '../../data/stale-choice.ts'
import { writtenValue } from '../fields/editor.ts'

/** What the conflict dialog decides about: fields that both sides changed, and what is saved besides. */
export type StaleEdit = {
  /** As it is now. */
  record: RecordJson
  conflicts: Conflict[]
  clear: Values
  shown: Values
  changedBy: RecordLink | undefined
  changedAt: string | undefined
}

/**
 * Edits of fields where they stand, on a page or in a list. Each is judged against the record as it stood when the field was opened: what
 * a colleague changed in the same field since is put to the user, and never overwritten unseen.
 */
export function useRecordEdit(object: ObjectMeta) {
  const [stale, setStale] = useState<StaleEdit | null>(null)

  const update = useUpdateRecord(object.key, {
    keep: true,
    onStale: (problem, late) => {
      const { base } = late
      const { current } = problem.problem
      if (!base || !current) return
      const record = { ...base, ...current }
      const shown = { ...late.changes, ...late.shown }
      const { conflicts, clear } = conflictsOf(shown, base, current)
      // Somebody changed other fields: nothing to decide, the edit is saved on top of theirs.
      if (conflicts.length === 0) send(record, clear)
      else setStale({ record, conflicts, clear, shown, changedBy: current.changedBy, changedAt: current.changedAt })
    },
  })

  function send(base: RecordJson, shown: Values): void {
    if (Object.keys(shown).length === 0) return
    const changes = Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, written(object, key, value)]))
    update.mutate({ id: base.id, changes, shown, base, revision: base.revision })
  }

  return {
    /** Values as the record holds them; `begun` is the record as it stood when the typing began. */
    save: (record: RecordJson, values: Values, begun: RecordJson = record) => {
      // Sent against what is outdated, a conflict comes back from the server with who changed it and when.
      send(conflictsOf(values, begun, record).conflicts.length === 0 ? record : begun, values)
    },
    stale,
    /** Saves the chosen fields of the late edit over what is there now. */
    resolve: (mine: readonly string[]) => {
      if (!stale) return
      setStale(null)
      send(stale.record, Object.fromEntries(Object.entries(stale.shown).filter(([key]) => key in stale.clear || mine.includes(key))))
    },
    problem: isProblem(update.error) ? update.error : null,
  }
}

export type RecordEdit = ReturnType<typeof useRecordEdit>

function written(object: ObjectMeta, key: string, value: unknown): unknown {
  const field = fieldOf(object, key)
  return field ? writtenValue(field, value) : value
}
