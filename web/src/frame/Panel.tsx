import { Link, useLocation, useSearch } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { PoolLink } from '../customers/pools/PoolLink.tsx'
import { poolOfView } from '../customers/pools/pool-views.ts'
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
import { isSeldom, useAreas, useCurrentArea } from './areas.ts'
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
          {area.objects
            .filter((object) => !isSeldom(object))
            .map((object) => (
              <ObjectLink key={object.key} object={object} />
            ))}
          <PoolLink objects={area.objects} />
          <AreaTools objects={area.objects} />
          <Seldom objects={area.objects} />
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
  const { view } = useSearch({ strict: false })
  // A pool has a line of its own.
  const isPool = poolOfView(view ?? '') !== undefined
  return (
    <Link
      to="/$route"
      params={{ route: object.route }}
      activeOptions={{ includeSearch: false }}
      activeProps={isPool ? {} : { className: 'on' }}
    >
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
    </>
  )
}

const seldomKey = 'guanxi.panel.more'

/** What is needed now and then, behind one line; it opens by itself where one of it is shown. */
function Seldom({ objects }: { objects: readonly ObjectMeta[] }) {
  const t = useText(messages)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const [wasOpened, setOpened] = useState(() => localStorage.getItem(seldomKey) === 'true')
  const seldom = objects.filter(isSeldom)
  const hasExports = objects.some(({ may }) => may.export)
  const hasBin = objects.some(({ may }) => may.delete)
  if (seldom.length === 0 && !hasExports && !hasBin) return null
  const isHere = ['/exports', '/recycle-bin', ...seldom.map(({ route }) => `/${route}`)].some(
    (one) => path === one || path.startsWith(`${one}/`),
  )
  const isOpen = wasOpened || isHere

  function toggle(): void {
    localStorage.setItem(seldomKey, String(!isOpen))
    setOpened(!isOpen)
  }

  return (
    <>
      <button
        type="button"
        className="panel-more"
        aria-expanded={isOpen}
        aria-disabled={isHere || undefined}
        onClick={isHere ? undefined : toggle}
      >
        <ChevronDown className="i s" aria-hidden="true" />
        {t('more')}
      </button>
      {isOpen && (
        <>
          {seldom.map((object) => (
            <ObjectLink key={object.key} object={object} />
          ))}
          {hasExports && (
            <Link to="/exports" activeProps={{ className: 'on' }}>
              <Icon name="download" size="s" />
              <span className="el">{t('exports')}</span>
            </Link>
          )}
          {hasBin && (
            <Link to="/recycle-bin" activeProps={{ className: 'on' }}>
              <Icon name="archive-restore" size="s" />
              <span className="el">{t('recycleBin')}</span>
            </Link>
          )}
        </>
      )}
    </>
  )
}

function DuplicatesLink({ object }: { object: string }) {
  const t = useText(messages)
  const { data } = usePairs(object)
  const { data: clashes } = useClashes(object, false)
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
