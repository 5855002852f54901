import type { FieldMeta } from '../../../data/client.ts'
import { formatNumber } from '../../../design/format.ts'
import type { Translate } from '../../../text/index.ts'
import type { Cause, ImportPlan } from '../import-view.ts'
import type { messages } from '../messages.ts'
import { isMissing, withFixes, withMissing, withOrder, withReplaced, withUnreadable } from '../plan-edits.ts'

/** What can be done about a cause: another plan, or a way to go and look. */
export type CauseAction = { label: string; plan?: ImportPlan; go?: 'cells' | 'duplicates' }

type Words = Translate<typeof messages>
type Given = { cause: Cause; field: FieldMeta | undefined; plan: ImportPlan; t: Words }

/** What settles a whole cause at once, the usual way first. */
export function causeActions(given: Given): CauseAction[] {
  const { cause, t } = given
  const { column, code, severity } = cause
  if (code === 'row_already_there' || code === 'row_twice_in_file') return [{ label: t('decideNext'), go: 'duplicates' }]
  if (column === null) return [{ label: t('lookAtRows'), go: 'cells' }]
  const actions = severity === 'error' ? errorActions(given, column) : warningActions(given, column)
  if (severity === 'error' || code === 'cell_phone_odd')
    actions.push({ label: t(code === 'required' ? 'fillCells' : 'cellByCell'), go: 'cells' })
  return actions
}

function errorActions({ cause, field, plan, t }: Given, column: number): CauseAction[] {
  const { code, values } = cause
  const fixes = values.filter(({ fix }) => fix)
  const [first] = fixes
  const labels = new Set(fixes.map(({ fix }) => fix?.label))
  const actions: CauseAction[] = []
  if (first?.fix && labels.size === 1 && fixes.length === values.length)
    actions.push({
      label: t(first.fix.reason === 'sound' ? 'allBecomeSound' : 'allBecome', { label: first.fix.label }),
      plan: withFixes(plan, column, fixes),
    })
  else if (fixes.length > 0)
    actions.push({ label: t('takeSuggestions', { count: formatNumber(fixes.length) }), plan: withFixes(plan, column, fixes) })
  if (isMissing(cause)) {
    if (field?.kind !== 'user')
      actions.push({
        label: t(field?.list === undefined ? 'makeAll' : 'addAll', { count: formatNumber(values.length) }),
        plan: withMissing(plan, column, 'add'),
      })
    if (!field?.required) actions.push({ label: t('emptyForAll'), plan: withMissing(plan, column, 'empty') })
  } else if (code === 'cell_date_ambiguous') {
    actions.push({ label: t('dayFirst'), plan: withOrder(plan, column, 'day-first') })
    actions.push({ label: t('monthFirst'), plan: withOrder(plan, column, 'month-first') })
  } else if (code !== 'required' && !field?.required) {
    actions.push({ label: t('emptyForAll'), plan: withUnreadable(plan, column, 'empty') })
  }
  return actions
}

function warningActions({ cause, field, plan, t }: Given, column: number): CauseAction[] {
  const { code, values, parameters } = cause
  const [only, second] = values
  const meant = parameters?.meant
  switch (code) {
    case 'cell_read_as': {
      // What was accepted is a rule of the column from now on, and a template keeps it.
      const known = values.filter(({ fix }) => fix)
      if (known.length > 0) return [{ label: t('accept'), plan: withFixes(plan, column, known) }]
      return only && second === undefined && meant
        ? [{ label: t('accept'), plan: withReplaced(plan, column, only.text, String(meant)) }]
        : []
    }
    case 'cell_will_be_added': {
      const leave: CauseAction = { label: t('leaveRowsOut'), plan: withMissing(plan, column, 'reject') }
      return field?.required ? [leave] : [{ label: t('emptyForAll'), plan: withMissing(plan, column, 'empty') }, leave]
    }
    case 'cell_left_empty':
      return [
        ...(plan.columns[column]?.whenMissing === 'empty' && field?.kind !== 'user'
          ? [{ label: t('addBack'), plan: withMissing(plan, column, 'add') }]
          : []),
        { label: t('leaveRowsOut'), plan: withUnreadable(withMissing(plan, column, 'reject'), column, 'reject') },
      ]
    case 'cell_phone_odd':
      return [{ label: t('emptyForAll'), plan: withUnreadable(plan, column, 'empty') }]
    default:
      return []
  }
}
