import { Bell, CheckCheck, CircleAlert, Ellipsis, FileX, History, TriangleAlert, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { fieldOf, inSentence, useLabel } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { Menu } from '../../../design/Menu.tsx'
import { currentLanguage, useText } from '../../../text/index.ts'
import type { Cause, Check, ImportPlan, ImportView } from '../api.ts'
import type { Place } from './MappingStep.tsx'
import { messages } from '../messages.ts'
import { isMissing, withMissing, withOrder, withReplaced, withUnreadable } from '../plan-edits.ts'

type Props = {
  check: Check | null
  view: ImportView
  object: ObjectMeta
  isChecking: boolean
  onPlan: (plan: ImportPlan) => void
  onGo: (place: Place) => void
  onShow: () => void
}

/** Problems by cause, the errors first, each with what settles all of its cells at once. */
export function CauseList({ check, view, object, isChecking, onPlan, onGo, onShow }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const causes = check?.causes ?? []
  const places = causes.reduce((sum, { count }) => sum + count, 0)

  return (
    <div className="imp-foot">
      <section aria-label={t('byCause')}>
        <h2>
          {t('byCause')}
          {causes.length > 0 && <span>{t('causes', { kinds: causes.length, count: formatNumber(places) })}</span>}
        </h2>
        {check && causes.length === 0 && !isChecking && (
          <p className="fine">
            <CheckCheck className="i s ok" aria-hidden="true" />
            {t('allRight')}
          </p>
        )}
        {causes.map((cause) => (
          <CauseRow
            key={`${cause.code}-${cause.field}-${cause.severity}`}
            cause={cause}
            object={object}
            plan={view.plan}
            onPlan={onPlan}
            onFirst={() => {
              onShow()
              const first = check?.problems.find((row) =>
                row.problems.some(({ code, field }) => code === cause.code && field === cause.field),
              )
              if (first && cause.column !== null) onGo({ row: first.number, column: cause.column })
            }}
          />
        ))}
      </section>
      <section className="after">
        <h2>{t('afterwards')}</h2>
        <ul>
          <Promise_ icon={<Undo2 className="i s" aria-hidden="true" />}>{t('undoable')}</Promise_>
          <Promise_ icon={<FileX className="i s" aria-hidden="true" />}>{t('rejectedFile')}</Promise_>
          <Promise_ icon={<Bell className="i s" aria-hidden="true" />}>{t('background')}</Promise_>
          <Promise_ icon={<History className="i s" aria-hidden="true" />}>
            {t('inHistory', { object: inSentence(label(object.label)) })}
          </Promise_>
        </ul>
      </section>
    </div>
  )
}

function Promise_({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      {icon}
      {children}
    </li>
  )
}

type RowProps = { cause: Cause; object: ObjectMeta; plan: ImportPlan; onPlan: (plan: ImportPlan) => void; onFirst: () => void }

function CauseRow({ cause, object, plan, onPlan, onFirst }: RowProps) {
  const t = useText(messages)
  const label = useLabel()
  const colon = currentLanguage() === 'en' ? ': ' : '：'
  const { text: given, meant } = cause.parameters ?? {}
  const example = meant !== undefined && given ? String(given) : cause.values.find(({ text }) => text !== '')?.text
  return (
    <div className="cause">
      {cause.severity === 'error' ? (
        <CircleAlert className="i s bad" aria-hidden="true" />
      ) : (
        <TriangleAlert className="i s warn" aria-hidden="true" />
      )}
      <span className="el" title={cause.values.map(({ text, count }) => `${text} (${count})`).join('\n')}>
        {cause.fieldLabel && `${label(cause.fieldLabel)}${colon}`}
        {cause.title}
        {example !== undefined && (
          <span className="t3">
            {' '}
            {meant === undefined ? t('forExample', { text: example }) : t('readAs', { text: example, meant: String(meant) })}
          </span>
        )}
      </span>
      <span className="n">{t('places', { count: formatNumber(cause.count) })}</span>
      <span className="acts">
        <CauseActions cause={cause} object={object} plan={plan} onPlan={onPlan} onFirst={onFirst} />
      </span>
    </div>
  )
}

type Action = { label: string; run: () => void }

/** What can be done about a cause, the usual way first. */
function useCauseActions({ cause, object, plan, onPlan, onFirst }: RowProps): Action[] {
  const t = useText(messages)
  const { column, code, values } = cause
  const field = cause.field === null ? undefined : fieldOf(object, cause.field)
  const isChoice = field?.list !== undefined
  const [first] = values
  const actions: Action[] = []
  const add = (label: string, next: ImportPlan) => actions.push({ label, run: () => onPlan(next) })

  if (code === 'row_already_there' || code === 'row_twice_in_file') {
    const { matchBy, policy } = plan.duplicates
    const ways = { update: t('updateThem'), skip: t('skipThem'), create: t('makeThem') } as const
    for (const way of ['update', 'skip', 'create'] as const)
      if (way !== policy) add(ways[way], { ...plan, duplicates: { matchBy, policy: way } })
    return actions
  }
  if (column === null) return actions

  const fix = values.length === 1 ? first?.fix : undefined
  if (cause.severity === 'error' && fix && first)
    add(t('allBecome', { label: fix.label }), withReplaced(plan, column, first.text, fix.value))
  if (isMissing(cause)) {
    add(isChoice ? t('addAll', { count: values.length }) : t('makeAll', { count: values.length }), withMissing(plan, column, 'add'))
    if (!field?.required) add(t('emptyForAll'), withMissing(plan, column, 'empty'))
  } else if (code === 'cell_will_be_added') {
    if (!field?.required) add(t('emptyForAll'), withMissing(plan, column, 'empty'))
    add(t('leaveRowsOut'), withMissing(plan, column, 'reject'))
  } else if (code === 'cell_left_empty') {
    if (plan.columns[column]?.whenMissing === 'empty') add(t('addBack'), withMissing(plan, column, 'add'))
    add(t('leaveRowsOut'), withUnreadable(withMissing(plan, column, 'reject'), column, 'reject'))
  } else if (code === 'cell_date_ambiguous') {
    add(t('dayFirst'), withOrder(plan, column, 'day-first'))
    add(t('monthFirst'), withOrder(plan, column, 'month-first'))
  } else if (cause.severity === 'error' && code !== 'required' && !field?.required) {
    add(t('emptyForAll'), withUnreadable(plan, column, 'empty'))
  }
  if (cause.severity === 'error' || code === 'cell_phone_odd')
    actions.push({ label: code === 'required' ? t('fillCells') : t('cellByCell'), run: onFirst })
  return actions
}

function CauseActions(props: RowProps) {
  const t = useText(messages)
  const [main, ...others] = useCauseActions(props)
  return (
    <>
      {main && (
        <button type="button" className="link el" onClick={main.run}>
          {main.label}
        </button>
      )}
      {others.length > 0 && (
        <Menu label={t('otherWays')} place="bottom-end" entries={others}>
          {(open) => (
            <button type="button" className="ib sm" aria-label={t('otherWays')} title={t('otherWays')} {...open}>
              <Ellipsis className="i s" aria-hidden="true" />
            </button>
          )}
        </Menu>
      )}
    </>
  )
}
