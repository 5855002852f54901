import { CopyCheck } from 'lucide-react'
import { useState } from 'react'
import { useMeta, useObject } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Segmented } from '../../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { useChangePlan } from '../api.ts'
import { EffectList } from '../effects/EffectList.tsx'
import type { EffectKind, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { filledTargets, withMatchBy } from '../plan-edits.ts'
import { NextStep, StepBar } from '../StepBar.tsx'
import { targetName } from '../targets.ts'
import { useLastCheck } from '../use-last-check.ts'
import { DecideAll, DecideRow } from './Decide.tsx'
import { KeyGroups } from './KeyGroups.tsx'
import { PolicyChoice } from './PolicyChoice.tsx'

type Props = { view: ImportView; checkError: unknown; onRetryCheck: () => void; onBack: () => void; onNext: () => void }

const matched = ['ask', 'update', 'unchanged', 'skip'] as const
const names = { ask: 'effectAsk', update: 'effectUpdate', unchanged: 'effectUnchanged', skip: 'effectSkip' } as const

/** How a row is known to be a record that is there, what happens to it then, and which rows these are. */
export function DuplicatesStep({ view: now, checkError, onRetryCheck, onBack, onNext }: Props) {
  const t = useText(messages)
  const view = useLastCheck(now)
  const object = useObject(view.object)
  const meta = useMeta()
  const change = useChangePlan(view.id)
  const [asked, setAsked] = useState<EffectKind | null>(null)
  const effects = view.check?.effects
  const isChecking = now.check === null || change.isPending
  const shown = matched.filter((kind) => (effects?.[kind] ?? 0) > 0)
  const kind = shown.find((one) => one === asked) ?? shown[0]
  const mayLookByTitle = view.plan.duplicates.matchBy.length === 0 && filledTargets(view.plan).includes(object.title)
  const found = shown.reduce((sum, one) => sum + (effects?.[one] ?? 0), 0)

  return (
    <div className="imp">
      <StepBar now="stepDuplicates" onBack={onBack}>
        <NextStep label={t('nextConfirm')} isChecking={isChecking} onNext={onNext} />
      </StepBar>
      <div className="imp-split">
        <aside>
          <KeyGroups view={view} object={object} onPlan={(plan) => change.mutate(plan)} />
          {view.plan.duplicates.matchBy.length > 0 && <PolicyChoice plan={view.plan} onPlan={(plan) => change.mutate(plan)} />}
        </aside>
        <div className={`imp-matches${isChecking ? ' wait' : ''}`} aria-busy={isChecking}>
          {checkError ? (
            <LoadError error={checkError} onRetry={onRetryCheck} />
          ) : !effects ? (
            <SkeletonRows rows={8} widths={[40, 220, 120]} />
          ) : kind === undefined ? (
            <Empty
              icon={<CopyCheck className="i" aria-hidden="true" />}
              title={t(isLookedFor(view) ? 'noDuplicates' : 'everyRowNew')}
              actions={
                mayLookByTitle && (
                  <Button look="primary" onClick={() => change.mutate(withMatchBy(view.plan, [[object.title]]))}>
                    {t('lookBy', { field: targetName(meta, object, object.title) })}
                  </Button>
                )
              }
            >
              {isLookedFor(view) ? t('noDuplicatesText') : t('nothingLooked')}
            </Empty>
          ) : (
            <>
              <div className="imp-bar">
                <b className="nw">{t('foundThere', { count: formatNumber(found) })}</b>
                <Segmented
                  label={t('shownRows')}
                  value={kind}
                  options={shown.map((one) => [one, `${t(names[one])} ${formatNumber(effects[one])}`])}
                  onChange={setAsked}
                />
                {kind === 'ask' && <DecideAll view={view} onPlan={(plan) => change.mutate(plan)} />}
              </div>
              <EffectList
                key={kind}
                view={view}
                object={object}
                kind={kind}
                isSettled={!isChecking}
                {...(view.plan.duplicates.policy === 'ask'
                  ? { decide: (row) => <DecideRow row={row} plan={view.plan} onPlan={(plan) => change.mutate(plan)} /> }
                  : {})}
              />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function isLookedFor({ plan }: ImportView): boolean {
  return plan.duplicates.matchBy.length > 0 && plan.duplicates.policy !== 'create'
}
