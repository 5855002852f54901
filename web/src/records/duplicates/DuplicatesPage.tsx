import '../../settings/settings.css'
import { Link, useSearch } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { useAction } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { formatAgo } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import type { Translate } from '../../text/use-text.ts'
import { type Clash, morePairs, type Pair, type PairPage, rereadDuplicates, type Sweep, tellSweep, useClashes, usePairs } from './api.ts'
import { ClashDialog } from './ClashDialog.tsx'
import { Signs } from './EntryWarning.tsx'
import './duplicates.css'
import { MergeDialog } from './MergeDialog.tsx'
import { duplicateTexts } from './messages.ts'
import { RulesDialog } from './RulesDialog.tsx'

/** Records that are there twice, of each object that may have some: to be merged, or said to be two. */
export function DuplicatesPage() {
  const t = useText(duplicateTexts)
  const { objects } = useMeta()
  const label = useLabel()
  const { object: asked } = useSearch({ from: '/frame/duplicates' })
  const doubled = objects.filter(({ duplicates }) => duplicates)
  const chosen = doubled.find(({ key }) => key === asked) ?? doubled[0]
  return (
    <Page title={t('duplicates')}>
      <div className="split">
        <nav aria-label={t('duplicates')}>
          {doubled.map((object) => (
            <Link
              key={object.key}
              to="/duplicates"
              search={{ object: object.key }}
              className={object === chosen ? 'on' : ''}
              aria-current={object === chosen ? 'page' : undefined}
            >
              <Icon name={object.icon} size="s" />
              {label(object.plural)}
            </Link>
          ))}
        </nav>
        {chosen && <Pairs key={chosen.key} object={chosen} />}
      </div>
    </Page>
  )
}

function Pairs({ object }: { object: ObjectMeta }) {
  const t = useText(duplicateTexts)
  const label = useLabel()
  const { me } = useMeta()
  const { data, error, refetch } = usePairs(object.key)
  const [further, setFurther] = useState<readonly PairPage[]>([])
  const [merging, setMerging] = useState<Pair | null>(null)
  const [isRuling, setRuling] = useState(false)
  const [isStarting, setStarting] = useState(false)
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows />
  const pages = [data, ...further]
  const pairs = pages.flatMap((page) => page.pairs)
  const next = pages.at(-1)?.next ?? null

  async function tell(to: 'start' | 'pause' | 'resume' | 'stop'): Promise<void> {
    setStarting(true)
    try {
      const { job } = await tellSweep(object.key, to)
      if (to === 'start') trackJob(job.id, () => rereadDuplicates(object.key))
      await refetch()
    } catch (problem) {
      showToast({ kind: 'failed', text: problemText(problem) })
    }
    setStarting(false)
  }

  async function more(cursor: string): Promise<void> {
    const page = await morePairs(object.key, cursor)
    setFurther((known) => [...known, page])
  }

  return (
    <section className="dup">
      <header className="row">
        <span className="t2 grow">{data.sweptAt ? t('sweptAt', { when: formatAgo(data.sweptAt) }) : t('neverSwept')}</span>
        {me.isAdministrator && (
          <>
            <Button size="sm" onClick={() => setRuling(true)}>
              {t('rules')}
            </Button>
            {!data.sweep && (
              <Button size="sm" busy={isStarting && t('find')} onClick={() => void tell('start')}>
                {t('find')}
              </Button>
            )}
          </>
        )}
      </header>
      {data.sweep && <Progress sweep={data.sweep} onTell={(to) => void tell(to)} />}
      <div className="scroll">
        <Clashes object={object} />
        {pairs.length === 0 ? (
          <Empty icon={<Copy className="i" aria-hidden="true" />} title={t('none', { objects: inSentence(label(object.plural)) })}>
            {t('noneHelp')}
          </Empty>
        ) : (
          <ul className="dup-pairs">
            {pairs.map((pair) => (
              <PairItem key={pair.records.map(({ id }) => id).join()} object={object} pair={pair} onMerge={() => setMerging(pair)} />
            ))}
          </ul>
        )}
        {next !== null && (
          <Button size="sm" onClick={() => void more(next)}>
            {t('showMore')}
          </Button>
        )}
      </div>
      {merging && (
        <MergeDialog
          object={object}
          ids={[merging.records[0].id, merging.records[1].id]}
          onClose={() => {
            setMerging(null)
            setFurther([])
          }}
        />
      )}
      {isRuling && <RulesDialog object={object} onClose={() => setRuling(false)} />}
    </section>
  )
}

