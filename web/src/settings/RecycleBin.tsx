import './settings.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArchiveRestore } from 'lucide-react'
import type { ObjectMeta, RecordJson, RecordLink } from '../data/client.ts'
import { inAreaOrder, inSentence, useLabel, useMeta } from '../data/meta.ts'
import { useCount, useList, useRestoreRecord } from '../data/records.ts'
import { Person } from '../design/Avatar.tsx'
import { Button } from '../design/Button.tsx'
import { formatAgo, formatCount, formatExactDateTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

export function RecycleBin() {
  const t = useText(messages)
  const objects = inAreaOrder(useMeta())
  const { object: asked } = useSearch({ from: '/frame/recycle-bin' })
  const deletable = objects.filter(({ may, internal }) => may.delete && !internal)
  const chosen = deletable.find(({ key }) => key === asked) ?? deletable[0]

  return (
    <Page title={t('recycleBin')}>
      <div className="split">
        <nav aria-label={t('object')}>
          {deletable.map((object) => (
            <BinLink key={object.key} object={object} isOn={object === chosen} />
          ))}
        </nav>
        {chosen && <Bin key={chosen.key} object={chosen} />}
      </div>
    </Page>
  )
}

function BinLink({ object, isOn }: { object: ObjectMeta; isOn: boolean }) {
  const label = useLabel()
  const { data: count } = useCount(object.key, { deleted: true })
  return (
    <Link to="/recycle-bin" search={{ object: object.key }} className={isOn ? 'on' : ''} aria-current={isOn ? 'page' : undefined}>
      <Icon name={object.icon} size="s" />
      {label(object.plural)}
      {count !== undefined && count.count > 0 && <span className="cnt">{formatCount(count)}</span>}
    </Link>
  )
}

function Bin({ object }: { object: ObjectMeta }) {
  const t = useText(messages)
  const label = useLabel()
  const list = useList(object.key, { deleted: true, fields: [object.title, 'deletedAt', 'changedBy'] })

  if (list.error) return <LoadError error={list.error} onRetry={list.reload} />
  if (list.isPending) return <SkeletonRows />
  if (list.records.length === 0) {
    return (
      <Empty icon={<ArchiveRestore className="i" aria-hidden="true" />} title={t('binEmpty', { object: inSentence(label(object.plural)) })}>
        {t('binEmptyText')}
      </Empty>
    )
  }
  return (
    <section>
      <div className="scroll">
        <table className="plain">
          <thead>
            <tr>
              <th>{label(object.label)}</th>
              <th style={{ width: 160 }}>{t('deletedBy')}</th>
              <th style={{ width: 120 }}>{t('deletedAt')}</th>
              <th style={{ width: 96 }} aria-label={t('restore')} />
            </tr>
          </thead>
          <tbody>
            {list.records.map((record) => (
              <Deleted key={record.id} object={object} record={record} />
            ))}
          </tbody>
        </table>
        {list.hasMore && (
          <div className="row" style={{ padding: 12 }}>
            <Button size="sm" onClick={list.loadMore}>
              {t('showMore')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function Deleted({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const restore = useRestoreRecord(object.key)
  const title = String(record[object.title] ?? '')
  const by = record.changedBy as RecordLink | undefined

  return (
    <tr>
      <td className="k">{title}</td>
      <td>{by && <Person id={by.id} name={by.title} />}</td>
      <td title={record.deletedAt ? formatExactDateTime(record.deletedAt) : undefined}>
        {record.deletedAt ? formatAgo(record.deletedAt) : ''}
      </td>
      <td className="r">
        <Button
          size="xs"
          onClick={() =>
            restore.mutate(
              { id: record.id, title },
              { onSuccess: () => void navigate({ to: '/recycle-bin', search: { object: object.key }, replace: true }) },
            )
          }
          busy={restore.isPending && t('restore')}
        >
          {t('restore')}
        </Button>
      </td>
    </tr>
  )
}
