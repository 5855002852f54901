import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { accessList } from '../../data/access.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { RightsCells, RightsHeads } from './RightsCells.tsx'

/** Roles, then people, that may do anything with the records of an object. */
export function ObjectAccessTable({ object }: { object: string }) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const asked = q.trim()
  const read = useInfiniteQuery({
    queryKey: accessList.objectKey(object, asked),
    queryFn: ({ pageParam }) =>
      accessList.ofObject(object, { ...(asked === '' ? {} : { q: asked }), ...(pageParam === undefined ? {} : { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    staleTime: 0,
  })
  if (read.error) return <LoadError error={read.error} onRetry={() => void read.refetch()} />
  if (read.isPending) return <SkeletonRows />
  const roles = read.data.pages[0]?.roles ?? []
  const people = read.data.pages.flatMap((page) => page.people)

  return (
    <div className="acl-scroll">
      <table className="plain acl-table" aria-label={t('rolesThatMay')}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 220 }}>
              {t('rolesThatMay')}
            </th>
            <th scope="col" className="r" style={{ width: 64 }}>
              {t('peopleCount')}
            </th>
            <RightsHeads />
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr key={role.id}>
              <th scope="row" className="k">
                <Link to="/settings/$section" params={{ section: 'rights' }} search={{ of: role.id }} className="el">
                  {role.name}
                </Link>
              </th>
              <td className="r n">{role.people}</td>
              <RightsCells rights={role.rights} withReason={false} />
            </tr>
          ))}
        </tbody>
      </table>
      <div className="acl-find">
        <h2>{t('peopleThatMay')}</h2>
        <input
          type="search"
          className="field"
          placeholder={t('findPerson')}
          aria-label={t('findPerson')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      </div>
      <table className="plain acl-table tall" aria-label={t('peopleThatMay')}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 160 }}>
              {t('person')}
            </th>
            <th scope="col" style={{ width: 124 }}>
              {t('department')}
            </th>
            <RightsHeads />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row" className="k">
                <Link
                  to="/settings/$section"
                  params={{ section: 'access-list' }}
                  search={{ user: person.id }}
                  aria-label={t('openPerson', { name: person.name })}
                >
                  <Person id={person.id} name={person.name} />
                </Link>
              </th>
              <td title={person.department?.title}>{person.department?.title ?? '—'}</td>
              <RightsCells rights={person.rights} />
            </tr>
          ))}
        </tbody>
      </table>
      {people.length === 0 && <p className="acl-none t3">{t('nobodyMay')}</p>}
      {read.hasNextPage && (
        <Button size="sm" look="text" className="acl-more" onClick={() => void read.fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </div>
  )
}
