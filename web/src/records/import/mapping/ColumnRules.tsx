import type { FieldMeta } from '../../../data/client.ts'
import { useText } from '../../../text/index.ts'
import type { ColumnPlan, ImportPlan } from '../import-view.ts'
import { messages } from '../messages.ts'
import { withDecimals, withMissing, withOrder, withTimes, withUnreadable } from '../plan-edits.ts'

const pointing = new Set(['reference', 'references', 'user', 'choice', 'multiChoice'])
const readable = new Set(['number', 'money', 'percent', 'date', 'dateTime', 'boolean', 'region', 'email', 'url', 'phone'])

/** What happens to values of this column that do not fit. */
export function ColumnRules({
  field,
  column,
  plan,
  onPlan,
}: {
  field: FieldMeta
  column: number
  plan: ImportPlan
  onPlan: (plan: ImportPlan) => void
}) {
  const t = useText(messages)
  const own: ColumnPlan | undefined = plan.columns[column]
  const isDate = field.kind === 'date' || field.kind === 'dateTime'
  if (!own || (!pointing.has(field.kind) && !readable.has(field.kind))) return null
  return (
    <div className="rules">
      {pointing.has(field.kind) && (
        <>
          <span>{t('whenMissing')}</span>
          <select
            className="field"
            aria-label={t('whenMissing')}
            value={own.whenMissing ?? 'reject'}
            onChange={(event) => onPlan(withMissing(plan, column, event.target.value as 'reject' | 'empty' | 'add'))}
          >
            <option value="reject">{t('reject')}</option>
            <option value="empty">{t('leaveEmpty')}</option>
            <option value="add">{t('make')}</option>
          </select>
        </>
      )}
      {readable.has(field.kind) && (
        <>
          <span>{t('whenUnreadable')}</span>
          <select
            className="field"
            aria-label={t('whenUnreadable')}
            value={own.whenUnreadable ?? 'reject'}
            onChange={(event) => onPlan(withUnreadable(plan, column, event.target.value as 'reject' | 'empty'))}
          >
            <option value="reject">{t('reject')}</option>
            <option value="empty">{t('leaveEmpty')}</option>
          </select>
        </>
      )}
      {(field.kind === 'number' || field.kind === 'money' || field.kind === 'percent') && (
        <>
          <span>{t('decimalMark')}</span>
          <select
            className="field"
            aria-label={t('decimalMark')}
            value={own.decimals ?? 'point'}
            onChange={(event) => onPlan(withDecimals(plan, column, event.target.value))}
          >
            <option value="point">1,234.50</option>
            <option value="comma">1.234,50</option>
          </select>
        </>
      )}
      {(field.kind === 'number' || field.kind === 'money') && (
        <>
          <span>{t('unit')}</span>
          <select
            className="field"
            aria-label={t('unit')}
            value={own.times ?? '1'}
            onChange={(event) => onPlan(withTimes(plan, column, event.target.value))}
          >
            <option value="1">{t('unitOne')}</option>
            <option value="1000">{t('unitThousand')}</option>
            <option value="10000">{t('unitTenThousand')}</option>
            <option value="1000000">{t('unitMillion')}</option>
            <option value="100000000">{t('unitHundredMillion')}</option>
          </select>
        </>
      )}
      {isDate && (
        <>
          <span>{t('dayOrder')}</span>
          <select
            className="field"
            aria-label={t('dayOrder')}
            value={own.order ?? ''}
            onChange={(event) => onPlan(withOrder(plan, column, event.target.value as 'day-first' | 'month-first'))}
          >
            {own.order === undefined && <option value="">—</option>}
            <option value="day-first">{t('dayFirst')}</option>
            <option value="month-first">{t('monthFirst')}</option>
          </select>
        </>
      )}
    </div>
  )
}
