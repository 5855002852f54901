import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { RecordJson } from '../../data/client.ts'
import { useObject } from '../../data/meta.ts'
import { useList, useRecord } from '../../data/records.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { PlaceLine } from '../visits/PlaceLine.tsx'
import { usePlace } from '../visits/use-place.ts'
import { distanceText } from '../visits/VisitMark.tsx'
import { messages } from './messages.ts'
import './nearby.css'
import { ranges } from './nearby-search.ts'
import { Plot } from './Plot.tsx'
import { boxFilter, type Point, placedAt } from './plane.ts'

const mostShown = 500
const usualKilometres = 3

/** Customers around me, or around a customer: by distance, and drawn true to scale without any outside map. */
export function NearbyPage() {
  const t = useText(messages)
  const { of } = useSearch({ from: '/frame/nearby' })
  return <Page title={t('title')}>{of ? <AroundCustomer id={of} /> : <AroundMe />}</Page>
}

function AroundCustomer({ id }: { id: string }) {
  const t = useText(messages)
  const { data: customer, error } = useRecord('account', id, { fields: ['name', 'latitude', 'longitude'] })
  if (error) return <LoadError error={error} />
  if (!customer) return <SkeletonRows />
  const centre = pointOf(customer)
  if (!centre)
    return (
      <Empty icon={<MapPinOff className="i" aria-hidden="true" />} title={t('noPlace', { name: String(customer['name']) })}>
        {t('noPlaceHelp')}
      </Empty>
    )
  return <Around centre={centre} name={String(customer['name'])} without={id} />
}

function AroundMe() {
  const t = useText(messages)
  const { place, again } = usePlace()
  return (
    <>
      {place?.state !== 'found' && (
        <div className="nearby-ask">
          <PlaceLine place={place} onAgain={again} isLooking />
        </div>
      )}
      {place?.state === 'found' && <Around centre={place} name={t('here')} />}
    </>
  )
}

function Around({ centre, name, without }: { centre: Point; name: string; without?: string }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const account = useObject('account')
  const { km = usualKilometres } = useSearch({ from: '/frame/nearby' })
  const [marked, setMarked] = useState<readonly string[]>([])
  const { latitude, longitude } = centre
  const filter = useMemo(() => boxFilter({ latitude, longitude }, km * 1000), [latitude, longitude, km])
  const { records, isPending, error, hasMore, reload } = useList('account', {
    filter,
    fields: ['name', 'latitude', 'longitude', 'owner', 'lastActivityAt'],
    sort: ['latitude'],
    limit: mostShown,
  })
  const near = records
    .flatMap((record) => {
      const point = record.id === without ? null : pointOf(record)
      return point ? [placedAt(record, point, centre)] : []
    })
    .filter(({ metres }) => metres <= km * 1000)
    .toSorted((a, b) => a.metres - b.metres)

  if (error) return <LoadError error={error} onRetry={reload} />
  return (
    <div className="nearby">
      <div className="nearby-bar">
        <Segmented
          label={t('range')}
          value={String(km)}
          options={ranges.map((one) => [String(one), `${one} km`])}
          onChange={(value) => void navigate({ to: '.', search: (old) => ({ ...old, km: Number(value) }), replace: true })}
        />
        <span className="t3" role="status">
          {isPending ? '' : t(hasMore ? 'tooMany' : 'found', { count: near.length })}
        </span>
      </div>
      <div className="nearby-columns">
        <Plot near={near} metres={km * 1000} name={name} marked={marked} onMark={setMarked} />
        {isPending ? (
          <SkeletonRows />
        ) : near.length === 0 ? (
          <Empty icon={<MapPinOff className="i" aria-hidden="true" />} title={t('nobody', { km })}>
            {t('nobodyHelp')}
          </Empty>
        ) : (
          <ol className="nearby-list">
            {near.map(({ item, metres }) => (
              <li key={item.id} data-marked={marked.includes(item.id) || undefined}>
                <Link to="/$route/$id" params={{ route: account.route, id: item.id }} className="grow">
                  <span className="el grow">{String(item['name'])}</span>
                  <span className="t3 small el">{titleOf(item['owner'])}</span>
                  <span className="num">{distanceText(Math.round(metres))}</span>
                </Link>
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  )
}

function pointOf(record: RecordJson): Point | null {
  const { latitude, longitude } = record
  return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null
}

function titleOf(link: unknown): string {
  return typeof link === 'object' && link !== null && 'title' in link ? String(link.title) : ''
}
