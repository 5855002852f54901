import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowUpRight, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Filter, ObjectMeta, RecordJson } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Icon } from '../../design/Icon.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { FieldDisplay, isFigure } from '../fields/FieldDisplay.tsx'
import { pageTexts } from './messages.ts'
import { linkedValues, type Relation } from './related.ts'
import { rememberWalk } from './walk.ts'

const CreateDialog = lazy(async () => ({ default: (await import('../form/CreateDialog.tsx')).CreateDialog }))

/** All records of one relation as a table; the full list with its filters is one step away. */
export function RelatedTab({
  object,
  record,
  title,
  relation,
}: {
  object: ObjectMeta
  record: RecordJson
  title: string
  relation: Relation
}) {
  const t = useText(pageTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const [isCreating, setCreating] = useState(false)
  const { object: other, field, heading, list } = relation
  const filter: Filter = { field: field.key, op: 'is', value: record.id }
  const query = { filter, sort: other.list.sort }
  const { records, isPending, error, hasMore, isLoadingMore, loadMore, reload } = useList(other.key, query)
  const columns = other.list.columns.flatMap((key) => (key === field.key ? [] : (fieldOf(other, key) ?? [])))
  const name = inSentence(label(other.label))

  function open(id: string): void {
    rememberWalk({
      object: other.key,
      title: `${title} · ${heading}`,
      href: location.pathname + location.search,
      query,
      ids: records.map((one) => one.id),
      next: null,
      total: list.count,
    })
    void navigate({ to: '/$route/$id', params: { route: other.route, id } })
  }

  if (error && records.length === 0) return <LoadError error={error} onRetry={reload} />
  return (
    <div className="rel-tab">
      <div className="rel-tools">
        {other.may.create && !field.readOnly && !record.deletedAt && (
          <Button size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setCreating(true)}>
            {t('addOf', { object: name })}
          </Button>
        )}
        <Link to="/$route" params={{ route: other.route }} search={{ filter }} className="btn sm bare end">
          <ArrowUpRight className="i s" aria-hidden="true" />
          {t('asList')}
        </Link>
      </div>
      {isPending ? (
        <SkeletonRows rows={6} />
      ) : records.length === 0 ? (
        <Empty icon={<Icon name={other.icon} />} title={t('noneOf', { object: name })} />
      ) : (
        <div className="rel-scroll">
          <table className="rel-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} scope="col" className={isFigure(column) ? 'r' : undefined}>
                    {label(column.label)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {records.map((one) => (
                <tr key={one.id}>
                  {columns.map((column, index) => (
                    <td
                      key={column.key}
                      className={`${isFigure(column) ? 'r' : ''}${index === 0 || column.key === other.title ? ' k' : ''}`}
                    >
                      {column.key === other.title ? (
                        <button type="button" className="rel-open el" onClick={() => open(one.id)}>
                          {String(one[column.key] ?? '')}
                        </button>
                      ) : (
                        <FieldDisplay
                          field={column}
                          value={one[column.key]}
                          place="cell"
                          masked={one.masked?.includes(column.key) ?? false}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {hasMore && (
            <Button size="sm" look="bare" busy={isLoadingMore && t('showMore')} onClick={loadMore}>
              {t('showMore')}
            </Button>
          )}
        </div>
      )}
      {isCreating && (
        <Suspense>
          <CreateDialog
            object={other.key}
            initial={linkedValues(object, record, other, field.key)}
            onClose={() => setCreating(false)}
            onCreated={() => setCreating(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
