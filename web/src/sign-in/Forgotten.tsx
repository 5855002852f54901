import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { signInLinks } from '../data/access.ts'
import { problemText } from '../data/problems.ts'
import { Button } from '../design/Button.tsx'
import { useText } from '../text/index.ts'
import { EntryScreen } from './EntryScreen.tsx'
import { knownEmail } from './known-email.ts'
import { messages } from './messages.ts'
import { TextField } from './TextField.tsx'

/** Asks for a link by mail; what it answers tells nobody who has an account. */
export function Forgotten() {
  const t = useText(messages)
  const [email, setEmail] = useState(knownEmail)
  const options = useQuery({ queryKey: signInLinks.optionsKey, queryFn: signInLinks.options })
  const ask = useMutation({ mutationFn: () => signInLinks.forgotten(email.trim()) })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (email.trim() !== '' && !ask.isPending) ask.mutate()
  }

  const back = (
    <div className="links">
      <Link to="/sign-in">{t('backToSignIn')}</Link>
    </div>
  )
  if (ask.isSuccess || options.data?.mail === false) {
    return (
      <EntryScreen title={t('forgottenTitle')}>
        <div className="entry-step">
          <h1>{ask.isSuccess ? t('lookInMail') : t('forgottenTitle')}</h1>
          <p className="lead">{ask.isSuccess ? t('lookInMailText', { email: email.trim() }) : t('askAdministrator')}</p>
          {back}
        </div>
      </EntryScreen>
    )
  }
  return (
    <EntryScreen title={t('forgottenTitle')}>
      <form onSubmit={submit} noValidate>
        <h1>{t('forgottenTitle')}</h1>
        <p className="lead">{t('forgottenText')}</p>
        {ask.error && (
          <div className="alert" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            <span>{problemText(ask.error)}</span>
          </div>
        )}
        <TextField label={t('email')} type="email" autoComplete="username" autoFocus value={email} onChange={setEmail} />
        <Button
          type="submit"
          look="primary"
          busy={ask.isPending && t('sending')}
          whyNot={email.trim() === '' ? t('emailMissing') : undefined}
        >
          {t('sendLink')}
        </Button>
        {back}
      </form>
    </EntryScreen>
  )
}
