import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { inSentence, useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import type { ExportDialogProps } from './ExportDialog.tsx'
import { messages } from './messages.ts'

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog.tsx')).ExportDialog }))

/** The button above a list or board that makes a file of it; who may not, does not find it. */
export function ExportTool({ object, filter, sort, columns }: Omit<ExportDialogProps, 'onClose'>) {
  const t = useText(messages)
  const label = useLabel()
  const [isOpen, setOpen] = useState(false)
  if (!object.may.export) return null
  const words = t('export', { object: inSentence(label(object.plural)) })
  return (
    <>
      <button type="button" className="ib" title={words} aria-label={words} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Download className="i" aria-hidden="true" />
      </button>
      <Suspense>
        {isOpen && <ExportDialog object={object} filter={filter} sort={sort} columns={columns} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
