import { UserRoundCog } from 'lucide-react'
import { actAsMyself } from '../data/delegations.ts'
import { useMeta } from '../data/meta.ts'
import { formatDateTime } from '../design/format.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { tellFailure } from './WorkspaceChoice.tsx'

/** As long as somebody works in another's name, every screen says so, and leads out of it. */
export function ActingNotice() {
  const t = useText(messages)
  const { me } = useMeta()
  if (!me.acting) return null
  return (
    <output className="offline acting">
      <UserRoundCog className="i s" aria-hidden="true" />
      <span className="grow">
        <b>{t('actingFor', { name: me.name })}</b>{' '}
        <span className="t3">{t(me.acting.readOnly ? 'actingReadOnly' : 'actingUntil', { until: formatDateTime(me.acting.until) })}</span>
      </span>
      <button type="button" className="link" onClick={() => void actAsMyself().catch(tellFailure)}>
        {t('stopActing')}
      </button>
    </output>
  )
}
