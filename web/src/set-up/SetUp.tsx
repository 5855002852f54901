import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import { client, isProblem, type SetUp as SetUpValues } from '../data/client.ts'
import { fieldProblems, problemText } from '../data/problems.ts'
import { queryClient } from '../data/query-client.ts'
import { Button } from '../design/Button.tsx'
import { EntryScreen } from '../sign-in/EntryScreen.tsx'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { SelectField, TextField } from '../sign-in/TextField.tsx'
import { type Language, useLanguage, useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { currencyOptions, ownTimeZone, timeZoneOptions, zoneName } from './regional.ts'
import { setUpGaps, shortestPassword } from './set-up-check.ts'

/** The first visit to a new installation: the workspace and its administrator. */
export function SetUp() {
  const t = useText(messages)
  const language = useLanguage()
  const navigate = useNavigate()
  const [given, setGiven] = useState<Omit<SetUpValues, 'locale'>>({
    workspaceName: '',
    currency: 'CNY',
    timeZone: ownTimeZone(),
    name: '',
    email: '',
    password: '',
  })
  const [wasTried, setTried] = useState(false)
  const currencies = useMemo(() => currencyOptions(language), [language])
  const zones = useMemo(() => withOwn(timeZoneOptions(new Date(), language), language), [language])

  const values: SetUpValues = { ...given, locale: language }
  const gaps = setUpGaps(values)
  const setUp = useMutation({
    mutationFn: () =>
      client.setUp.run({ ...values, workspaceName: values.workspaceName.trim(), name: values.name.trim(), email: values.email.trim() }),
    onSuccess: async () => {
      queryClient.clear()
      await navigate({ to: '/', replace: true })
    },
  })
  const refused = fieldProblems(setUp.error)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    setTried(true)
    if (gaps.length > 0) {
      const form = event.currentTarget
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
    } else if (!setUp.isPending) setUp.mutate()
  }

  const problemOf = (field: keyof SetUpValues, label: string): string | undefined => {
    const gap = wasTried ? gaps.find((one) => one.field === field)?.gap : undefined
    if (gap === 'missing') return t('missing', { field: label })
    if (gap === 'email') return t('emailWrong')
    if (gap === 'short') return t('passwordShort', { count: shortestPassword - [...given.password].length })
    return refused[field]
  }
  const bind = (field: Exclude<keyof SetUpValues, 'locale'>, label: string) => ({
    label,
    value: given[field],
    onChange: (value: string) => setGiven((before) => ({ ...before, [field]: value })),
    problem: problemOf(field, label),
  })

  return (
    <EntryScreen title={t('title')}>
      <form className="wide-form" onSubmit={submit} noValidate>
        <h1>{t('heading')}</h1>
        <p className="lead">{t('lead')}</p>
        {setUp.error && Object.keys(refused).length === 0 && (
          <div className="alert" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            <span>{isProblem(setUp.error, 'already_set_up') ? <AlreadySetUp /> : problemText(setUp.error)}</span>
          </div>
        )}
        <h2>{t('company')}</h2>
        <TextField {...bind('workspaceName', t('workspaceName'))} required autoFocus autoComplete="organization" />
        <div className="two">
          <SelectField {...bind('currency', t('currency'))} options={currencies} />
          <SelectField {...bind('timeZone', t('timeZone'))} options={zones} />
        </div>
        <h2>{t('you')}</h2>
        <div className="two">
          <TextField {...bind('name', t('name'))} required autoComplete="name" />
          <TextField {...bind('email', t('email'))} required type="email" autoComplete="username" />
        </div>
        <PasswordField {...bind('password', t('password'))} isNew hint={t('passwordHint', { count: shortestPassword })} />
        <Button type="submit" look="primary" busy={setUp.isPending && t('starting')}>
          {t('start')}
        </Button>
      </form>
    </EntryScreen>
  )
}

function AlreadySetUp() {
  const t = useText(messages)
  return (
    <>
      {t('existing')}{' '}
      <Link to="/sign-in" className="link">
        {t('toSignIn')}
      </Link>
    </>
  )
}

/** Some browsers name a zone that their own list does not hold. */
function withOwn(zones: (readonly [string, string])[], language: Language): (readonly [string, string])[] {
  const own = ownTimeZone()
  return zones.some(([zone]) => zone === own) ? zones : [[own, zoneName(own, language)], ...zones]
}
