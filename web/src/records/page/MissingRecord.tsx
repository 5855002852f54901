import { Link, Navigate } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Empty } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { useMergedInto } from '../duplicates/api.ts'
import { pageTexts } from './messages.ts'

/** Not there, or not to be seen: one cannot tell which, and that is meant. */
export function MissingRecord({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const { data: survivor } = useMergedInto(object.key, id)
  // Links to a merged record lead to what it became.
  if (survivor) return <Navigate to="/$route/$id" params={{ route: object.route, id: survivor.id }} replace />
  return (
    <Empty
      icon={<SearchX className="i" aria-hidden="true" />}
      title={t('notFound', { object: inSentence(label(object.label)) })}
      actions={
        <>
          <Link to="/$route" params={{ route: object.route }} className="btn">
            {t('toList', { objects: inSentence(label(object.plural)) })}
          </Link>
          {object.may.delete && (
            <Link to="/recycle-bin" search={{ object: object.key }} className="btn bare">
              {t('toBin')}
            </Link>
          )}
        </>
      }
    >
      {t('notFoundHelp')}
    </Empty>
  )
}
