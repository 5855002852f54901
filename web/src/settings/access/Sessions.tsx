import { useMutation, useQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { type SessionSummary, sessions } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { signOut } from '../../data/session.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatDateTime } from '../../design/format.ts'
import { LoadError } from '../../design/states.tsx'
import { deviceOf } from '../../sign-in/device-name.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** Where I am signed in, and out of there. */
export function Sessions() {
  const t = useText(messages)
  const { data, error, refetch } = useQuery({ queryKey: sessions.key, queryFn: sessions.list, staleTime: 0 })
  const endOthers = useMutation({
    mutationFn: sessions.endOthers,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: sessions.key })
      showToast({ text: t('othersEnded') })
    },
    onError: (failed) => showToast({ kind: 'failed', text: problemText(failed) }),
  })
  const list = data?.sessions ?? []

  return (
    <section>
      <h2>{t('sessions')}</h2>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      <ul className="session-list">
        {list.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      {list.length > 1 && (
        <Button busy={endOthers.isPending && t('wait')} onClick={() => endOthers.mutate()}>
          {t('endOthers')}
        </Button>
      )}
    </section>
  )
}

function SessionItem({ session }: { session: SessionSummary }) {
  const t = useText(messages)
  const { browser, isPhone } = deviceOf(session.userAgent)
  const device = browser || t('unknownBrowser')
  const end = useMutation({
    mutationFn: () => sessions.end(session.id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: sessions.key })
      showToast({ text: t('sessionEnded', { device }) })
    },
    onError: (failed) => showToast({ kind: 'failed', text: problemText(failed) }),
  })
  const DeviceIcon = isPhone ? Smartphone : Monitor
  return (
    <li>
      <DeviceIcon className="i" aria-hidden="true" />
      <span className="grow">
        <b>{device}</b> {session.current && <span className="tag">{t('thisOne')}</span>}
        <small className="t3">
          {t('lastUsed', { when: formatDateTime(session.lastUsedAt) })}
          {session.ipAddress && ` · ${t('from', { address: session.ipAddress })}`}
        </small>
      </span>
      <Button
        size="sm"
        aria-label={t('endSessionOf', { device })}
        busy={end.isPending && t('wait')}
        onClick={() => (session.current ? void signOut() : end.mutate())}
      >
        {t('endSession')}
      </Button>
    </li>
  )
}
