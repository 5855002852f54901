import { useLayoutEffect, useRef } from 'react'
import type { ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { useRecordEdit } from './use-record-edit.ts'

/** Edits from the page of one record, whose field `editing` is open. */
export function usePageEdit(object: ObjectMeta, record: RecordJson | undefined, editing: string | null) {
  const edit = useRecordEdit(object)
  const begun = useRef<RecordJson | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record as it was when the field was opened
  useLayoutEffect(() => {
    begun.current = editing === null ? undefined : record
  }, [editing])

  return {
    ...edit,
    /** Values as the record holds them. */
    save: (values: Values) => record && edit.save(record, values, begun.current),
  }
}

export type PageEdit = ReturnType<typeof usePageEdit>
