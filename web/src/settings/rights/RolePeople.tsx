import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import type { RecordLink } from '../../data/client.ts'
import { useList } from '../../data/records.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { formatList } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** Who has the role; each leads to where it is given and taken. */
export function RolePeople({ role }: { role: string }) {
  const t = useText(messages)
  const read = useList('user', {
    filter: { field: 'roles', op: 'contains', value: role },
    fields: ['name', 'department', 'roles', 'active'],
    sort: ['name'],
    limit: 100,
  })
  if (read.error) return <LoadError error={read.error} onRetry={read.reload} />
  if (read.isPending) return <SkeletonRows rows={6} />
  if (read.records.length === 0)
    return (
      <Empty icon={<Users className="i" aria-hidden="true" />} title={t('nobodyHas')}>
        {t('nobodyHasText')}
      </Empty>
    )
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('department')}</th>
            <th scope="col">{t('otherRoles')}</th>
          </tr>
        </thead>
        <tbody>
          {read.records.map((record) => {
            const department = record['department'] as RecordLink | null | undefined
            const roles = (record['roles'] as RecordLink[] | undefined) ?? []
            return (
              <tr key={record.id}>
                <td className="k">
                  <Link to="/settings/$section" params={{ section: 'organisation' }} search={{ open: record.id }} className="row g3">
                    <Person id={record.id} name={String(record['name'])} />
                    {record['active'] === false && <span className="tag">{t('inactive')}</span>}
                  </Link>
                </td>
                <td>{department?.title ?? '—'}</td>
                <td>{formatList(roles.filter(({ id }) => id !== role).map(({ title }) => title)) || '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {read.hasMore && (
        <Button size="sm" look="text" onClick={read.loadMore}>
          {t('showMore')}
        </Button>
      )}
    </>
  )
}
