import { useQuery } from '@tanstack/react-query'
import { LogOut, UserRoundCog } from 'lucide-react'
import { actAsMyself, actFor, delegations } from '../data/delegations.ts'
import { useMeta } from '../data/meta.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { tellFailure } from './WorkspaceChoice.tsx'

/** Whoever was lent somebody's work begins it here, and leaves it here. */
export function DelegationChoice() {
  const t = useText(messages)
  const { me } = useMeta()
  const { data } = useQuery({ queryKey: delegations.key, queryFn: delegations.list, enabled: !me.acting, staleTime: 0 })
  const lent = (data?.delegations ?? []).filter(({ borrower, status }) => borrower.id === me.principalId && status === 'active')
  if (!me.acting && lent.length === 0) return null

  return (
    <>
      <hr className="sep" />
      {me.acting ? (
        <button type="button" className="opt" onClick={() => void actAsMyself().catch(tellFailure)}>
          <LogOut className="i" aria-hidden="true" />
          {t('stopActingFor', { name: me.name })}
        </button>
      ) : (
        <>
          <div className="head">{t('delegations')}</div>
          {lent.map(({ id, lender }) => (
            <button key={id} type="button" className="opt" onClick={() => void actFor(id).catch(tellFailure)}>
              <UserRoundCog className="i" aria-hidden="true" />
              <span className="el">{t('actFor', { name: lender.title })}</span>
            </button>
          ))}
        </>
      )}
    </>
  )
}
