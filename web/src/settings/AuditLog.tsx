import { useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useState } from 'react'
import { type AuditEntry, client, type Filter, type ObjectMeta } from '../data/client.ts'
import { fieldOf, useLabel, useObjectIfReadable } from '../data/meta.ts'
import { Person } from '../design/Avatar.tsx'
import { Button } from '../design/Button.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../design/format.ts'
import { Segmented } from '../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { describeCondition, inWords } from '../records/filter/describe.ts'
import { conditionsOf } from '../records/filter/filter-tree.ts'
import { useWording } from '../records/filter/use-wording.ts'
import { useText } from '../text/index.ts'
import { auditTexts } from './audit-messages.ts'

const kinds = ['export.made', 'export.downloaded'] as const
type Kind = (typeof kinds)[number]
const kindTexts = {
  'export.made': 'exportMade',
  'export.downloaded': 'exportDownloaded',
  'second_factor.enabled': 'factorEnabled',
  'second_factor.disabled': 'factorDisabled',
  'second_factor.reset': 'factorReset',
  'passkey.added': 'passkeyAdded',
  'passkey.removed': 'passkeyRemoved',
  'sign_in_policy.changed': 'policyChanged',
  'user.invited': 'userInvited',
  'user.joined': 'userJoined',
  'user.left': 'userLeft',
  'personal.erased': 'personalErased',
  'personal.exported': 'personalExported',
  'password.link_made': 'linkMade',
  'password.reset': 'passwordReset',
  'sessions.ended': 'sessionsEnded',
  'access_list.exported': 'accessListExported',
  'delegation.made': 'delegationMade',
  'delegation.ended': 'delegationEnded',
  'delegation.begun': 'delegationBegun',
  'delegation.left': 'delegationLeft',
  'token.created': 'tokenCreated',
  'token.revoked': 'tokenRevoked',
} as const
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
            <th style={{ width: 150 }}>{t('did')}</th>
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
function Details({ entry }: { entry: AuditEntry }) {
  const t = useText(auditTexts)
  const label = useLabel()
  const object = useObjectIfReadable(entry.object ?? undefined)
  const { details } = entry
  const format = typeof details['format'] === 'string' ? details['format'].toUpperCase() : ''
  const keys = Array.isArray(details['fields']) ? details['fields'].map(String) : []
  const fields = keys.map((key) => (object ? label(fieldOf(object, key)?.label ?? { zh: key, en: key }) : key)).join(', ')
  const fileName = typeof details['fileName'] === 'string' ? details['fileName'] : ''
  const parts = [titleOf(details['user']), nameOf(details['name']), format, fileName, fields && t('columns', { names: fields })].filter(
    (part) => part !== '',
  )
  const filter = details['filter'] as Filter | undefined
  return (
    <span title={filter === undefined ? parts.join(' · ') : `${parts.join(' · ')} · ${JSON.stringify(filter)}`}>
      {parts.join(' · ')}
      {filter && object ? <FilterWords object={object} filter={filter} /> : entry.kind === 'export.made' && ` · ${t('noFilter')}`}
    </span>
  )
}

function FilterWords({ object, filter }: { object: ObjectMeta; filter: Filter }) {
  const t = useText(auditTexts)
  const wording = useWording(object, filter)
  const chosen = chosenIds(filter)
  if (chosen > 0) return ` · ${t('chosen', { count: formatNumber(chosen) })}`
  const words = conditionsOf(filter).map((condition) => inWords(describeCondition(condition, object, wording)))
  return ` · ${t('filter', { filter: words.join('; ') })}`
}

/** How many rows were chosen one by one; 0 where a condition chose them. */
function chosenIds(filter: Filter): number {
  if ('any' in filter) return filter.any.reduce((sum, part) => sum + chosenIds(part), 0)
  return 'field' in filter && filter.field === 'id' && Array.isArray(filter.value) ? filter.value.length : 0
}

function isKind(kind: string): kind is keyof typeof kindTexts {
  return kind in kindTexts
}

function nameOf(name: unknown): string {
  return typeof name === 'string' ? name : ''
}

function titleOf(link: unknown): string {
  return typeof link === 'object' && link !== null && 'title' in link && typeof link.title === 'string' ? link.title : ''
}

function isWay(way: string): way is keyof typeof ways {
  return way in ways
}
