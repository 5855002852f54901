import { useLabel } from '../../../data/meta.ts'
import { emptyMark, formatDateTime, formatExactDate, formatMoney, formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { addDecimals } from './add-decimals.ts'
import type { FigureSum, Reason, ReconciledFigure, ReconciledFile } from './api.ts'
import { messages } from './messages.ts'

const reasonNames = {
  rejected: 'reasonRejected',
  skipped: 'reasonSkipped',
  asked: 'reasonAsked',
  merged: 'reasonMerged',
  kept: 'reasonKept',
  deleted: 'reasonDeleted',
  edited: 'reasonEdited',
  otherwise: 'reasonOtherwise',
  differs: 'reasonDiffers',
} as const satisfies Record<Reason, keyof typeof messages>

/** Each measured field: how many values and what sum on either side, and why they part. */
export function FigureTable({ file }: { file: ReconciledFile }) {
  const t = useText(messages)
  return (
    <div className="imp-wide">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('figure')}</th>
            <th className="r" style={{ width: '8%' }}>{`${t('inFile')} · ${t('count')}`}</th>
            <th className="r" style={{ width: '18%' }}>{`${t('inFile')} · ${t('sum')}`}</th>
            <th className="r" style={{ width: '8%' }}>{`${t('inRecords')} · ${t('count')}`}</th>
            <th className="r" style={{ width: '18%' }}>{`${t('inRecords')} · ${t('sum')}`}</th>
            <th className="r" style={{ width: '10%' }}>
              {t('difference')}
            </th>
            <th style={{ width: '22%' }}>{t('reasons')}</th>
          </tr>
        </thead>
        <tbody>
          {file.figures.map((figure) => (
            <Figure key={`${figure.field} ${figure.currency}`} figure={figure} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Figure({ figure }: { figure: ReconciledFigure }) {
  const t = useText(messages)
  const label = useLabel()
  const { source, result, reasons, currency } = figure
  const why = reasons.map((one) => t('reasonText', { reason: t(reasonNames[one.reason]), amount: amountOf(figure, one) })).join(' · ')
  const isEqual = result !== null && result.count === source.count && result.sum === source.sum
  return (
    <tr>
      <td className="k">
        {label(figure.label)} {currency !== null && <span className="t3">{currency}</span>}
      </td>
      <td className="r">{formatNumber(source.count)}</td>
      <td className="r">
        <Sum figure={figure} sum={source} />
      </td>
      <td className="r">{result === null ? emptyMark : formatNumber(result.count)}</td>
      <td className="r">{result === null ? emptyMark : <Sum figure={figure} sum={result} />}</td>
      <td className="r">
        {result === null ? emptyMark : isEqual ? <span className="ok">{t('equal')}</span> : <Difference figure={figure} result={result} />}
      </td>
      <td className={reasons.some(({ reason }) => reason === 'differs') ? 'bad' : ''} title={why}>
        {why}
      </td>
    </tr>
  )
}

function isDate({ kind }: ReconciledFigure): boolean {
  return kind === 'date' || kind === 'dateTime'
}

function Sum({ figure, sum }: { figure: ReconciledFigure; sum: FigureSum }) {
  const t = useText(messages)
  if (!isDate(figure)) return <>{amount(figure, sum.sum)}</>
  if (sum.least === null || sum.most === null) return <>{emptyMark}</>
  const told = figure.kind === 'date' ? formatExactDate : formatDateTime
  return <>{t('span', { least: told(sum.least), most: told(sum.most) })}</>
}

/** Dates are compared by count here; their sum would say nothing to anybody. */
function Difference({ figure, result }: { figure: ReconciledFigure; result: FigureSum }) {
  if (isDate(figure)) return <>{signed(String(result.count - figure.source.count))}</>
  const parts = figure.reasons.map(({ sum }) => sum)
  return <>{amount(figure, addDecimals(parts))}</>
}

function amountOf(figure: ReconciledFigure, { count, sum }: { count: number; sum: string }): string {
  return isDate(figure) ? signed(String(count)) : amount(figure, sum)
}

function amount({ currency }: ReconciledFigure, sum: string): string {
  return currency === null ? formatNumber(sum) : formatMoney({ amount: sum, currency }, { style: 'figure' })
}

function signed(text: string): string {
  return text.startsWith('-') ? formatNumber(text) : `+${formatNumber(text)}`
}