/** How far the search is, and a way to let it rest. */
function Progress({ sweep, onTell }: { sweep: Sweep; onTell: (to: 'pause' | 'resume' | 'stop') => void }) {
  const t = useText(duplicateTexts)
  const share = sweep.total ? Math.min(100, Math.floor((sweep.done / sweep.total) * 100)) : 0
  const isPaused = sweep.status === 'paused'
  return (
    <div className="row dup-sweep">
      <span className="nw">{t(isPaused ? 'sweepPaused' : 'sweeping', { share })}</span>
      <div className="meter grow" role="progressbar" aria-label={t('find')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share}>
        <i className={isPaused ? 'w' : ''} style={{ width: `${share}%` }} />
      </div>
      <Button size="sm" onClick={() => onTell(isPaused ? 'resume' : 'pause')}>
        {t(isPaused ? 'goOn' : 'pause')}
      </Button>
      <Button size="sm" look="bare" onClick={() => onTell('stop')}>
        {t('stop')}
      </Button>
    </div>
  )
}

function PairItem({ object, pair, onMerge }: { object: ObjectMeta; pair: Pair; onMerge: () => void }) {
  const t = useText(duplicateTexts)
  const dismiss = useAction<{ object: string; records: string[] }>('record.notDuplicates')
  const titles = pair.records.map(({ title }) => title)
  return (
    <li aria-label={titles.join(' · ')}>
      <div className="dup-two">
        {pair.records.map((record) => (
          <div key={record.id}>
            <Link to="/$route/$id" params={{ route: object.route, id: record.id }}>
              {record.title}
            </Link>
            <span className="t2">
              {record.owner && <Person id={record.owner.id} name={record.owner.title} />} {formatAgo(record.createdAt)}
            </span>
          </div>
        ))}
      </div>
      <div className="dup-why">
        <span className={`tag ${pair.certain ? 'bad' : 'warn'}`}>
          {t(pair.certain ? 'certain' : 'likely')} · {t('score', { score: pair.score })}
        </span>
        <span className="t2">
          <Signs object={object} keys={pair.reasons} />
        </span>
        {pair.note && <span className="t2">{t('note', { note: pair.note })}</span>}
        <span className="grow" />
        {object.may.update && (
          <Button
            size="sm"
            look="bare"
            onClick={() =>
              dismiss.mutate(
                { object: object.key, records: pair.records.map(({ id }) => id) },
                {
                  onSuccess: () => {
                    rereadDuplicates(object.key)
                    showToast({ text: t('dismissed'), seconds: 4 })
                  },
                },
              )
            }
          >
            {t('notDuplicates')}
          </Button>
        )}
        {object.may.update && object.may.delete && (
          <Button size="sm" onClick={onMerge}>
            {t('merge')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Clashes({ object }: { object: ObjectMeta }) {
  const t = useText(duplicateTexts)
  const [areDecided, setDecided] = useState(false)
  const open = useClashes(object.key, false)
  const decided = useClashes(object.key, true)
  const [looking, setLooking] = useState<Clash | null>(null)
  if (!open.data || !decided.data || open.data.clashes.length + decided.data.clashes.length === 0) return null
  return (
    <section className="dup-clashes" aria-label={t('clashes')}>
      {open.data.clashes.length > 0 && <h2>{t('clashes')}</h2>}
      <ul className="dup-pairs">
        {open.data.clashes.map((clash) => (
          <ClashItem key={clash.id} clash={clash}>
            <Button size="sm" onClick={() => setLooking(clash)}>
              {t('compareAndDecide')}
            </Button>
          </ClashItem>
        ))}
      </ul>
      {decided.data.clashes.length > 0 && (
        <Button size="sm" look="bare" onClick={() => setDecided(!areDecided)}>
          {t(areDecided ? 'hideDecided' : 'showDecided', { count: decided.data.clashes.length })}
        </Button>
      )}
      {areDecided && (
        <ul className="dup-pairs">
          {decided.data.clashes.map((clash) => (
            <ClashItem key={clash.id} clash={clash}>
              {clash.decision && (
                <span className="t2">
                  {t('decidedBy', { name: clash.decision.by.title, when: formatAgo(clash.decision.at) })}
                  {outcome(clash, clash.decision.choice, t)}
                </span>
              )}
            </ClashItem>
          ))}
        </ul>
      )}
      {looking && <ClashDialog object={object} clash={looking} onClose={() => setLooking(null)} />}
    </section>
  )
}

function outcome({ holder, finder }: Clash, choice: NonNullable<Clash['decision']>['choice'], t: Translate<typeof duplicateTexts>): string {
  if (choice === 'keep') return t('clashKeep', { holder: holder.title })
  if (choice === 'hand') return t('clashHand', { finder: finder.title })
  return t(choice === 'share' ? 'clashShare' : 'clashBoth')
}

function ClashItem({ clash, children }: { clash: Clash; children: ReactNode }) {
  const t = useText(duplicateTexts)
  return (
    <li>
      <div>{t('clash', { finder: clash.finder.title, holder: clash.holder.title, found: clash.found.title, held: clash.held.title })}</div>
      <div className="dup-why">
        <span className="t2">{formatAgo(clash.at)}</span>
        <span className="grow" />
        {children}
      </div>
    </li>
  )
}
