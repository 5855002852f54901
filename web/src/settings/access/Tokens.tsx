import { useMutation, useQuery } from '@tanstack/react-query'
import { Key, Plus } from 'lucide-react'
import { useState } from 'react'
import { type TokenSummary, type TokensOf, tokens } from '../../data/access.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatDateTime, formatExactDateTime } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { NewToken } from './NewToken.tsx'

/** Access tokens: one's own, and for administrators those of everybody. */
export function Tokens() {
  const t = useText(messages)
  const { me } = useMeta()
  const [of, setOf] = useState<TokensOf>('mine')
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<TokenSummary | null>(null)
  const { data, error, isPending, refetch } = useQuery({ queryKey: tokens.key(of), queryFn: () => tokens.list(of), staleTime: 0 })
  const make = (
    <Button icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setMaking(true)}>
      {t('newToken')}
    </Button>
  )

  return (
    <section className="token-screen">
      <div className="token-bar">
        <p className="t2">{t('tokensAbout')}</p>
        {me.isAdministrator && (
          <Segmented
            label={t('whose')}
            value={of}
            options={[
              ['mine', t('mine')],
              ['everybody', t('everybody')],
            ]}
            onChange={setOf}
          />
        )}
        {make}
      </div>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {isPending && <SkeletonRows rows={4} />}
      {data?.tokens.length === 0 && <Empty icon={<Key className="i" aria-hidden="true" />} title={t('noTokens')} />}
      {data && data.tokens.length > 0 && <TokenTable tokens={data.tokens} onRevoke={setRevoking} />}
      {isMaking && <NewToken onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog of={of} token={revoking} onClose={() => setRevoking(null)} />}
    </section>
  )
}

function TokenTable({ tokens: list, onRevoke }: { tokens: readonly TokenSummary[]; onRevoke: (token: TokenSummary) => void }) {
  const t = useText(messages)
  const hasOwners = list.some(({ principal }) => principal)
  const isOver = (token: TokenSummary) => token.expiresAt !== null && Date.parse(token.expiresAt) < Date.now()
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('tokenFor')}</th>
            {hasOwners && <th style={{ width: 150 }}>{t('owner')}</th>}
            <th style={{ width: 180 }}>{t('rights')}</th>
            <th style={{ width: 130 }}>{t('made')}</th>
            <th style={{ width: 160 }}>{t('ends')}</th>
            <th style={{ width: 130 }}>{t('used')}</th>
            <th style={{ width: 90 }} />
          </tr>
        </thead>
        <tbody>
          {list.map((token) => (
            <tr key={token.id}>
              <td className="k">
                {token.name} <code className="t3">{token.prefix}</code>
              </td>
              {hasOwners && <td>{token.principal && <Person id={token.principal.id} name={token.principal.title} />}</td>}
              <td>
                <Rights token={token} />
              </td>
              <td title={formatExactDateTime(token.createdAt)}>{formatDateTime(token.createdAt)}</td>
              <td>{token.expiresAt === null ? t('never') : isOver(token) ? t('ended') : formatDateTime(token.expiresAt)}</td>
              <td>{token.lastUsedAt === null ? t('unused') : formatDateTime(token.lastUsedAt)}</td>
              <td className="r">
                <Button size="xs" aria-label={t('revokeOf', { name: token.name })} onClick={() => onRevoke(token)}>
                  {t('revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What a token may do, in words; one whose role is gone is marked, because it opens nothing. */
function Rights({ token: { role, readOnly } }: { token: TokenSummary }) {
  const t = useText(messages)
  if (role && !role.held) return <span className="warn">{t('roleGone', { role: role.title })}</span>
  return [role?.title, readOnly && t('onlyReading')].filter(Boolean).join(' · ') || t('allRights')
}

function RevokeDialog({ of, token, onClose }: { of: TokensOf; token: TokenSummary; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const { name } = token
  const revoke = useMutation({
    mutationFn: () => tokens.revoke(of, token.id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: tokens.allKey })
      showToast({ text: t('revoked', { name }) })
      onClose()
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  return (
    <Dialog
      title={t('revokeTitle', { name })}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={revoke.isPending && t('wait')} onClick={() => revoke.mutate()}>
            {t('revoke')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="dialog-pad t2">{t('revokeText')}</p>
    </Dialog>
  )
}
