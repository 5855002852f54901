import { useRef } from 'react'
import type { ImportView } from './import-view.ts'

/**
 * The import as its last finished check found it, with the plan of now: while the file is checked anew after a decision, what was found stays
 * on the screen instead of jumping to nothing.
 */
export function useLastCheck(view: ImportView): ImportView {
  const last = useRef(view)
  if (view.check !== null || last.current.id !== view.id) last.current = view
  const { check, checkBatchId } = last.current
  return { ...view, check, checkBatchId }
}
