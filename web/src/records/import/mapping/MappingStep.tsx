import { ArrowRight } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useJob } from '../../../data/jobs.ts'
import { useObject } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { LoadError } from '../../../design/states.tsx'
import { useKeys } from '../../../frame/keys.ts'
import { useText } from '../../../text/index.ts'
import { type Check, type ImportPlan, type ImportView, isBeingChecked, useChangePlan } from '../api.ts'
import { CauseList } from './CauseList.tsx'
import { CellPopover } from './CellPopover.tsx'
import { CheckSummary, type RowsShown } from './CheckSummary.tsx'
import { FormatBar } from './FormatBar.tsx'
import { ImportGrid } from './ImportGrid.tsx'
import { messages } from '../messages.ts'
import { nextStep, stepsOf, withPlaces } from '../plan-edits.ts'
import { Steps } from '../Steps.tsx'

type Props = { view: ImportView; checkError: unknown; onRetryCheck: () => void; onNext: () => void }
export type Place = { row: number; column: number }

/** Where each column goes, and every cell that does not fit, with what would settle it. */
export function MappingStep({ view, checkError, onRetryCheck, onNext }: Props) {
  const t = useText(messages)
  const object = useObject(view.object)
  const changePlan = useChangePlan(view.id)
  const isChecking = isBeingChecked(view) || changePlan.isPending || view.check === null
  const { data: job } = useJob(isBeingChecked(view) ? (view.checkBatchId ?? undefined) : undefined)
  const [shown, setShown] = useState<RowsShown>('all')
  const [at, setAt] = useState<Place | null>(null)

  // While the file is checked anew, the figures of the last check stay, dimmed, instead of jumping to nothing.
  const last = useRef<Check | null>(view.check)
  if (view.check) last.current = view.check
  const latest = view.check ?? last.current
  const check = useMemo(() => latest && withPlaces(latest, view.plan), [latest, view.plan])

  const problems = check?.problems ?? []
  const rows =
    shown === 'all'
      ? view.rows
      : problems.filter((row) => shown === 'problems' || row.problems.some(({ severity }) => severity === 'error'))
  const steps = stepsOf(problems)
  const here = at && steps.find((step) => step.row === at.row && step.column === at.column)

  function walk(by: 1 | -1): void {
    const next = nextStep(steps, at, by)
    if (!next) return
    if (shown === 'all' && !view.rows.some(({ number }) => number === next.row)) setShown('problems')
    setAt({ row: next.row, column: next.column })
  }

  useKeys(t('keysGroup'), [
    { keys: 'F8', label: t('nextProblem'), run: () => walk(1) },
    { keys: 'Shift+F8', label: t('previousProblem'), run: () => walk(-1), inFields: true },
  ])

  const settle = (plan: ImportPlan) => changePlan.mutate(plan)
  return (
    <div className="imp">
      <div className="imp-bar steps-bar">
        <Steps now="stepMap" />
        <span className="end row g3">
          <Button size="sm" look="primary" onClick={onNext} whyNot={isChecking || view.check === null ? t('waitForCheck') : undefined}>
            {t('nextConfirm')}
            <ArrowRight className="i s" aria-hidden="true" />
          </Button>
        </span>
      </div>
      <FormatBar view={view} object={object} onPlan={settle} />
      {checkError ? (
        <LoadError error={checkError} onRetry={onRetryCheck} />
      ) : (
        <CheckSummary check={check} isChecking={isChecking} job={job} shown={shown} onShown={setShown} rowCount={view.rowCount} />
      )}
      <ImportGrid view={view} object={object} rows={rows} problems={problems} at={at} onOpen={setAt} onPlan={settle} />
      <CauseList
        check={check}
        view={view}
        object={object}
        isChecking={isChecking}
        onPlan={settle}
        onGo={setAt}
        onShow={() => setShown('problems')}
      />
      {at && here && (
        <CellPopover
          key={`${at.row}-${at.column}`}
          view={view}
          object={object}
          step={here}
          cause={check?.causes.find((cause) => cause.code === here.problem.code && cause.field === here.problem.field)}
          onPlan={(plan) => {
            setAt(null)
            settle(plan)
          }}
          onWalk={walk}
          onClose={() => setAt(null)}
        />
      )}
    </div>
  )
}
