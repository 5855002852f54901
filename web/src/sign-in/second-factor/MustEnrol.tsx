import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../data/client.ts'
import { queryClient } from '../../data/query-client.ts'
import { useText } from '../../text/index.ts'
import { EntryScreen } from '../EntryScreen.tsx'
import { Enrolment } from './Enrolment.tsx'
import { messages } from './messages.ts'

/** Where somebody arrives who must have a second factor and has none: nothing else opens before it is on. */
export function MustEnrol() {
  const t = useText(messages)
  const navigate = useNavigate()
  const session = useQuery({ queryKey: ['session'], queryFn: () => client.session.get() })

  async function go(to: '/' | '/sign-in'): Promise<void> {
    queryClient.clear()
    await navigate({ to, replace: true })
  }

  return (
    <EntryScreen title={t('mustSetUp')}>
      <div className="entry-step">
        <h1>{t('mustSetUp')}</h1>
        <p className="lead">{t('mustSetUpText')}</p>
        <Enrolment email={session.data?.workspace?.name ?? ''} onDone={() => void go('/')} />
        <div className="links">
          <button type="button" onClick={() => void client.session.signOut().then(() => go('/sign-in'))}>
            {t('signOut')}
          </button>
        </div>
      </div>
    </EntryScreen>
  )
}
