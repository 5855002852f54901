import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { client, type ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import type { Rehearsed, RuleDraft } from './assignment.ts'
import { messages } from './messages.ts'
import { useAssign } from './use-assign.ts'

/** What the rules would give to whom, with one that is not saved yet as if it were; and the run itself. */
export function RehearsalPanel({ object, draft }: { object: ObjectMeta; draft: RuleDraft | null }) {
  const t = useText(messages)
  const label = useLabel()
  const [held, setHeld] = useState(false)
  const objects = inSentence(label(object.plural))
  const asked = useQuery({
    queryKey: ['assignment', 'rehearsal', object.key, draft, held],
    queryFn: async () =>
      (await client.action<Rehearsed>('assignment.rehearse', { object: object.key, held, ...(draft ? { draft } : {}) })).result,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  })
  const found = asked.data
  const given = found ? found.total - found.unmatched : 0
  const { assign, isRunning } = useAssign(object, () => void asked.refetch())

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
      <Segmented
        label={t('scope')}
        value={held ? 'all' : 'unowned'}
        options={[
          ['unowned', t('unowned')],
          ['all', t('all')],
        ]}
        onChange={(next) => setHeld(next === 'all')}
      />
      {asked.error ? (
        <LoadError error={asked.error} onRetry={() => void asked.refetch()} />
      ) : !found ? (
        <SkeletonRows rows={4} />
      ) : found.total === 0 ? (
        <p className="t2">{t('nothing', { object: objects })}</p>
      ) : (
        <>
          <p aria-live="polite">
            <b>{t('outcome', { count: formatNumber(found.total), given: formatNumber(given), object: objects })}</b>
          </p>
          {found.rules.map((rule) => (
            <div key={rule.id ?? ''}>
              <h4 className="label row">
                <span className="el">{rule.name}</span>
                <span className="end n">{formatNumber(rule.count)}</span>
              </h4>
              <ol>
                {rule.people.length === 0 && <li className="t3">{t('nobody')}</li>}
                {rule.people.map((person) => (
                  <li key={person.id}>
                    <span className="el">{person.name}</span>
                    <span className="end n t2">{formatNumber(person.count)}</span>
                  </li>
                ))}
              </ol>
            </div>
          ))}
          {found.unmatched > 0 && <p className="t2">{t('unmatched', { count: formatNumber(found.unmatched) })}</p>}
          {found.first.length > 0 && (
            <>
              <h4 className="label">{t('first')}</h4>
              <ol>
                {found.first.map(({ record, rule, to }) => (
                  <li key={record.id}>
                    <Link className="el" to="/$route/$id" params={{ route: object.route, id: record.id }}>
                      {record.title}
                    </Link>
                    <span className="t3 small el">{rule}</span>
                    <span className="end small">{to.name}</span>
                  </li>
                ))}
              </ol>
            </>
          )}
          {!draft && given > 0 && (
            <Button look="primary" busy={isRunning && t('running')} onClick={() => void assign({ held })}>
              {t('run', { count: formatNumber(given) })}
            </Button>
          )}
        </>
      )}
    </section>
  )
}
