import { Link } from '@tanstack/react-router'
import { PoolLink } from '../customers/pools/PoolLink.tsx'
import type { ObjectMeta } from '../data/client.ts'
import { useLabel, useMeta } from '../data/meta.ts'
import { type RecentRecord, useRecent } from '../data/recent.ts'
import { useCount } from '../data/records.ts'
import { useStarred } from '../data/starred.ts'
import { formatCount } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useClashes, usePairs } from '../records/duplicates/api.ts'
import { SettingsLinks } from '../settings/SettingsLinks.tsx'
import { useText } from '../text/index.ts'
import { useAreas, useCurrentArea } from './areas.ts'
import { FavouriteViews } from './FavouriteViews.tsx'
import { messages } from './messages.ts'

const mostRecent = 8
const mostStarred = 8

export function Panel() {
  const t = useText(messages)
  const label = useLabel()
  const current = useCurrentArea()
  const area = useAreas().find(({ key }) => key === current)

  return (
    <aside className="panel" aria-label={t('panel')}>
      <h2>{area ? label(area.label) : current === 'settings' ? t('settings') : current === 'analysis' ? t('analysis') : t('home')}</h2>
      {current === 'settings' && <SettingsLinks />}
      {area && (
        <>
          {area.objects.map((object) => (
            <ObjectLink key={object.key} object={object} />
          ))}
          <PoolLink objects={area.objects} />
          <AreaTools objects={area.objects} />
        </>
      )}
      {current !== 'settings' && <FavouriteViews {...(area ? { area: area.key } : {})} />}
      {current !== 'settings' && <Starred />}
      {current !== 'settings' && <Recent />}
    </aside>
  )
}

function ObjectLink({ object }: { object: ObjectMeta }) {
  const label = useLabel()
  const { data: count } = useCount(object.key)
  return (
    <Link to="/$route" params={{ route: object.route }} activeOptions={{ includeSearch: false }} activeProps={{ className: 'on' }}>
      <Icon name={object.icon} size="s" />
      <span className="el">{label(object.plural)}</span>
      {count && <span className="cnt">{formatCount(count)}</span>}
    </Link>
  )
}

function AreaTools({ objects }: { objects: readonly ObjectMeta[] }) {
  const t = useText(messages)
  return (
    <>
      {objects.some(({ key }) => key === 'activity') && (
        <Link to="/calendar" activeProps={{ className: 'on' }}>
          <Icon name="calendar-days" size="s" />
          <span className="el">{t('calendar')}</span>
        </Link>
      )}
      {objects.some(({ duplicates }) => duplicates) && <DuplicatesLink object={objects.find(({ duplicates }) => duplicates)?.key ?? ''} />}
      {objects.some(({ may }) => may.import && may.create) && (
        <Link to="/imports" activeProps={{ className: 'on' }}>
          <Icon name="upload" size="s" />
          <span className="el">{t('imports')}</span>
        </Link>
      )}
      {objects.some(({ may }) => may.export) && (
        <Link to="/exports" activeProps={{ className: 'on' }}>
          <Icon name="download" size="s" />
          <span className="el">{t('exports')}</span>
        </Link>
      )}
      {objects.some(({ may }) => may.delete) && (
        <Link to="/recycle-bin" activeProps={{ className: 'on' }}>
          <Icon name="archive-restore" size="s" />
          <span className="el">{t('recycleBin')}</span>
        </Link>
      )}
    </>
  )
}

function DuplicatesLink({ object }: { object: string }) {
  const t = useText(messages)
  const { data } = usePairs(object)
  const { data: clashes } = useClashes(object)
  const total = data?.total
  const count = (total?.count ?? 0) + (clashes?.count ?? 0)
  return (
    <Link to="/duplicates" search={{ object }} activeProps={{ className: 'on' }}>
      <Icon name="copy" size="s" />
      <span className="el">{t('duplicates')}</span>
      {count > 0 && <span className="cnt">{formatCount({ count, exact: total?.exact !== false })}</span>}
    </Link>
  )
}

/** Records with a star: kept with the account, so they are there on every device. */
function Starred() {
  const t = useText(messages)
  const { starred } = useStarred()
  return <RecordLinks heading={t('starred')} records={starred.slice(0, mostStarred)} />
}

function Recent() {
  const t = useText(messages)
  return <RecordLinks heading={t('recent')} records={useRecent().slice(0, mostRecent)} />
}

function RecordLinks({ heading, records }: { heading: string; records: readonly RecentRecord[] }) {
  const { objects } = useMeta()
  const shown = records.flatMap((record) => {
    const object = objects.find(({ key }) => key === record.object)
    return object ? [{ ...record, object }] : []
  })
  if (shown.length === 0) return null
  return (
    <>
      <h3>{heading}</h3>
      {shown.map(({ object, id, title }) => (
        <Link key={id} to="/$route/$id" params={{ route: object.route, id }} activeProps={{ className: 'on' }} title={title}>
          <Icon name={object.icon} size="s" />
          <span className="el">{title}</span>
        </Link>
      ))}
    </>
  )
}
