import './rights.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Shield } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { RecordJson, Values } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { useCreateRecord, useList } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
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

  function add(values: Values, label: string): void {
    create.mutate(
      { values: { ...values, name: label }, message: t('roleAdded', { label }) },
      {
        onSuccess: ({ id }) => {
          setName('')
          void navigate({ to: '/settings/$section', params: { section: 'rights' }, search: { of: id } })
        },
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    const label = name.trim()
    if (label !== '') add({ grants: {} }, label)
  }

  /** A copy never administers: that is given by hand. */
  function copy(role: RecordJson): void {
    const taken = new Set(roles.records.map((one) => String(one['name'])))
    const base = t('copyOf', { name: String(role['name']) })
    let label = base
    for (let number = 2; taken.has(label); number += 1) label = `${base} ${number}`
    const { description = null, grants = {}, readClasses = null } = role
    add({ description, grants, readClasses }, label)
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
      {chosen && (
        <RoleRights
          key={chosen.id}
          role={chosen}
          onCopy={() => copy(chosen)}
          onDeleted={() => void navigate({ to: '/settings/$section', params: { section: 'rights' } })}
        />
      )}
    </div>
  )
}
