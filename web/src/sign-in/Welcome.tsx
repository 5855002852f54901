import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type OpenLink, signInLinks } from '../data/access.ts'
import { client } from '../data/client.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { goToWorkspace } from '../data/workspaces.ts'
import { Button } from '../design/Button.tsx'
import { shortestPassword } from '../set-up/set-up-check.ts'
import { useText } from '../text/index.ts'
import { EntryScreen } from './EntryScreen.tsx'
import { rememberEmail } from './known-email.ts'
import { messages } from './messages.ts'
import { PasswordField } from './PasswordField.tsx'

/** Where a link of an invitation or for a new password leads. The secret stands behind the `#`, and is sent in no address. */
export function Welcome() {
  const t = useText(messages)
  const [link] = useState(() => location.hash.slice(1))
  const opened = useQuery({ queryKey: ['sign-in-link', link], queryFn: () => signInLinks.open(link), retry: false, staleTime: Infinity })

  return (
    <EntryScreen title={t('choosePassword')}>
      {opened.error && (
        <div className="entry-step">
          <h1>{t('linkOver')}</h1>
          <p className="lead">{problemText(opened.error)}</p>
          <div className="links">
            <Link to="/sign-in">{t('backToSignIn')}</Link>
            <Link to="/forgotten">{t('forgottenTitle')}</Link>
          </div>
        </div>
      )}
      {opened.data && <ChoosePassword link={link} opened={opened.data} />}
    </EntryScreen>
  )
}

function ChoosePassword({ link, opened }: { link: string; opened: OpenLink }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const { email, kind, hasAccount } = opened
  const use = useMutation({
    mutationFn: async () => {
      const before = await client.session.get()
      await signInLinks.use(link, hasAccount ? undefined : password)
      const { workspaces } = await client.session.get()
      return workspaces.find(({ id }) => !before.workspaces.some((known) => known.id === id))
    },
    onSuccess: async (joined) => {
      // Whoever is signed in under this account goes straight to where they were invited.
      if (joined) return goToWorkspace(joined.id)
      rememberEmail(email)
      showToast({ text: hasAccount ? t('joined') : t('passwordReady') })
      await navigate({ to: '/sign-in', replace: true })
    },
  })
  const isReady = hasAccount || [...password].length >= shortestPassword

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (isReady && !use.isPending) use.mutate()
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1>{t(kind === 'invitation' ? 'welcomeNew' : 'choosePassword')}</h1>
      <p className="lead">{t(hasAccount ? 'joinText' : 'choosePasswordText', { email })}</p>
      {use.error && (
        <div className="alert" role="alert">
          <CircleAlert className="i" aria-hidden="true" />
          <span>{problemText(use.error)}</span>
        </div>
      )}
      {/* For password managers, which keep the password under this name. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {!hasAccount && (
        <PasswordField
          label={t('newPassword')}
          value={password}
          onChange={setPassword}
          isNew
          autoFocus
          hint={t('passwordHint', { count: shortestPassword })}
        />
      )}
      <Button
        type="submit"
        look="primary"
        busy={use.isPending && t('savingPassword')}
        whyNot={isReady ? undefined : t('passwordHint', { count: shortestPassword })}
      >
        {t(hasAccount ? 'join' : 'keepPassword')}
      </Button>
    </form>
  )
}
