import { useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useState } from 'react'
import { type AuditEntry, client } from '../data/client.ts'
import { useLabel } from '../data/meta.ts'
import { Person } from '../design/Avatar.tsx'
import { Button } from '../design/Button.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../design/format.ts'
import { Segmented } from '../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { auditTexts } from './audit-messages.ts'

const kinds = ['export.made', 'export.downloaded'] as const
type Kind = (typeof kinds)[number]
const kindTexts = { 'export.made': 'exportMade', 'export.downloaded': 'exportDownloaded' } as const
const ways = { web: 'throughWeb', api: 'throughApi', command: 'throughCommand', job: 'throughJob' } as const

/** Who took what out of the system: what no record's own history holds. */
export function AuditLog() {
  const t = useText(auditTexts)
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', kind],
    queryFn: ({ pageParam, signal }) =>
      client.audit(
        { limit: 50, ...(kind === 'all' ? {} : { kind }), ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  })
  const entries = data?.pages.flatMap((page) => page.entries) ?? []

  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  return (
    <section className="audit">
      <div className="audit-bar">
        <Segmented
          label={t('kind')}
          value={kind}
          options={[['all', t('everything')], ...kinds.map((one) => [one, t(kindTexts[one])] as const)]}
          onChange={setKind}
        />
      </div>
      {isPending && <SkeletonRows />}
      {!isPending && entries.length === 0 && (
        <Empty icon={<ClipboardList className="i" aria-hidden="true" />} title={t('nothing')}>
          {t('nothingText')}
        </Empty>
      )}
      {entries.length > 0 && <AuditTable entries={entries} />}
      {hasNextPage && (
        <div className="row" style={{ padding: 12 }}>
          <Button size="sm" busy={isFetchingNextPage && t('more')} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  )
}

function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useText(auditTexts)
  const label = useLabel()
  return (
    <div className="scroll">
      <table className="plain audit-table">
        <thead>
          <tr>
            <th style={{ width: 150 }}>{t('when')}</th>
            <th style={{ width: 150 }}>{t('who')}</th>
            <th style={{ width: 110 }}>{t('did')}</th>
            <th style={{ width: 110 }}>{t('what')}</th>
            <th style={{ width: 90 }} className="r">
              {t('rows')}
            </th>
            <th>{t('details')}</th>
            <th style={{ width: 90 }}>{t('through')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td title={formatExactDateTime(entry.at)}>{formatDateTime(entry.at)}</td>
              <td>
                <Person id={entry.principal.id} name={entry.principal.title} />
              </td>
              <td>{isKind(entry.kind) ? t(kindTexts[entry.kind]) : entry.kind}</td>
              <td>{entry.objectLabel ? label(entry.objectLabel) : (entry.object ?? '')}</td>
              <td className="r">{typeof entry.details['rows'] === 'number' ? formatNumber(entry.details['rows']) : ''}</td>
              <td className="audit-details">
                <Details entry={entry} />
              </td>
              <td>{isWay(entry.through) ? t(ways[entry.through]) : entry.through}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Form, columns and conditions, in short; the conditions as the API has them. */
function Details({ entry: { details } }: { entry: AuditEntry }) {
  const t = useText(auditTexts)
  const format = typeof details['format'] === 'string' ? details['format'].toUpperCase() : ''
  const fields = Array.isArray(details['fields']) ? details['fields'].join(', ') : ''
  const filter = details['filter'] === undefined ? '' : JSON.stringify(details['filter'])
  const fileName = typeof details['fileName'] === 'string' ? details['fileName'] : ''
  const parts = [
    format,
    fileName,
    fields && t('columns', { names: fields }),
    filter ? t('filter', { filter }) : details['format'] !== undefined && fileName === '' ? t('noFilter') : '',
  ].filter((part) => part !== '')
  const whole = parts.join(' · ')
  return <span title={whole}>{whole}</span>
}

function isKind(kind: string): kind is Kind {
  return kind in kindTexts
}

function isWay(way: string): way is keyof typeof ways {
  return way in ways
}
