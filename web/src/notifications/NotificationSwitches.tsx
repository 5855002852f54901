import './notifications.css'
import { currentMeta, useMeta } from '../data/meta.ts'
import { useUpdateMe } from '../data/session.ts'
import { formatDuration } from '../design/format.ts'
import { Switch } from '../design/Switch.tsx'
import { SelectField } from '../sign-in/TextField.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { kinds } from './NotificationList.tsx'

/** What I want to be told: a switch for each kind. */
export function NotificationSwitches() {
  const t = useText(messages)
  const { me } = useMeta()
  const update = useUpdateMe()
  const chosen = switchesOf(me.settings)
  const channels = channelsOf(me.settings)
  const minutes = (me.settings?.['reminders'] as { minutes?: number } | undefined)?.minutes ?? usualMinutes
  const leadWords = (lead: number) => (lead === 0 ? t('atTheMoment') : formatDuration(lead * 60))
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
            <label className="nt-mail small">
              <input
                type="checkbox"
                aria-label={t('mailOf', { kind: t(kind) })}
                checked={channels[kind]?.mail === true}
                disabled={chosen[kind] === false}
                onChange={(event) =>
                  update.mutate({
                    settings: { channels: { ...channelsOf(currentMeta()?.me.settings), [kind]: { mail: event.target.checked } } },
                  })
                }
              />
              {t('byMail')}
            </label>
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
      <SelectField
        label={t('remindBefore')}
        value={String(minutes)}
        options={[...new Set([...leads, minutes])].toSorted((a, b) => a - b).map((lead) => [String(lead), leadWords(lead)])}
        onChange={(lead) => update.mutate({ settings: { reminders: { minutes: Number(lead) } } })}
      />
      <div className="row g3">
        <Switch
          label={t('digest')}
          isOn={me.settings?.['digest'] === true}
          onChange={(isOn) => update.mutate({ settings: { digest: isOn } })}
        />
        <span>
          {t('digest')} <span className="t3 small">{t('digestAbout')}</span>
        </span>
      </div>
    </section>
  )
}

const usualMinutes = 15
const leads = [0, 5, 10, 15, 30, 60, 120, 1440]

function channelsOf(settings: Record<string, unknown> | undefined): Record<string, { mail?: boolean }> {
  return (settings?.['channels'] as Record<string, { mail?: boolean }> | undefined) ?? {}
}

function switchesOf(settings: Record<string, unknown> | undefined): Record<string, boolean> {
  return (settings?.['notifications'] as Record<string, boolean> | undefined) ?? {}
}
