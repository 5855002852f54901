import type { ObjectMeta } from '../../data/client.ts'
import type { Selection } from '../grid/selection.ts'
import type { useBulkChange } from './use-bulk-change.ts'

/** What every dialog about the chosen rows needs. */
export type BulkDialogProps = {
  object: ObjectMeta
  /** How many, with separators; "10,000+" where the server stopped counting. */
  count: string
  selection: Selection
  change: ReturnType<typeof useBulkChange>
  onClose: () => void
}
