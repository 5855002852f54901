import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { titleText } from '../grid/grid-cells.ts'
import { linkedValues } from '../page/related.ts'

const CreateDialog = lazy(() => import('../form/CreateDialog.tsx').then((module) => ({ default: module.CreateDialog })))

/** Activities and the field by which they name such a record; undefined where they know none, or may not be made. */
export function useActivityLink(object: ObjectMeta): { activity: ObjectMeta; link: FieldMeta } | undefined {
  const activity = useObjectIfReadable('activity')
  if (!activity?.may.create || object.key === activity.key || object.internal) return undefined
  const open = activity.fields.filter((field) => field.kind === 'reference' && !field.readOnly)
  const link = open.find(({ to }) => to === object.key) ?? open.find(({ to }) => to === 'any')
  return link && { activity, link }
}

/** Logging an activity on a row: undefined where activities know no such record, or may not be made. */
export function useLogActivity(object: ObjectMeta): { log: ((record: RecordJson) => void) | undefined; dialog: ReactNode } {
  const known = useActivityLink(object)
  const [initial, setInitial] = useState<Values | null>(null)
  return {
    log:
      known &&
      ((record) =>
        setInitial({
          ...linkedValues(object, record, known.activity, known.link.key),
          ...(known.link.to === 'any' ? { [known.link.key]: { object: object.key, id: record.id, title: titleText(object, record) } } : {}),
        })),
    dialog: initial && (
      <Suspense>
        <CreateDialog object="activity" initial={initial} onClose={() => setInitial(null)} onCreated={() => setInitial(null)} />
      </Suspense>
    ),
  }
}
