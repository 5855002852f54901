import { useMemo } from 'react'
import { poolViews } from '../../customers/pools/pool-views.ts'
import { usePools } from '../../customers/pools/pools.ts'
import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel, useMeta, useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { builtInViews, savedView, type View, wholeView } from './view.ts'
import { inOwnOrder, useViewPreferences } from './view-preferences.ts'

const most = 100

/** The views of an object that this reader may see: the two it comes with and the saved ones, and the one that they begin with. */
export function useViews(object: ObjectMeta): { views: readonly View[]; start: string; isPending: boolean } {
  const t = useText(messages)
  const label = useLabel()
  const { me } = useMeta()
  const kept = useObjectIfReadable('savedView')
  const { records, isPending } = useList(
    'savedView',
    {
      filter: { field: 'object', op: 'is', value: object.key },
      fields: ['name', 'object', 'filter', 'sort', 'columns', 'groupBy', 'audience', 'layout', 'favourite', 'createdBy'],
      sort: ['createdAt'],
      limit: most,
    },
    { enabled: kept !== undefined },
  )
  const { preferences } = useViewPreferences(object.key)
  const pools = usePools(object.key)
  const language = useLanguage()
  const views = useMemo(() => {
    const names = { all: t('allOf', { object: inSentence(label(object.plural)) }), mine: t('mine') }
    const all = [
      ...builtInViews(object, names),
      ...poolViews(object, pools, language === 'en'),
      ...records.map((record) => savedView(record, object, me.principalId)),
    ]
    return inOwnOrder(all, preferences)
  }, [object, records, pools, language, me.principalId, preferences, t, label])
  return { views, start: preferences.start ?? wholeView, isPending: kept !== undefined && isPending }
}
