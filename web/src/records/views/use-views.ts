import { useMemo } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel, useMeta, useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { builtInViews, savedView, type View } from './view.ts'

const most = 100

/** The views of an object that this reader may see: the two it comes with, then the saved ones. */
export function useViews(object: ObjectMeta): { views: readonly View[]; isPending: boolean } {
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
  const views = useMemo(() => {
    const names = { all: t('allOf', { object: inSentence(label(object.plural)) }), mine: t('mine') }
    return [...builtInViews(object, names), ...records.map((record) => savedView(record, object, me.principalId))]
  }, [object, records, me.principalId, t, label])
  return { views, isPending: kept !== undefined && isPending }
}
