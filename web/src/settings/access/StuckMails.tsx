import { useMutation, useQuery } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { type StuckMail, signInLinks, stuckMails } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatDateTime } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { LinkHandedOut } from './LinkHandedOut.tsx'
import { messages } from './messages.ts'

/** Invitations and links that the mail server did not take, with what it said. Nothing is shown while all get through. */
export function StuckMails() {
  const t = useText(messages)
  const { data } = useQuery({ queryKey: stuckMails.key, queryFn: stuckMails.list, staleTime: 0 })
  if (!data || data.mails.length === 0) return null
  return (
    <section>
      <h2>{t('mailsTitle')}</h2>
      <ul className="session-list mail-list">
        {data.mails.map((mail) => (
          <MailItem key={mail.id} mail={mail} />
        ))}
      </ul>
    </section>
  )
}

function MailItem({ mail }: { mail: StuckMail }) {
  const t = useText(messages)
  const { id, email, attempts, nextAt, reason } = mail
  const reread = () => void queryClient.invalidateQueries({ queryKey: stuckMails.key })
  const onError = (error: unknown) => showToast({ kind: 'failed', text: problemText(error) })
  const retry = useMutation({
    mutationFn: () => stuckMails.retry(id),
    onSuccess: () => showToast({ text: t('mailRetried', { email }) }),
    onSettled: reread,
    onError,
  })
  const drop = useMutation({ mutationFn: () => stuckMails.drop(id), onSettled: reread, onError })
  const link = useMutation({ mutationFn: () => signInLinks.make(mail.principalId, { byHand: true }), onError })

  return (
    <li>
      <MailWarning className="i" aria-hidden="true" />
      <span className="grow">
        <b>{email}</b> <span className="tag">{t(mail.kind === 'invitation' ? 'mailInvitation' : 'mailReset')}</span>
        <small className="t3">
          {nextAt === null ? t('mailFailed', { count: attempts }) : t('mailWaits', { count: attempts, when: formatDateTime(nextAt) })}
        </small>
        {reason !== null && (
          <small className="t2" lang="en" translate="no">
            {reason}
          </small>
        )}
      </span>
      <span className="btn-row">
        <Button size="sm" aria-label={t('mailRetryTo', { email })} busy={retry.isPending && t('wait')} onClick={() => retry.mutate()}>
          {t('mailRetry')}
        </Button>
        <Button size="sm" look="bare" busy={link.isPending && t('wait')} onClick={() => link.mutate()}>
          {t('mailByHand')}
        </Button>
        <Button size="sm" look="bare" aria-label={t('mailDropTo', { email })} onClick={() => drop.mutate()}>
          {t('mailDrop')}
        </Button>
      </span>
      {link.data && (
        <LinkHandedOut
          handedOut={link.data}
          name={email}
          onClose={() => {
            link.reset()
            drop.mutate()
          }}
        />
      )}
    </li>
  )
}
