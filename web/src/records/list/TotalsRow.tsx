// biome-ignore-all lint/a11y/useSemanticElements: it stands under the virtual rows of a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop
import type { Count, ObjectMeta, Totals } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { formatCount, formatNumber, formatPercent } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { GridColumn } from '../grid/columns.ts'
import { messages } from './messages.ts'

type TotalsRowProps = {
  object: ObjectMeta
  columns: readonly GridColumn[]
  count: Count | undefined
  totals: Totals['totals'] | undefined
  withCheck: boolean
}

/** What the list adds up to: all records that match, not the rows that were read. */
export function TotalsRow({ object, columns, count, totals, withCheck }: TotalsRowProps) {
  const t = useText(messages)
  const label = useLabel()
  const texts = columns.map((column) => totalText(column, totals))
  const firstSum = texts.findIndex((text) => text !== null)
  const objects = inSentence(label(count?.count === 1 ? object.label : object.plural))

  return (
    <div className="rg-foot" role="row">
      {withCheck && <div className="rg-tf rg-check" role="gridcell" />}
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          className={`rg-tf${at === 0 ? ' rg-frozen' : ''}${column.isFigure || (at === firstSum - 1 && at > 0) ? ' r' : ''}`}
        >
          {at === 0
            ? count && t('countOf', { count: formatCount(count), object: objects })
            : at === firstSum - 1 && at > 0
              ? texts[at] === null && <span>{t('total')}</span>
              : texts[at] !== null && <TotalText column={column} text={texts[at] ?? ''} />}
        </div>
      ))}
    </div>
  )
}

function TotalText({ column, text }: { column: GridColumn; text: string }) {
  const t = useText(messages)
  return column.field.kind === 'percent' ? (
    <>
      <span>{t('average')}</span> {text}
    </>
  ) : (
    text
  )
}

/** Sums of money and counts; a percentage has an average, not a sum. */
function totalText(column: GridColumn, totals: Totals['totals'] | undefined): string | null {
  const found = totals?.[column.key]
  if (!found) return null
  if (column.field.kind === 'percent') return found.average === null ? null : formatPercent(Number(found.average))
  if (found.sum === null) return null
  const isWhole = !found.sum.includes('.')
  return formatNumber(
    found.sum,
    isWhole ? {} : { decimals: column.field.kind === 'money' || column.field.result === 'money' ? 2 : (column.field.decimals ?? 2) },
  )
}
