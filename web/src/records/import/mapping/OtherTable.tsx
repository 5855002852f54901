import { Info } from 'lucide-react'
import { inSentence, useLabel, useObject, useObjectIfReadable } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { useText } from '../../../text/index.ts'
import { useChangeReading } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

/** The file was recognised as a table of something else than what is being imported: said, with the way to put it right. */
export function OtherTable({ view }: { view: ImportView }) {
  const t = useText(messages)
  const label = useLabel()
  const change = useChangeReading(view.id)
  const object = useObject(view.object)
  const { recognised } = view
  const other = useObjectIfReadable(recognised?.object ?? undefined)
  if (!recognised?.table) return null
  const names = { system: label(recognised.label), table: label(recognised.table) }
  if (recognised.object === null)
    return (
      <div className="alert warn imp-other" role="status">
        <Info className="i" aria-hidden="true" />
        <span>
          {t('noRecordsHere', names)} {recognised.note && label(recognised.note)}
        </span>
      </div>
    )
  if (!other || other.key === view.object || !other.may.import) return null
  return (
    <div className="alert told imp-other" role="status">
      <Info className="i" aria-hidden="true" />
      <span className="grow">{t('otherTable', { ...names, object: inSentence(label(object.plural)) })}</span>
      <Button size="sm" busy={change.isPending && t('uploading')} onClick={() => change.mutate({ object: other.key })}>
        {t('importAs', { object: inSentence(label(other.plural)) })}
      </Button>
    </div>
  )
}
