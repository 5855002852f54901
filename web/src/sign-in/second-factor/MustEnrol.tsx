import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { secondFactor, signInLinks } from '../../data/access.ts'
import { client } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { useText } from '../../text/index.ts'
import { deviceOf } from '../device-name.ts'
import { EntryScreen } from '../EntryScreen.tsx'
import { AddPasskey } from '../passkey/AddPasskey.tsx'
import { passkeysWorkHere } from '../passkey/ceremony.ts'
import { messages as passkeyMessages } from '../passkey/messages.ts'
import { PasskeyButton } from '../passkey/PasskeyButton.tsx'
import { Enrolment } from './Enrolment.tsx'
import { messages } from './messages.ts'

/** Where somebody arrives who must have a second factor and has shown none: nothing else opens before that. */
export function MustEnrol() {
  const t = useText(messages)
  const words = useText(passkeyMessages)
  const navigate = useNavigate()
  const session = useQuery({ queryKey: ['session'], queryFn: () => client.session.get() })
  const { data: state } = useQuery({ queryKey: secondFactor.key, queryFn: secondFactor.state, staleTime: 0 })
  const { data: options } = useQuery({ queryKey: signInLinks.optionsKey, queryFn: signInLinks.options })
  const [by, setBy] = useState<'codes' | 'passkey'>('codes')
  const [refusal, setRefusal] = useState<unknown>(null)
  const mayAddPasskey = options !== undefined && passkeysWorkHere(options.passkeyHost)
  const hasPasskey = state !== undefined && state.passkeys > 0

  async function go(to: '/' | '/sign-in'): Promise<void> {
    queryClient.clear()
    await navigate({ to, replace: true })
  }

  const title = hasPasskey ? words('mustUse') : by === 'passkey' ? words('mustAdd') : t('mustSetUp')
  const text = hasPasskey ? words('mustUseText') : by === 'passkey' ? words('mustAddText') : t('mustSetUpText')
  return (
    <EntryScreen title={title}>
      <div className="entry-step">
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        {refusal !== null && (
          <div className="alert" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            <span>{problemText(refusal)}</span>
          </div>
        )}
        {hasPasskey ? (
          <PasskeyButton onPassed={() => void go('/')} onRefused={setRefusal} />
        ) : by === 'passkey' ? (
          <AddPasskey suggestedName={deviceOf(navigator.userAgent).system} onAdded={() => void go('/')} />
        ) : (
          state && <Enrolment email={session.data?.workspace?.name ?? ''} onDone={() => void go('/')} />
        )}
        <div className="links">
          {!hasPasskey && mayAddPasskey && (
            <button type="button" onClick={() => setBy(by === 'codes' ? 'passkey' : 'codes')}>
              {by === 'codes' ? words('insteadOfCodes') : words('insteadOfPasskey')}
            </button>
          )}
          <button type="button" onClick={() => void client.session.signOut().then(() => go('/sign-in'))}>
            {t('signOut')}
          </button>
        </div>
      </div>
    </EntryScreen>
  )
}
