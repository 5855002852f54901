import './second-factor.css'
import { useMutation } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type Enrolment as Begun, secondFactor } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { CodeField } from '../CodeField.tsx'
import { PasswordField } from '../PasswordField.tsx'
import { messages } from './messages.ts'
import { QrCode } from './QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** Turning the second factor on: the password once more, the picture to scan and a first code, the recovery codes. */
export function Enrolment({ email, onDone }: { email: string; onDone: () => void }) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [isOn, setOn] = useState(false)
  if (!begun) return <PasswordStep onBegun={setBegun} />
  if (!isOn) return <ScanStep uri={begun.uri} onConfirmed={() => setOn(true)} />
  return (
    <div className="enrol">
      <RecoveryCodes codes={begun.recoveryCodes} email={email} onKept={onDone} />
    </div>
  )
}

function PasswordStep({ onBegun }: { onBegun: (begun: Begun) => void }) {
  const t = useText(messages)
  const [password, setPassword] = useState('')
  const begin = useMutation({ mutationFn: () => secondFactor.begin(password), onSuccess: onBegun })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (password !== '' && !begin.isPending) begin.mutate()
  }

  return (
    <form className="enrol" onSubmit={submit}>
      <PasswordField
        label={t('password')}
        value={password}
        onChange={setPassword}
        autoFocus
        problem={begin.error ? problemText(begin.error) : undefined}
      />
      <Button type="submit" look="primary" busy={begin.isPending && t('wait')} whyNot={password === '' ? t('passwordMissing') : undefined}>
        {t('next')}
      </Button>
    </form>
  )
}

function ScanStep({ uri, onConfirmed }: { uri: string; onConfirmed: () => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => secondFactor.confirm(code),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: secondFactor.key })
      onConfirmed()
    },
    onError: () => setCode(''),
  })
  const key =
    new URL(uri).searchParams
      .get('secret')
      ?.match(/.{1,4}/g)
      ?.join(' ') ?? ''

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (code.trim() !== '' && !confirm.isPending) confirm.mutate()
  }

  return (
    <form className="enrol" onSubmit={submit}>
      <p className="t2">{t('scan')}</p>
      <QrCode text={uri} label={t('qr')} />
      <p className="t2">{t('manual')}</p>
      <div className="key">
        <code translate="no">{key}</code>
        <button
          type="button"
          className="ib sm"
          aria-label={t('copyKey')}
          title={t('copyKey')}
          onClick={() => void navigator.clipboard.writeText(key.replaceAll(' ', '')).then(() => showToast({ text: t('copied') }))}
        >
          <Copy className="i s" aria-hidden="true" />
        </button>
      </div>
      <CodeField label={t('firstCode')} value={code} onChange={setCode} problem={confirm.error ? problemText(confirm.error) : undefined} />
      <Button type="submit" look="primary" busy={confirm.isPending && t('wait')}>
        {t('turnOn')}
      </Button>
    </form>
  )
}
