import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../../../data/client.ts'
import { useChoices, useLabel, useMeta } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Keys } from '../../../design/Keys.tsx'
import { Popover } from '../../../design/Popover.tsx'
import { useText } from '../../../text/index.ts'
import { RecordPicker } from '../../picker/RecordPicker.tsx'
import type { Cause, ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { isMissing, type Step, wholeRow, withEdit, withMissing, withOrder, withReplaced } from '../plan-edits.ts'
import { fieldOfTarget } from '../targets.ts'

type Props = {
  view: ImportView
  object: ObjectMeta
  step: Step
  cause: Cause | undefined
  onPlan: (plan: ImportPlan) => void
  onWalk: (by: 1 | -1) => void
  onClose: () => void
}

/** Taken as they are, and still one may want something else. */
const openToChange = new Set(['cell_will_be_added', 'cell_left_empty', 'cell_read_as', 'cell_phone_odd'])

/** What is wrong with a cell, how many share it, and what settles all of them at once. */
export function CellPopover({ view, object, step, cause, onPlan, onWalk, onClose }: Props) {
  const t = useText(messages)
  const meta = useMeta()
  const { row, column, problem } = step
  const anchor = useCell(row, column)
  const { plan } = view
  const same = cause?.values.find(({ text }) => text === problem.text)
  const others = (same?.count ?? 1) - 1
  const field = fieldOfTarget(meta, object, problem.field)
  const Drawn = problem.severity === 'error' ? CircleAlert : TriangleAlert
  const isFixable = column !== wholeRow && (problem.severity === 'error' || openToChange.has(problem.code))

  return (
    <Popover anchor={anchor} onClose={onClose} label={problem.detail} className="imp-pop">
      <div className={`what ${problem.severity === 'error' ? 'bad' : 'warn'}`}>
        <Drawn className="i s" aria-hidden="true" />
        <span>{problem.detail}</span>
      </div>
      {others > 0 && isFixable && problem.text !== '' && (
        <p>{t('sameElsewhere', { count: formatNumber(others), all: formatNumber(others + 1) })}</p>
      )}
      {isFixable && <Fixes step={step} field={field} plan={plan} onPlan={onPlan} />}
      {column !== wholeRow && (
        <OneCell text={problem.text} onSave={(text) => onPlan(withEdit(plan, row, column, text))} hasFocus={!problem.fix} />
      )}
      <div className="hint">
        <button type="button" className="row g2" onClick={() => onWalk(1)}>
          <Keys keys="F8" /> {t('nextProblem')}
        </button>
        <button type="button" className="row g2" onClick={() => onWalk(-1)}>
          <Keys keys="Shift+F8" /> {t('previousProblem')}
        </button>
        <span className="end">
          {column === wholeRow ? t('placeRow', { row: formatNumber(row) }) : t('place', { row: formatNumber(row), column: column + 1 })}
        </span>
      </div>
    </Popover>
  )
}

/** The popover hangs on a cell of the table, found by its place each time it is asked for: rows come and go with scrolling. */
function useCell(row: number, column: number) {
  return useMemo(
    () => ({
      get current() {
        return document.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)
      },
    }),
    [row, column],
  )
}

type FixProps = { step: Step; field: FieldMeta | undefined; plan: ImportPlan; onPlan: (plan: ImportPlan) => void }

/** Each of these settles all cells that hold the same text. */
function Fixes({ step: { column, problem }, field, plan, onPlan }: FixProps) {
  const t = useText(messages)
  const { fix, text } = problem
  const isChoice = field?.kind === 'choice' || field?.kind === 'multiChoice'
  const replace = (value: string) => onPlan(withReplaced(plan, column, text, value))
  const pointsAt = field?.kind === 'user' ? 'user' : field?.kind === 'reference' ? field.to : undefined

  return (
    <div className="acts">
      {fix && (
        <Button size="xs" look="primary" keys="Enter" data-autofocus onClick={() => replace(fix.value)}>
          {t(fix.reason === 'sound' ? 'allBecomeSound' : 'allBecome', { label: fix.label })}
        </Button>
      )}
      {isChoice && text !== '' && <ChoicePicker list={field.list} onPick={replace} />}
      {isMissing(problem) && (isChoice || field?.kind !== 'user') && (
        <Button size="xs" onClick={() => onPlan(withMissing(plan, column, 'add'))}>
          {isChoice ? t('addAsChoice') : t('makeRecord')}
        </Button>
      )}
      {problem.code === 'cell_date_ambiguous' && (
        <>
          <Button size="xs" onClick={() => onPlan(withOrder(plan, column, 'day-first'))}>
            {t('dayFirst')}
          </Button>
          <Button size="xs" onClick={() => onPlan(withOrder(plan, column, 'month-first'))}>
            {t('monthFirst')}
          </Button>
        </>
      )}
      {text !== '' && !field?.required && (
        <Button size="xs" onClick={() => replace('')}>
          {t('emptyForAll')}
        </Button>
      )}
      {pointsAt && text !== '' && problem.code !== 'cell_date_ambiguous' && (
        <div className="picks">
          <RecordPicker
            object={pointsAt}
            place="form"
            label={t('chooseRecord')}
            placeholder={t('chooseRecord')}
            value={null}
            onChange={(link) => link && replace(link.title)}
          />
        </div>
      )}
    </div>
  )
}

function ChoicePicker({ list, onPick }: { list: string | undefined; onPick: (key: string) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const choices = useChoices(list)
  return (
    <select className="field" aria-label={t('chooseOther')} value="" onChange={(event) => onPick(event.target.value)}>
      <option value="" disabled>
        {t('chooseOther')}
      </option>
      {choices
        .filter(({ active }) => active)
        .map((choice) => (
          <option key={choice.key} value={choice.key}>
            {label(choice.label)}
          </option>
        ))}
    </select>
  )
}

function OneCell({ text, onSave, hasFocus }: { text: string; onSave: (text: string) => void; hasFocus: boolean }) {
  const t = useText(messages)
  const [typed, setTyped] = useState(text)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (typed.trim() !== text) onSave(typed.trim())
  }

  return (
    <form className="one" onSubmit={submit}>
      <input
        className="field"
        aria-label={t('onlyThis')}
        placeholder={t('onlyThis')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        {...(hasFocus ? { 'data-autofocus': true } : {})}
      />
      <Button type="submit" size="xs" title={t('onlyThis')}>
        {t('apply')}
      </Button>
    </form>
  )
}
