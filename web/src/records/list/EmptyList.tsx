import { useQueries } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { type Count, client, type Filter, type ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { recordKeys } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { formatCount } from '../../design/format.ts'
import { Empty, EmptyObject } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { describeCondition, inWords } from '../filter/describe.ts'
import { conditionsOf, without } from '../filter/filter-tree.ts'
import { useWording } from '../filter/use-wording.ts'
import { messages } from './messages.ts'
import { SampleData } from './SampleData.tsx'

type EmptyListProps = {
  object: ObjectMeta
  filter: Filter | undefined
  onFilter: (filter: Filter | undefined) => void
  onNew: (() => void) | undefined
}

/** Nothing yet, or nothing that matches: then which condition stands in the way. */
export function EmptyList({ object, filter, onFilter, onNew }: EmptyListProps) {
  return filter ? (
    <EmptyFiltered object={object} filter={filter} onFilter={onFilter} />
  ) : (
    <EmptyObject object={object} onNew={onNew}>
      <SampleData />
    </EmptyObject>
  )
}

const mostTried = 8

function EmptyFiltered({ object, filter, onFilter }: { object: ObjectMeta; filter: Filter; onFilter: EmptyListProps['onFilter'] }) {
  const t = useText(messages)
  const label = useLabel()
  const wording = useWording(object, filter)
  const conditions = conditionsOf(filter)
  const tried = conditions.slice(0, mostTried)
  const counts = useQueries({
    queries: tried.map((_, at) => {
      const rest = without(filter, at)
      return {
        queryKey: recordKeys.of(object.key, 'count', rest ? { filter: rest } : {}),
        queryFn: ({ signal }: { signal: AbortSignal }) => client.records(object.route).count(rest ? { filter: rest } : {}, { signal }),
      }
    }),
  })
  const best = bestOf(counts.map(({ data }) => data))
  const standing = best && tried[best.at]
  const objects = inSentence(label(object.plural))

  return (
    <Empty
      icon={<ListFilter className="i" aria-hidden="true" />}
      title={conditions.length > 1 ? t('emptyMany', { count: conditions.length, object: objects }) : t('emptyOne', { object: objects })}
      actions={
        <>
          {standing && conditions.length > 1 && <Button onClick={() => onFilter(without(filter, best.at))}>{t('dropIt')}</Button>}
          <Button look={conditions.length > 1 ? 'bare' : 'plain'} onClick={() => onFilter(undefined)}>
            {conditions.length > 1 ? t('clearAll') : t('showAll', { object: objects })}
          </Button>
        </>
      }
    >
      {standing
        ? t('dropHint', { condition: inWords(describeCondition(standing, object, wording)), count: formatCount(best.count) })
        : counts.every(({ data }) => data)
          ? conditions.length > 1 && t('dropNothing')
          : null}
    </Empty>
  )
}

/** The condition whose leaving out brings back the fewest records, but some: the one that asked for a little too much. */
function bestOf(counts: readonly (Count | undefined)[]): { at: number; count: Count } | null {
  let best: { at: number; count: Count } | null = null
  for (const [at, count] of counts.entries()) {
    if (count && count.count > 0 && (!best || count.count < best.count.count)) best = { at, count }
  }
  return best
}
