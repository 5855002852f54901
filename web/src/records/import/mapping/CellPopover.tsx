import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { fieldOf, useChoices, useLabel } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Keys } from '../../../design/Keys.tsx'
import { Popover } from '../../../design/Popover.tsx'
import { useText } from '../../../text/index.ts'
import type { Cause, ImportPlan, ImportView } from '../api.ts'
import { messages } from '../messages.ts'
import { isMissing, type Step, withEdit, withMissing, withOrder, withReplaced } from '../plan-edits.ts'

type Props = {
  view: ImportView
  object: ObjectMeta
  step: Step
  cause: Cause | undefined
  onPlan: (plan: ImportPlan) => void
  onWalk: (by: 1 | -1) => void
  onClose: () => void
}

/** What is wrong with a cell, how many share it, and what settles all of them at once. */
export function CellPopover({ view, object, step, cause, onPlan, onWalk, onClose }: Props) {
  const t = useText(messages)
  const { row, column, problem } = step
  // The popover hangs on a cell of the table, found by its place.
  const anchor = useRef(document.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`))
  const { plan } = view
  const same = cause?.values.find(({ text }) => text === problem.text)
  const others = (same?.count ?? 1) - 1
  const field = problem.field === null ? undefined : fieldOf(object, problem.field)
  const isChoice = field?.kind === 'choice' || field?.kind === 'multiChoice'
  const replace = (value: string) => onPlan(withReplaced(plan, column, problem.text, value))
  const { fix } = problem

  return (
    <Popover anchor={anchor} onClose={onClose} label={problem.detail} className="imp-pop">
      <div className={`what ${problem.severity === 'error' ? 'bad' : 'warn'}`}>
        {problem.severity === 'error' ? (
          <CircleAlert className="i s" aria-hidden="true" />
        ) : (
          <TriangleAlert className="i s" aria-hidden="true" />
        )}
        <span>{problem.detail}</span>
      </div>
      {others > 0 && problem.severity === 'error' && (
        <p>{t('sameElsewhere', { count: formatNumber(others), all: formatNumber(others + 1) })}</p>
      )}
      {problem.severity === 'error' && (
        <div className="acts">
          {fix && (
            <Button size="xs" look="primary" keys="Enter" data-autofocus onClick={() => replace(fix.value)}>
              {t('allBecome', { label: fix.label })}
            </Button>
          )}
          {isChoice && <ChoicePicker list={field.list} onPick={replace} />}
          {isMissing(problem) && (
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
          {problem.text !== '' && !field?.required && (
            <Button size="xs" onClick={() => replace('')}>
              {t('emptyForAll')}
            </Button>
          )}
        </div>
      )}
      <OneCell text={problem.text} onSave={(text) => onPlan(withEdit(plan, row, column, text))} hasFocus={!fix} />
      <div className="hint">
        <button type="button" className="row g2" onClick={() => onWalk(1)}>
          <Keys keys="F8" /> {t('nextProblem')}
        </button>
        <button type="button" className="row g2" onClick={() => onWalk(-1)}>
          <Keys keys="Shift+F8" /> {t('previousProblem')}
        </button>
        <span className="end">{t('place', { row: formatNumber(row), column: column + 1 })}</span>
      </div>
    </Popover>
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
