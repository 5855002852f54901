import { Link } from '@tanstack/react-router'
import type { Filter, ObjectMeta, RecordJson } from '../data/client.ts'
import { useMeta, useObjectIfReadable } from '../data/meta.ts'
import { useCount, useList } from '../data/records.ts'
import { formatCount } from '../design/format.ts'
import { choiceColor } from '../records/fields/choice-color.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const most = 12
const hues = 8

/** Views with a star, of this area's objects; on the start page those of every area. */
export function FavouriteViews({ area }: { area?: string }) {
  const savedView = useObjectIfReadable('savedView')
  return savedView ? <Views {...(area === undefined ? {} : { area })} /> : null
}

function Views({ area }: { area?: string }) {
  const t = useText(messages)
  const { objects } = useMeta()
  const { records } = useList('savedView', {
    filter: { field: 'favourite', op: 'is', value: true },
    sort: ['position'],
    fields: ['name', 'object', 'filter', 'layout', 'color'],
    limit: 100,
  })
  const views = records.flatMap((view) => {
    const object = objects.find(({ key }) => key === view['object'])
    return object && (area === undefined || object.area === area) ? [{ view, object }] : []
  })
  if (views.length === 0) return null
  return (
    <>
      <h3>{t('favouriteViews')}</h3>
      {views.slice(0, most).map(({ view, object }, at) => (
        <ViewLink key={view.id} view={view} object={object} hue={(at % hues) + 1} />
      ))}
    </>
  )
}

function ViewLink({ view, object, hue }: { view: RecordJson; object: ObjectMeta; hue: number }) {
  const filter = view['filter'] as Filter | null | undefined
  const { data: count } = useCount(object.key, filter ? { filter } : {})
  const name = String(view['name'] ?? '')
  const color = typeof view['color'] === 'string' ? choiceColor(view['color']) : undefined
  const isBoard = view['layout'] === 'board' && object.board !== undefined
  return (
    <Link
      to={isBoard ? '/$route/board' : '/$route'}
      params={{ route: object.route }}
      search={{ view: view.id }}
      activeOptions={{ includeSearch: true }}
      activeProps={{ className: 'on' }}
      title={name}
    >
      <span className="sq" style={{ background: color ?? `var(--chart-${hue})` }} />
      <span className="el">{name}</span>
      {count && <span className="cnt">{formatCount(count)}</span>}
    </Link>
  )
}
