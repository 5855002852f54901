import './second-factor.css'
import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { client, isProblem } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { CodeField } from '../CodeField.tsx'
import { messages } from './messages.ts'

/** The second step of the sign-in: a code of the app, or a recovery code. */
export function CodeStep({ onPassed, onStartOver }: { onPassed: () => void; onStartOver: (why?: unknown) => void }) {
  const t = useText(messages)
  const [kind, setKind] = useState<'app' | 'recovery'>('app')
  const [code, setCode] = useState('')
  const [trust, setTrust] = useState(false)
  const verify = useMutation({
    mutationFn: () => client.session.secondFactor({ code, kind, trust }),
    onSuccess: onPassed,
    onError: (error) => {
      setCode('')
      // The password has to be given anew: the first step says so.
      if (isProblem(error) && error.status === 401) onStartOver(error)
    },
  })
  const atField = isProblem(verify.error) && verify.error.status === 400 ? problemText(verify.error) : undefined

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (code.trim() !== '' && !verify.isPending) verify.mutate()
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1>{t(kind === 'app' ? 'enterCode' : 'enterRecovery')}</h1>
      <p className="lead">{t(kind === 'app' ? 'enterCodeText' : 'enterRecoveryText')}</p>
      {verify.error && !atField && (
        <div className="alert" role="alert">
          <CircleAlert className="i" aria-hidden="true" />
          <span>{problemText(verify.error)}</span>
        </div>
      )}
      <CodeField
        key={kind}
        kind={kind}
        label={t(kind === 'app' ? 'code' : 'recoveryCode')}
        value={code}
        onChange={setCode}
        problem={atField}
      />
      <label className="check">
        <input type="checkbox" checked={trust} onChange={(event) => setTrust(event.target.checked)} />
        {t('trust')}
      </label>
      <Button type="submit" look="primary" busy={verify.isPending && t('verifying')}>
        {t('verify')}
      </Button>
      <div className="links">
        <button
          type="button"
          onClick={() => {
            setCode('')
            verify.reset()
            setKind(kind === 'app' ? 'recovery' : 'app')
          }}
        >
          {t(kind === 'app' ? 'useRecovery' : 'useApp')}
        </button>
        <button type="button" onClick={() => onStartOver()}>
          {t('startOver')}
        </button>
      </div>
    </form>
  )
}
