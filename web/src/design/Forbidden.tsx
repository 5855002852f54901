import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { administrators } from '../data/access.ts'
import { useMeta } from '../data/meta.ts'
import { useText } from '../text/index.ts'
import { formatList } from './format.ts'
import { messages } from './messages.ts'

/** A right is missing: which one, what the reader's roles are, and whom to ask for it. */
export function Forbidden({ detail }: { detail: string }) {
  const t = useText(messages)
  const { me } = useMeta()
  const { data } = useQuery({ queryKey: administrators.key, queryFn: administrators.list, staleTime: 300_000 })
  const [first] = data?.administrators ?? []
  const roles = formatList(me.roles.map(({ name }) => name))
  const mail = first?.email
    ? `mailto:${first.email}?${new URLSearchParams({ subject: t('askSubject'), body: `${detail}\n${location.href}` }).toString().replaceAll('+', '%20')}`
    : undefined
  return (
    <div className="empty" role="alert">
      <Lock className="i" aria-hidden="true" />
      <b>{t('notAllowed')}</b>
      <p>
        {detail}
        <br />
        {roles === '' ? t('noRole') : t('yourRoles', { roles })}
        {first && (
          <>
            <br />
            {t('givenBy', { name: first.name })}
          </>
        )}
      </p>
      <div className="btns">
        {first && mail && (
          <a className="btn" href={mail}>
            {t('ask', { name: first.name })}
          </a>
        )}
        <Link to="/" className="btn bare">
          {t('toStart')}
        </Link>
      </div>
    </div>
  )
}
