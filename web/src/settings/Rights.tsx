import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Shield } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { problemText } from '../data/problems.ts'
import { useCreateRecord, useList } from '../data/records.ts'
import { showToast } from '../data/toasts.ts'
import { LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { RoleRights } from './RoleRights.tsx'

/** Roles, and what each may do with which records and fields. */
export function Rights() {
  const t = useText(messages)
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const navigate = useNavigate()
  const roles = useList('role', {
    fields: ['name', 'description', 'administrator', 'grants', 'readClasses'],
    sort: ['createdAt'],
    limit: 200,
  })
  const create = useCreateRecord('role')
  const [name, setName] = useState('')
  const chosen = roles.records.find(({ id }) => id === of) ?? roles.records[0]

  if (roles.error) return <LoadError error={roles.error} onRetry={roles.reload} />
  if (roles.isPending) return <SkeletonRows />

  function submit(event: FormEvent): void {
    event.preventDefault()
    const label = name.trim()
    if (label === '') return
    create.mutate(
      { values: { name: label, grants: {} }, message: t('roleAdded', { label }) },
      {
        onSuccess: ({ id }) => {
          setName('')
          void navigate({ to: '/settings/$section', params: { section: 'rights' }, search: { of: id } })
        },
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  return (
    <div className="split">
      <nav aria-label={t('rights')}>
        {roles.records.map((role) => (
          <Link
            key={role.id}
            to="/settings/$section"
            params={{ section: 'rights' }}
            search={{ of: role.id }}
            className={role === chosen ? 'on' : ''}
            aria-current={role === chosen ? 'page' : undefined}
          >
            <Shield className="i s" aria-hidden="true" />
            <span className="el">{String(role['name'])}</span>
          </Link>
        ))}
        <form className="row g2" style={{ padding: '8px 0' }} onSubmit={submit}>
          <input
            className="field"
            placeholder={t('addRole')}
            aria-label={t('addRole')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="ib" aria-label={t('addRole')} title={t('addRole')}>
            <Plus className="i" aria-hidden="true" />
          </button>
        </form>
      </nav>
      {chosen && <RoleRights key={chosen.id} role={chosen} />}
    </div>
  )
}
