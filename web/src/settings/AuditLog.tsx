import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { ClipboardList, Download } from 'lucide-react'
import { useState } from 'react'
import { type AuditEntry, client, type Filter, type ObjectMeta, type RecordLink } from '../data/client.ts'
import { fieldOf, useLabel, useObjectIfReadable } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { Person } from '../design/Avatar.tsx'
import { Button } from '../design/Button.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../design/format.ts'
import { Segmented } from '../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { describeCondition, inWords } from '../records/filter/describe.ts'
import { conditionsOf } from '../records/filter/filter-tree.ts'
import { useWording } from '../records/filter/use-wording.ts'
import { RecordPicker } from '../records/picker/RecordPicker.tsx'
import { useText } from '../text/index.ts'
import { auditTexts } from './audit-messages.ts'

/** Kinds that one looks for together. */
const groups = {
  signIns: 'sign_in.succeeded,sign_in.failed,sessions.ended,password.reset',
  unmasked: 'field.unmasked',
  exports: 'export.made,export.downloaded,access_list.exported,audit.exported',
  rights:
    'role.create,role.update,role.delete,role.restore,user.create,user.update,user.delete,user.restore,department.create,department.update,department.delete,recordShare.create,recordShare.update,recordShare.delete,recordShare.restore,sign_in_policy.changed,token.created,token.revoked',
  viewing: 'view_as.began,view_as.ended',
} as const
type Group = keyof typeof groups
const kindTexts = {
  'sign_in.succeeded': 'signedIn',
  'sign_in.failed': 'signInFailed',
  'field.unmasked': 'fieldUnmasked',
  'view_as.began': 'viewBegan',
  'view_as.ended': 'viewEnded',
  'audit.exported': 'auditExported',
  'audit.purged': 'auditPurged',
  'audit.retention_changed': 'retentionChanged',
  'role.create': 'roleCreated',
  'role.update': 'roleChanged',
  'role.delete': 'roleDeleted',
  'role.restore': 'roleRestored',
  'user.create': 'userCreated',
  'user.update': 'userChanged',
  'user.delete': 'userDeleted',
  'user.restore': 'userRestored',
  'department.create': 'departmentCreated',
  'department.update': 'departmentChanged',
  'department.delete': 'departmentDeleted',
  'recordShare.create': 'shareCreated',
  'recordShare.update': 'shareChanged',
  'recordShare.delete': 'shareDeleted',
  'recordShare.restore': 'shareRestored',
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

type Asked = { kind?: string; principal?: string; from?: string; until?: string }

/** Who did what that no record's own history holds: sign-ins, masked values looked at, exports, changes of rights, looking on as somebody else. */
export function AuditLog() {
  const t = useText(auditTexts)
  const [group, setGroup] = useState<Group | 'all'>('all')
  const [person, setPerson] = useState<RecordLink | null>(null)
  const [days, setDays] = useState({ from: '', until: '' })
  const asked: Asked = {
    ...(group === 'all' ? {} : { kind: groups[group] }),
    ...(person ? { principal: person.id } : {}),
    ...(days.from ? { from: new Date(`${days.from}T00:00`).toISOString() } : {}),
    ...(days.until ? { until: new Date(`${days.until}T24:00`).toISOString() } : {}),
  }
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam, signal }) =>
      client.audit({ limit: 50, ...asked, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
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
          value={group}
          options={[
            ['all', t('everything')],
            ['signIns', t('signIns')],
            ['unmasked', t('fieldUnmasked')],
            ['exports', t('exportMade')],
            ['rights', t('rights')],
            ['viewing', t('viewing')],
          ]}
          onChange={setGroup}
        />
        <div className="audit-person">
          <RecordPicker object="user" place="form" label={t('who')} placeholder={t('who')} value={person} onChange={setPerson} />
        </div>
        <DayInput label={t('from')} value={days.from} onChange={(from) => setDays({ ...days, from })} />
        <DayInput label={t('until')} value={days.until} onChange={(until) => setDays({ ...days, until })} />
        <a className="btn sm" href={`/api/v1/audit.csv?${new URLSearchParams(asked)}`} download>
          <Download className="i s" aria-hidden="true" />
          {t('exportCsv')}
        </a>
        <Retention />
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

function DayInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      type="date"
      className="field audit-day"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

const keptChoices = [90, 180, 365, 730, 1825]

/** How long entries are kept; the shortening is noted, and so is what it removes. */
function Retention() {
  const t = useText(auditTexts)
  const { data, refetch } = useQuery({
    queryKey: ['audit-retention'],
    queryFn: () => client.call<{ days: number | null }>('GET', '/audit/retention'),
  })
  const keep = useMutation({
    mutationFn: (days: number | null) => client.call('PUT', '/audit/retention', { body: { days } }),
    onSuccess: () => void refetch(),
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  if (!data) return null
  const choices = data.days === null || keptChoices.includes(data.days) ? keptChoices : [...keptChoices, data.days]
  return (
    <select
      className="field audit-day"
      aria-label={t('kept')}
      title={t('kept')}
      value={data.days ?? ''}
      onChange={(event) => keep.mutate(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">{t('keptForEver')}</option>
      {choices.map((days) => (
        <option key={days} value={days}>
          {t('keptDays', { count: days })}
        </option>
      ))}
    </select>
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
  const masked = typeof details['field'] === 'string' && object ? label(fieldOf(object, details['field'])?.label ?? { zh: '', en: '' }) : ''
  const parts = [
    entry.object === 'recordShare' ? '' : titleOf(details['record']),
    titleOf(details['about']),
    titleOf(details['sharedWith']),
    masked,
    titleOf(details['user']),
    nameOf(details['ip']),
    nameOf(details['name']),
    format,
    fileName,
    fields && t('columns', { names: fields }),
  ].filter((part) => part !== '')
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
