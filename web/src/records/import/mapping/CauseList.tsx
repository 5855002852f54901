import { Bell, CheckCheck, CircleAlert, Ellipsis, FileX, History, TriangleAlert, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { inSentence, useLabel, useMeta } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { Menu } from '../../../design/Menu.tsx'
import { currentLanguage, useText } from '../../../text/index.ts'
import { choiceText } from '../../fields/field-text.ts'
import type { Cause, Check, ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { wholeRow } from '../plan-edits.ts'
import { fieldOfTarget, targetName } from '../targets.ts'
import { type CauseAction, causeActions } from './cause-actions.ts'
import type { Place } from './MappingStep.tsx'

type Props = {
  check: Check | null
  view: ImportView
  object: ObjectMeta
  isChecking: boolean
  onPlan: (plan: ImportPlan) => void
  onGo: (place: Place) => void
  onShow: () => void
  onDuplicates: () => void
}

/** Problems by cause, the errors first, each with what settles all of its cells at once. */
export function CauseList({ check, view, object, isChecking, onPlan, onGo, onShow, onDuplicates }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const causes = check?.causes ?? []
  const places = causes.reduce((sum, { count }) => sum + count, 0)

  function goTo(cause: Cause): void {
    onShow()
    const first = check?.problems.find((row) => row.problems.some(({ code, field }) => code === cause.code && field === cause.field))
    if (first) onGo({ row: first.number, column: cause.column ?? wholeRow })
  }
  function run({ plan, go }: CauseAction, cause: Cause): void {
    if (plan) onPlan(plan)
    else if (go === 'duplicates') onDuplicates()
    else goTo(cause)
  }

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
            onRun={(action) => run(action, cause)}
          />
        ))}
      </section>
      <section className="after">
        <h2>{t('afterwards')}</h2>
        <ul>
          <Note icon={<Undo2 className="i s" aria-hidden="true" />}>{t('undoable')}</Note>
          <Note icon={<FileX className="i s" aria-hidden="true" />}>{t('rejectedFile')}</Note>
          <Note icon={<Bell className="i s" aria-hidden="true" />}>{t('background')}</Note>
          <Note icon={<History className="i s" aria-hidden="true" />}>{t('inHistory', { object: inSentence(label(object.label)) })}</Note>
        </ul>
      </section>
    </div>
  )
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      {icon}
      {children}
    </li>
  )
}

type RowProps = { cause: Cause; object: ObjectMeta; plan: ImportPlan; onRun: (action: CauseAction) => void }

function CauseRow({ cause, object, plan, onRun }: RowProps) {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const colon = currentLanguage() === 'en' ? ': ' : '：'
  const field = fieldOfTarget(meta, object, cause.field)
  const [main, ...others] = causeActions({ cause, field, plan, t })
  const name = cause.fieldLabel ? label(cause.fieldLabel) : cause.field === null ? '' : targetName(meta, object, cause.field)
  const Drawn = cause.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <div className="cause">
      <Drawn className={`i s ${cause.severity === 'error' ? 'bad' : 'warn'}`} aria-hidden="true" />
      <span className="el" title={cause.values.map(({ text, count }) => `${text} (${formatNumber(count)})`).join('\n')}>
        {name && `${name}${colon}`}
        {cause.title}
        <Example cause={cause} list={field?.list} />
      </span>
      <span className="n">{t('places', { count: formatNumber(cause.count) })}</span>
      <span className="acts">
        {main && (
          <button type="button" className="link el" title={main.label} onClick={() => onRun(main)}>
            {main.label}
          </button>
        )}
        {others.length > 0 && (
          <Menu label={t('otherWays')} place="bottom-end" entries={others.map((one) => ({ label: one.label, run: () => onRun(one) }))}>
            {(open) => (
              <button type="button" className="ib sm" aria-label={t('otherWays')} title={t('otherWays')} {...open}>
                <Ellipsis className="i s" aria-hidden="true" />
              </button>
            )}
          </Menu>
        )}
      </span>
    </div>
  )
}

/** The text behind it: the only one, or the most frequent of several. */
function Example({ cause: { code, parameters, values }, list }: { cause: Cause; list: string | undefined }) {
  const t = useText(messages)
  const { text: given, meant } = parameters ?? {}
  const isReadAs = code === 'cell_read_as' && meant !== undefined && meant !== null
  const text = isReadAs && given ? String(given) : values.find((value) => value.text !== '')?.text
  if (text === undefined) return null
  const words = isReadAs
    ? t('readAs', { text, meant: choiceText(list, String(meant)) })
    : values.length === 1
      ? t('named', { text })
      : t('forExample', { text })
  return <span className="t3"> {words}</span>
}
