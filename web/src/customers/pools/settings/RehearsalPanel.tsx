import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { inSentence, useLabel } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatDateTime, formatNumber } from '../../../design/format.ts'
import { LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { type Rehearsal, type RuleDraft, rehearsal } from '../pools.ts'
import { messages } from './messages.ts'

const mostPeople = 12

/** What tonight's run takes, from whom and by which rule; with a rule that is not saved yet, as if it were. */
export function RehearsalPanel({ object, draft }: { object: ObjectMeta; draft: RuleDraft | null }) {
  const t = useText(messages)
  const label = useLabel()
  const [owner, setOwner] = useState<string | null>(null)
  const asked = useInfiniteQuery({
    queryKey: [...rehearsal.key, object.key, draft, owner],
    queryFn: ({ pageParam, signal }) =>
      rehearsal.ask(
        { object: object.key, ...(draft ? { draft } : {}), ...(owner ? { owner } : {}), ...(pageParam ? { after: pageParam } : {}) },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  })
  const first = asked.data?.pages[0]
  const objects = inSentence(label(object.plural))
  const conditionOf = (rule: Rehearsal['rules'][number] | undefined): string =>
    rule ? (rule.condition === 'protectionOver' ? t(rule.condition) : t(`${rule.condition}For`, { days: rule.days })) : ''

  return (
    <section className="pool-rehearsal" aria-label={t('rehearsal')}>
      <div className="row g3">
        <h3>{t('rehearsal')}</h3>
        <span className="end">
          <Button size="sm" busy={asked.isFetching && t('rehearsing')} onClick={() => void asked.refetch()}>
            {t('rehearse')}
          </Button>
        </span>
      </div>
      {asked.error ? (
        <LoadError error={asked.error} onRetry={() => void asked.refetch()} />
      ) : !first ? (
        <SkeletonRows rows={4} />
      ) : first.total === 0 ? (
        <p className="t2">{t('nothingTaken', { object: objects })}</p>
      ) : (
        <>
          <p aria-live="polite">
            <b>{t('wouldTake', { at: formatDateTime(first.at), count: formatNumber(first.total), object: objects })}</b>
          </p>
          <h4 className="label">{t('fromWhom')}</h4>
          <ol>
            {owner !== null && (
              <li>
                <Button size="xs" look="text" onClick={() => setOwner(null)}>
                  {t('allPeople')}
                </Button>
              </li>
            )}
            {first.people
              .filter((person) => owner === null || person.owner.id === owner)
              .slice(0, mostPeople)
              .map((person) => (
                <li key={`${person.owner.id} ${person.rule}`}>
                  <Button size="xs" look="text" onClick={() => setOwner(person.owner.id)}>
                    {person.owner.title}
                  </Button>
                  <span className="end t2 small">
                    {t('byRule', { condition: conditionOf(first.rules[person.rule]), count: formatNumber(person.count) })}
                  </span>
                </li>
              ))}
          </ol>
          <h4 className="label">{t('which50')}</h4>
          <ol>
            {asked.data?.pages
              .flatMap(({ records }) => records)
              .map((record) => (
                <li key={record.id}>
                  <Link className="el" to="/$route/$id" params={{ route: object.route, id: record.id }}>
                    {record.title}
                  </Link>
                  <span className="t3 small el">{record.owner.title}</span>
                  <span className="end t3 small">
                    {record.touchedAt
                      ? t('lastTouch', { when: formatDateTime(record.touchedAt) })
                      : t('heldSince', { when: formatDateTime(record.heldSince) })}
                  </span>
                </li>
              ))}
          </ol>
          {asked.hasNextPage && (
            <Button size="sm" onClick={() => void asked.fetchNextPage()}>
              {t('showMore')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}
