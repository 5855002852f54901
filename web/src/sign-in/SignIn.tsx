import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { client } from '../data/client.ts'
import { problemText } from '../data/problems.ts'
import { queryClient } from '../data/query-client.ts'
import { Button } from '../design/Button.tsx'
import { type Language, useText } from '../text/index.ts'
import { EntryScreen } from './EntryScreen.tsx'
import { knownEmail, rememberEmail } from './known-email.ts'
import { messages } from './messages.ts'
import { PasswordField } from './PasswordField.tsx'
import { PasskeyButton } from './passkey/PasskeyButton.tsx'
import { CodeStep } from './second-factor/CodeStep.tsx'
import { TextField } from './TextField.tsx'

/** Only a place of our own: never another site, however it is written. */
function placeAfter(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/'
}

export function SignIn() {
  const t = useText(messages)
  const { to } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const [email, setEmail] = useState(knownEmail)
  const [password, setPassword] = useState('')
  const [wasTried, setTried] = useState(false)
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [refusal, setRefusal] = useState<unknown>(null)
  const [chosenLanguage, setChosenLanguage] = useState<Language>()

  const signIn = useMutation({
    mutationFn: async () => {
      const answer = await client.session.signIn({ email: email.trim(), password })
      return 'secondFactor' in answer
    },
    onSuccess: async (asksForCode) => {
      rememberEmail(email.trim())
      setPassword('')
      setRefusal(null)
      setStep(asksForCode ? 'code' : 'password')
      if (!asksForCode) await enter()
    },
    onError: (error) => {
      setPassword('')
      setRefusal(error)
    },
  })

  async function enter(): Promise<void> {
    // A language picked here is meant: it goes with the account from now on. Whoever must set up a second factor first keeps it in the browser.
    if (chosenLanguage) await client.updateMe({ locale: chosenLanguage }).catch(() => undefined)
    queryClient.clear()
    await navigate({ href: placeAfter(to), replace: true })
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (email.trim() !== '' && password !== '' && !signIn.isPending) signIn.mutate()
  }

  if (step === 'code') {
    return (
      <EntryScreen title={t('title')} onLanguage={setChosenLanguage}>
        <CodeStep
          onPassed={() => void enter()}
          onStartOver={(why) => {
            setStep('password')
            setTried(false)
            setRefusal(why ?? null)
          }}
        />
      </EntryScreen>
    )
  }

  const isFirstTime = !signIn.isError && !signIn.isPending
  return (
    <EntryScreen title={t('title')} onLanguage={setChosenLanguage}>
      <form onSubmit={submit} noValidate>
        <h1>{t('welcome')}</h1>
        <p className="lead" />
        {refusal !== null && (
          <div className="alert" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            <span>{problemText(refusal)}</span>
          </div>
        )}
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username webauthn"
          autoFocus={email === ''}
          value={email}
          onChange={setEmail}
          problem={wasTried && email.trim() === '' ? t('emailMissing') : undefined}
        />
        <PasswordField
          label={t('password')}
          value={password}
          onChange={setPassword}
          autoFocus={email !== ''}
          problem={wasTried && isFirstTime && password === '' ? t('passwordMissing') : undefined}
        />
        <Button type="submit" look="primary" busy={signIn.isPending && t('signingIn')}>
          {t('signIn')}
        </Button>
        <PasskeyButton offersAtEmail onPassed={() => void enter()} onRefused={setRefusal} />
        <div className="links">
          <Link to="/forgotten">{t('forgottenTitle')}</Link>
        </div>
      </form>
    </EntryScreen>
  )
}
