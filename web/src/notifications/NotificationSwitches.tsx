import './notifications.css'
import { currentMeta, useMeta } from '../data/meta.ts'
import { useUpdateMe } from '../data/session.ts'
import { Switch } from '../design/Switch.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { kinds } from './NotificationList.tsx'

/** What I want to be told: a switch for each kind. */
export function NotificationSwitches() {
  const t = useText(messages)
  const { me } = useMeta()
  const update = useUpdateMe()
  const chosen = switchesOf(me.settings)
  return (
    <section>
      <h2>{t('notifications')}</h2>
      <ul className="nt-switches">
        {kinds.map((kind) => (
          <li key={kind}>
            <span>
              <b>{t(kind)}</b>
              <span className="t3 small">{t(`${kind}About`)}</span>
            </span>
            <Switch
              label={t(kind)}
              isOn={chosen[kind] !== false}
              onChange={(isOn) =>
                update.mutate({ settings: { notifications: { ...switchesOf(currentMeta()?.me.settings), [kind]: isOn } } })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function switchesOf(settings: Record<string, unknown> | undefined): Record<string, boolean> {
  return (settings?.['notifications'] as Record<string, boolean> | undefined) ?? {}
}
