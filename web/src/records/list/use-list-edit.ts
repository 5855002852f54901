import { useRef, useState } from 'react'
import type { ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { type RecordUpdate, useUpdateRecord } from '../../data/records.ts'
import { writtenValue } from '../fields/editor.ts'
import { conflictsOf } from '../page/stale-choice.ts'
import type { StaleEdit } from '../page/use-page-edit.ts'

/** Edits from the cells of a list, each against the revision on screen. Only a field that both sides changed is put to the user. */
export function useListEdit(object: ObjectMeta) {
  const [stale, setStale] = useState<{ record: RecordJson; edit: StaleEdit } | null>(null)
  const bases = useRef(new Map<RecordUpdate, RecordJson>())

  const update = useUpdateRecord(object.key, {
    onStale: (problem, late) => {
      const base = bases.current.get(late)
      bases.current.delete(late)
      const { current } = problem.problem
      if (!base || !current) return
      const shown = { ...late.changes, ...late.shown }
      const { conflicts, clear } = conflictsOf(shown, base, current)
      // Somebody changed other fields: nothing to decide, the edit is saved on top of theirs.
      if (conflicts.length === 0) send({ ...base, ...current }, clear)
      else
        setStale({
          record: { ...base, ...current },
          edit: { conflicts, clear, shown, current, changedBy: current.changedBy, changedAt: current.changedAt },
        })
    },
  })

  function send(record: RecordJson, shown: Values): void {
    if (Object.keys(shown).length === 0) return
    const changes = Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, written(object, key, value)]))
    const next: RecordUpdate = { id: record.id, changes, shown, revision: record.revision }
    bases.current.set(next, record)
    update.mutate(next, { onSuccess: () => bases.current.delete(next) })
  }

  return {
    save: (record: RecordJson, key: string, value: unknown) => send(record, { [key]: value }),
    stale,
    /** Saves the chosen fields of the late edit over what is there now. */
    resolve: (mine: readonly string[]) => {
      if (!stale) return
      const { record, edit } = stale
      setStale(null)
      send(record, Object.fromEntries(Object.entries(edit.shown).filter(([key]) => key in edit.clear || mine.includes(key))))
    },
  }
}

function written(object: ObjectMeta, key: string, value: unknown): unknown {
  const field = fieldOf(object, key)
  return field ? writtenValue(field, value) : value
}
