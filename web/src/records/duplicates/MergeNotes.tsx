import type { ObjectMeta } from '../../data/client.ts'
import { Button } from '../../design/Button.tsx'
import { formatAgo } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { useMerges, useUnmerge } from './api.ts'
import './duplicates.css'
import { duplicateTexts } from './messages.ts'

/** On a record's page: what was merged into it and can still be taken out again. */
export function MergeNotes({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useText(duplicateTexts)
  const { data } = useMerges(object.key, id, object.duplicates !== undefined)
  const unmerge = useUnmerge(object.key)
  if (!data || data.merges.length === 0) return null
  return (
    <ul className="dup-merges">
      {data.merges.map((merge) => (
        <li key={merge.id}>
          {merge.title === null
            ? t('mergedFromHidden', { when: formatAgo(merge.at) })
            : t('mergedFrom', { when: formatAgo(merge.at), title: merge.title })}
          {object.may.update && object.may.delete && (
            <Button size="xs" onClick={() => unmerge(merge.id)}>
              {t('undoMerge')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
