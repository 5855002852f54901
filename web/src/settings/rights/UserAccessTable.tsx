import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accessList } from '../../data/access.ts'
import { inAreaOrder, useLabel, useMeta } from '../../data/meta.ts'
import { formatList } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { LevelTable } from './LevelTable.tsx'
import { messages } from './messages.ts'
import { RightsCells, RightsHeads } from './RightsCells.tsx'

/** All that somebody may do with each object, and by which role. */
export function UserAccessTable({ id }: { id: string }) {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const [find, setFind] = useState('')
  const [isNarrow, setNarrow] = useState(true)
  const { data, error, refetch } = useQuery({ queryKey: accessList.userKey(id), queryFn: () => accessList.ofUser(id), staleTime: 0 })
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows />

  const rightsOf = new Map(data.objects.map(({ key, rights }) => [key, rights]))
  const asked = find.trim().toLowerCase()
  const rows = inAreaOrder(meta).filter(
    ({ key, plural }) =>
      `${plural.zh} ${plural.en}`.toLowerCase().includes(asked) && (!isNarrow || Object.keys(rightsOf.get(key) ?? {}).length > 0),
  )
  return (
    <div className="acl-scroll">
      <div className="acl-find">
        <p className="t2">
          {data.user.active ? formatList(data.user.roles.map(({ title }) => title)) || t('noRights') : t('inactiveUser')}
          {data.administrator && data.user.active && ` · ${t('administrator')}`}
        </p>
        <label className="row g3 end">
          <input type="checkbox" className="cb" checked={isNarrow} onChange={(event) => setNarrow(event.target.checked)} />
          {t('onlyGiven')}
        </label>
        <input
          type="search"
          className="field"
          placeholder={t('findObject')}
          aria-label={t('findObject')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </div>
      <table className="plain acl-table tall" aria-label={t('objectRights')}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 200 }}>
              {t('objectRights')}
            </th>
            <RightsHeads />
          </tr>
        </thead>
        <tbody>
          {rows.map((object) => (
            <tr key={object.key}>
              <th scope="row" className="k">
                <span className="row g4">
                  <Icon name={object.icon} size="s" />
                  <span className="el">{label(object.plural)}</span>
                </span>
              </th>
              <RightsCells rights={rightsOf.get(object.key) ?? {}} />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="acl-none t3">{t('noRights')}</p>}
      <LevelTable chosen={Object.fromEntries(data.classes.map(({ key, level }) => [key, level]))} />
    </div>
  )
}
