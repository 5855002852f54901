import { useMemo, useRef, useState } from 'react'
import { useJob } from '../../../data/jobs.ts'
import { useObject } from '../../../data/meta.ts'
import { LoadError } from '../../../design/states.tsx'
import { useKeys } from '../../../frame/keys.ts'
import { useText } from '../../../text/index.ts'
import { useChangePlan } from '../api.ts'
import { type Check, type ImportPlan, type ImportView, isBeingChecked, type Severity } from '../import-view.ts'
import { messages } from '../messages.ts'
import { nextStep, stepsOf, withPlaces } from '../plan-edits.ts'
import { NextStep, StepBar } from '../StepBar.tsx'
import { CauseList } from './CauseList.tsx'
import { CellPopover } from './CellPopover.tsx'
import { CheckSummary, type RowsShown } from './CheckSummary.tsx'
import { FormatBar } from './FormatBar.tsx'
import { ImportGrid } from './ImportGrid.tsx'
import { OtherTable } from './OtherTable.tsx'
import { useFileRows } from './use-file-rows.ts'

type Props = { view: ImportView; checkError: unknown; onRetryCheck: () => void; onNext: () => void; onBack: () => void }
export type Place = { row: number; column: number }

/** Where each column goes, and every cell that does not fit, with what would settle it. */
export function MappingStep({ view, checkError, onRetryCheck, onNext, onBack }: Props) {
  const t = useText(messages)
  const object = useObject(view.object)
  const changePlan = useChangePlan(view.id)
  const isChecking = isBeingChecked(view) || changePlan.isPending || view.check === null
  const { data: job } = useJob(isBeingChecked(view) ? (view.checkBatchId ?? undefined) : undefined)
  const [shown, setShown] = useState<RowsShown>('all')
  const [at, setAt] = useState<Place | null>(null)
  const file = useFileRows(view)

  // While the file is checked anew, the figures of the last check stay, dimmed, instead of jumping to nothing.
  const last = useRef<Check | null>(view.check)
  if (view.check) last.current = view.check
  const latest = view.check ?? last.current
  const check = useMemo(() => latest && withPlaces(latest, view.plan), [latest, view.plan])

  const problems = useMemo(() => check?.problems ?? [], [check])
  const rows = useMemo(
    () =>
      shown === 'all'
        ? file.rows
        : problems.filter(
            (row) => shown === 'problems' || row.problems.some(({ severity }: { severity: Severity }) => severity === 'error'),
          ),
    [shown, file.rows, problems],
  )
  const steps = useMemo(() => stepsOf(problems), [problems])
  const here = at && steps.find((step) => step.row === at.row && step.column === at.column)

  function open(place: Place): void {
    if (!rows.some(({ number }) => number === place.row)) setShown('problems')
    setAt(place)
  }
  function walk(by: 1 | -1): void {
    const next = nextStep(steps, at, by)
    if (next) open({ row: next.row, column: next.column })
  }
  useKeys(t('keysGroup'), [
    { keys: 'F8', label: t('nextProblem'), run: () => walk(1) },
    { keys: 'Shift+F8', label: t('previousProblem'), run: () => walk(-1), inFields: true },
  ])

  const settle = (plan: ImportPlan) => {
    setAt(null)
    changePlan.mutate(plan)
  }
  return (
    <div className="imp">
      <StepBar now="stepMap" onBack={onBack}>
        <NextStep label={t('nextDuplicates')} isChecking={isChecking} onNext={onNext} />
      </StepBar>
      <FormatBar view={view} object={object} onPlan={settle} />
      <OtherTable view={view} />
      {checkError ? (
        <LoadError error={checkError} onRetry={onRetryCheck} />
      ) : (
        <CheckSummary view={view} check={check} isChecking={isChecking} job={job} shown={shown} onShown={setShown} />
      )}
      <ImportGrid
        view={view}
        object={object}
        rows={rows}
        problems={problems}
        at={at}
        onOpen={setAt}
        onPlan={settle}
        onNeedMore={shown === 'all' ? file.readMore : undefined}
        below={shown === 'all' ? file.limit : null}
        listed={shown === 'all' ? null : { rows: problems.length, of: (check?.warnings ?? 0) + (check?.errors ?? 0) }}
      />
      <CauseList
        check={check}
        view={view}
        object={object}
        isChecking={isChecking}
        onPlan={settle}
        onGo={open}
        onShow={() => setShown('problems')}
        onDuplicates={onNext}
      />
      {at && here && (
        <CellPopover
          key={`${at.row}-${at.column}`}
          view={view}
          object={object}
          step={here}
          cause={check?.causes.find((cause) => cause.code === here.problem.code && cause.field === here.problem.field)}
          onPlan={settle}
          onWalk={walk}
          onClose={() => setAt(null)}
        />
      )}
    </div>
  )
}
