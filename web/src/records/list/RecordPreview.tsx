import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { titleOf } from '../../data/records.ts'
import { FactsStrip } from '../page/FactsStrip.tsx'
import '../page/page.css'
import './list.css'
import { Profile } from '../page/Profile.tsx'
import { StaleDialog } from '../page/StaleDialog.tsx'
import { usePageEdit } from '../page/use-page-edit.ts'

/** The facts and the profile of a record, edited where they stand: what drawers show. */
export function RecordPreview({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const [editing, setEditing] = useState<string | null>(null)
  const edit = usePageEdit(object, record, editing)
  return (
    <>
      <FactsStrip object={object} record={record} />
      <Profile object={object} record={record} edit={edit} editing={editing} onEditing={setEditing} />
      {edit.stale && <StaleDialog object={object} title={titleOf(object.key, record)} stale={edit.stale} onResolve={edit.resolve} />}
    </>
  )
}
