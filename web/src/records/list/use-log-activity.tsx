import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { titleText } from '../grid/grid-cells.ts'
import { linkedValues } from '../page/related.ts'

const CreateDialog = lazy(() => import('../form/CreateDialog.tsx').then((module) => ({ default: module.CreateDialog })))

/** Logging an activity on a row: undefined where activities know no such record, or may not be made. */
export function useLogActivity(object: ObjectMeta): { log: ((record: RecordJson) => void) | undefined; dialog: ReactNode } {
  const activity = useObjectIfReadable('activity')
  const [initial, setInitial] = useState<Values | null>(null)
  const own = activity?.fields.find((field) => field.kind === 'reference' && field.to === object.key && !field.readOnly)
  const any = activity?.fields.find((field) => field.kind === 'reference' && field.to === 'any' && !field.readOnly)
  const link = own ?? any
  const isOpen = activity?.may.create === true && link !== undefined && object.key !== activity.key && !object.internal
  return {
    log:
      isOpen && activity
        ? (record) =>
            setInitial({
              ...linkedValues(object, record, activity, link.key),
              ...(own ? {} : { [link.key]: { object: object.key, id: record.id, title: titleText(object, record) } }),
            })
        : undefined,
    dialog: initial && (
      <Suspense>
        <CreateDialog object="activity" initial={initial} onClose={() => setInitial(null)} onCreated={() => setInitial(null)} />
      </Suspense>
    ),
  }
}
