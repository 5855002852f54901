import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { formatCount } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'
import { useWalk } from './walk.ts'

/** The phone's way back: to the list one came from, with the place in it. */
export function PhonePlace({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const found = useWalk(object.key, id)
  const title = found?.walk.title ?? label(object.plural)
  const total = found?.walk.total ? formatCount(found.walk.total) : String(found?.walk.ids.length ?? '')
  return (
    <Link to={found?.walk.href ?? `/${object.route}`} className="phone-back" aria-label={t('backTo', { title })}>
      <ChevronLeft className="i" aria-hidden="true" />
      <span className="el">
        {title} {found && t('position', { index: found.index + 1, total })}
      </span>
    </Link>
  )
}
