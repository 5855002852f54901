import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX, UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { people as signIns } from '../../data/access.ts'
import type { Filter, RecordJson, RecordLink } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useCount, useList } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { InviteDialog } from '../access/InviteDialog.tsx'
import type { Dragged } from './DepartmentTree.tsx'
import { messages } from './messages.ts'
import { PersonDrawer } from './PersonDrawer.tsx'
import { PersonRow } from './PersonRow.tsx'
import type { TreeNode } from './tree.ts'

const fields = ['name', 'email', 'department', 'position', 'roles', 'active']

type Props = { node: TreeNode | undefined; onDrag: ((dragged: Dragged | null) => void) | undefined }

/** The people of a department, or of the whole company: where they work, what they may do, and whether they are here. */
export function People({ node, onDrag }: Props) {
  const t = useText(messages)
  const { me } = useMeta()
  const { of, open } = useSearch({ from: '/frame/settings/$section' })
  const navigate = useNavigate()
  const [range, setRange] = useState<'own' | 'below'>(node && node.children.length === 0 ? 'own' : 'below')
  const [state, setState] = useState<'active' | 'inactive'>('active')
  const [typed, setTyped] = useState('')
  const [isInviting, setInviting] = useState(false)
  const conditions: Filter[] = [
    { field: 'active', op: 'is', value: state === 'active' },
    ...(node ? [{ field: 'department', op: range === 'own' ? ('is' as const) : ('under' as const), value: node.id }] : []),
    ...(typed.trim() === '' ? [] : [{ field: 'name', op: 'contains' as const, value: typed.trim() }]),
  ]
  const filter: Filter = { all: conditions }
  const read = useList('user', { filter, fields, sort: ['name'], limit: 100 })
  const count = useCount('user', { filter })
  const { data: known } = useQuery({ queryKey: signIns.key, queryFn: signIns.list, enabled: me.isAdministrator, staleTime: 60_000 })
  const seen = new Map(known?.people.map((one) => [one.userId, one]))

  const show = (id: string | undefined) =>
    void navigate({
      to: '/settings/$section',
      params: { section: 'organisation' },
      search: { ...(of === undefined ? {} : { of }), ...(id === undefined ? {} : { open: id }) },
    })

  return (
    <>
      <div className="bar org-bar">
        <b className="el">{node?.name ?? t('everyone')}</b>
        {node && <span className="t3 small el org-head">{node.head ? t('headIs', { name: node.head.title }) : t('noHead')}</span>}
        <span className="end row g3">
          {node && node.children.length > 0 && (
            <Segmented
              label={t('range')}
              value={range}
              options={[
                ['own', t('ownOnly', { count: node.own })],
                ['below', t('withBelow', { count: node.total })],
              ]}
              onChange={setRange}
            />
          )}
          <Segmented
            label={t('state')}
            value={state}
            options={[
              ['active', t('onlyActive')],
              ['inactive', t('onlyInactive')],
            ]}
            onChange={setState}
          />
          <input
            type="search"
            className="field org-find"
            placeholder={t('findPerson')}
            aria-label={t('findPerson')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {me.isAdministrator && (
            <Button look="primary" icon={<UserPlus className="i s" aria-hidden="true" />} onClick={() => setInviting(true)}>
              {t('invite')}
            </Button>
          )}
        </span>
      </div>
      <div className="scroll">
        {read.error ? (
          <LoadError error={read.error} onRetry={read.reload} />
        ) : read.isPending ? (
          <SkeletonRows rows={8} />
        ) : read.records.length === 0 ? (
          <NobodyHere isSearched={typed.trim() !== ''} />
        ) : (
          <>
            <table className="plain org-people" aria-rowcount={count.data?.count}>
              <caption className="visually-hidden">{t('people')}</caption>
              <thead>
                <tr>
                  <th style={{ width: '22%' }}>{t('person')}</th>
                  <th>{t('department')}</th>
                  <th style={{ width: 130 }}>{t('position')}</th>
                  <th>{t('roles')}</th>
                  <th style={{ width: 104 }}>{t('state')}</th>
                  {me.isAdministrator && <th style={{ width: 130 }}>{t('lastSeen')}</th>}
                </tr>
              </thead>
              <tbody>
                {read.records.map((record) => (
                  <PersonRow
                    key={record.id}
                    record={record}
                    signIn={me.isAdministrator && known ? (seen.get(record.id) ?? null) : undefined}
                    isOpen={open === record.id}
                    onOpen={() => show(record.id)}
                    onDrag={onDrag}
                  />
                ))}
              </tbody>
            </table>
            {read.hasMore && (
              <Button size="sm" look="text" className="org-more-rows" onClick={read.loadMore}>
                {t('showMore')}
              </Button>
            )}
          </>
        )}
      </div>
      {open !== undefined && <PersonDrawer key={open} id={open} onClose={() => show(undefined)} />}
      {isInviting && <InviteDialog department={node ? { id: node.id, title: node.name } : null} onClose={() => setInviting(false)} />}
    </>
  )
}

function NobodyHere({ isSearched }: { isSearched: boolean }) {
  const t = useText(messages)
  return isSearched ? (
    <Empty icon={<SearchX className="i" aria-hidden="true" />} title={t('nobodyFound')}>
      {t('nobodyFoundText')}
    </Empty>
  ) : (
    <Empty icon={<Users className="i" aria-hidden="true" />} title={t('nobody')}>
      {t('nobodyText')}
    </Empty>
  )
}

export function linksOf(record: RecordJson, key: string): readonly RecordLink[] {
  return Array.isArray(record[key]) ? (record[key] as RecordLink[]) : []
}
