import type { ObjectMeta } from '../../data/client.ts'
import { titleText } from '../grid/grid-cells.ts'
import '../page/page.css'
import { StaleDialog } from '../page/StaleDialog.tsx'
import type { RecordEdit } from '../page/use-record-edit.ts'

/** A cell that somebody else changed meanwhile: theirs or mine. */
export function StaleCell({ object, edit }: { object: ObjectMeta; edit: RecordEdit }) {
  if (!edit.stale) return null
  return <StaleDialog object={object} title={titleText(object, edit.stale.record)} stale={edit.stale} onResolve={edit.resolve} />
}
