// biome-ignore-all lint/a11y/useSemanticElements: it stands under the virtual rows of a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop
import type { Count, ObjectMeta, Totals } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { formatCount, formatNumber, formatPercent } from '../../design/format.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { type ColumnTotal, columnTotals } from '../grid/column-order.ts'
import type { GridColumn } from '../grid/columns.ts'
import { messages } from './messages.ts'
import { isAveraged } from './use-list-read.ts'

type TotalsRowProps = {
  object: ObjectMeta
  columns: readonly GridColumn[]
  /** What stands under each column of figures. */
  chosen: Readonly<Record<string, ColumnTotal>>
  onChoose: (column: string, total: ColumnTotal) => void
  count: Count | undefined
  totals: Totals['totals'] | undefined
  withCheck: boolean
}

/** What the list adds up to: all records that match, not the rows that were read. Each figure can be another one. */
export function TotalsRow({ object, columns, chosen, onChoose, count, totals, withCheck }: TotalsRowProps) {
  const t = useText(messages)
  const label = useLabel()
  const texts = columns.map((column) => totalText(column, chosen[column.key] ?? 'none', totals))
  const firstSum = texts.findIndex((text, at) => text !== null && chosen[columns[at]?.key ?? ''] === 'sum')
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
          {at === 0 ? (
            count && t('countOf', { count: formatCount(count), object: objects })
          ) : maySum(column) ? (
            <TotalChoice column={column} total={chosen[column.key] ?? 'none'} text={texts[at] ?? null} onChoose={onChoose} />
          ) : (
            at === firstSum - 1 && <span>{t('total')}</span>
          )}
        </div>
      ))}
    </div>
  )
}

const words = { sum: 'total', average: 'average', min: 'least', max: 'largest', none: 'noTotal' } as const

type TotalChoiceProps = { column: GridColumn; total: ColumnTotal; text: string | null; onChoose: TotalsRowProps['onChoose'] }

function TotalChoice({ column, total, text, onChoose }: TotalChoiceProps) {
  const t = useText(messages)
  const isMean = isAveraged(column.field)
  return (
    <Menu
      label={t('totalOf', { column: column.label })}
      width={140}
      place="top-start"
      entries={columnTotals
        .filter((one) => !isMean || one !== 'sum')
        .map((one) => ({ label: t(words[one]), checked: one === total, run: () => onChoose(column.key, one) }))}
    >
      {(open) => (
        <button type="button" className="rg-total" tabIndex={-1} aria-label={t('totalOf', { column: column.label })} {...open}>
          {text === null ? (
            <span className="rg-no-total">{t('total')}</span>
          ) : total === 'sum' ? (
            text
          ) : (
            <>
              <span>{t(words[total])}</span> {text}
            </>
          )}
        </button>
      )}
    </Menu>
  )
}

/** Figures that can be added up at all: list prices and years say nothing as a sum, but have an average or a largest. */
export function maySum({ isFigure, field }: Pick<GridColumn, 'isFigure' | 'field'>): boolean {
  return (isFigure || field.shown === 'score') && field.filterable && !field.masked
}

function totalText(column: GridColumn, total: ColumnTotal, totals: Totals['totals'] | undefined): string | null {
  const found = total === 'none' ? null : totals?.[column.key]?.[total]
  if (found === null || found === undefined) return null
  if (column.field.kind === 'percent') return formatPercent(Number(found))
  if (column.field.shown === 'score') return formatNumber(Math.round(Number(found)))
  const isMoney = column.field.kind === 'money' || column.field.result === 'money'
  return formatNumber(found, found.includes('.') ? { decimals: isMoney ? 2 : (column.field.decimals ?? 2) } : {})
}
