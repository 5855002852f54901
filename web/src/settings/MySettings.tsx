import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { CalendarFeed } from '../customers/calendar/CalendarFeed.tsx'
import { client } from '../data/client.ts'
import { isGuideWanted } from '../data/first-steps.ts'
import { useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { useUpdateMe } from '../data/session.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { Switch } from '../design/Switch.tsx'
import { AppearanceChoices } from '../frame/AppearanceChoices.tsx'
import { messages as homeTexts } from '../home/messages.ts'
import { NotificationSwitches } from '../notifications/NotificationSwitches.tsx'
import { timeZoneOptions } from '../set-up/regional.ts'
import { shortestPassword } from '../set-up/set-up-check.ts'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { SelectField } from '../sign-in/TextField.tsx'
import { useLanguage, useText } from '../text/index.ts'
import { LeaveWorkspace } from './access/LeaveWorkspace.tsx'
import { Passkeys } from './access/Passkeys.tsx'
import { SecondFactor } from './access/SecondFactor.tsx'
import { Sessions } from './access/Sessions.tsx'
import { messages } from './messages.ts'

export function MySettings() {
  const t = useText(messages)
  const home = useText(homeTexts)
  const language = useLanguage()
  const { me, workspace } = useMeta()
  const update = useUpdateMe()
  const zones = useMemo(() => timeZoneOptions(new Date(), language), [language])

  return (
    <div className="settings-page">
      <section>
        <h2>{t('account')}</h2>
        <dl className="pairs">
          <dt>{t('name')}</dt>
          <dd>{me.name}</dd>
          <dt>{t('email')}</dt>
          <dd>{me.email}</dd>
          {me.department && (
            <>
              <dt>{t('department')}</dt>
              <dd>{me.department.title}</dd>
            </>
          )}
          <dt>{t('roles')}</dt>
          <dd>{me.roles.map(({ name }) => name).join(' · ') || '—'}</dd>
        </dl>
      </section>
      <section>
        <h2>{t('appearance')}</h2>
        <AppearanceChoices />
        <SelectField
          label={t('timeZone')}
          value={me.timeZone || workspace.timeZone}
          options={zones.map(([zone, words]) =>
            zone === workspace.timeZone ? [zone, t('sameAsWorkspace', { zone: words })] : [zone, words],
          )}
          onChange={(timeZone) => update.mutate({ timeZone })}
        />
        <div className="row g3">
          <Switch
            label={home('guideShown')}
            isOn={isGuideWanted(me.settings) !== false}
            onChange={(isOn) => update.mutate({ settings: { firstSteps: isOn ? 'shown' : 'hidden' } })}
          />
          {home('guideShown')}
        </div>
      </section>
      <NotificationSwitches />
      <CalendarFeed />
      <Password />
      <Passkeys />
      <SecondFactor />
      <Sessions />
      <LeaveWorkspace />
    </div>
  )
}

function Password() {
  const t = useText(messages)
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => client.call('POST', '/me/password', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('')
      setPassword('')
      showToast({ text: t('passwordChanged') })
    },
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    change.mutate()
  }

  const isReady = current !== '' && [...password].length >= shortestPassword
  return (
    <section>
      <h2>{t('changePassword')}</h2>
      <form onSubmit={submit}>
        <PasswordField
          label={t('currentPassword')}
          value={current}
          onChange={setCurrent}
          problem={change.error ? problemText(change.error) : undefined}
        />
        <PasswordField
          label={t('newPassword')}
          value={password}
          onChange={setPassword}
          isNew
          hint={t('passwordHint', { count: shortestPassword })}
        />
        <Button
          type="submit"
          busy={change.isPending && t('saving')}
          whyNot={isReady ? undefined : t('passwordHint', { count: shortestPassword })}
        >
          {t('changePassword')}
        </Button>
      </form>
    </section>
  )
}
