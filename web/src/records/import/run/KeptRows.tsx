import type { Label } from '../../../data/client.ts'
import { useLabel } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { currentLanguage, useText } from '../../../text/index.ts'
import { useKeptRows } from '../api.ts'
import type { ImportView, KeptRow } from '../import-view.ts'
import { messages } from '../messages.ts'

const shownColumns = 5

/** Rows that were left out, or taken with something left open, as they stood in the file, each with the reason. */
export function KeptRows({ view, outcome, count }: { view: ImportView; outcome: KeptRow['outcome']; count: number }) {
  const t = useText(messages)
  const label = useLabel()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useKeptRows(view.id, outcome, true)
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  if (rows.length === 0) return null
  const columns = view.columns.slice(0, shownColumns)
  return (
    <section className="imp-rejected" aria-label={t(outcome === 'rejected' ? 'rejectedRows' : 'notedRows')}>
      <h3>
        {t(outcome === 'rejected' ? 'rejectedRows' : 'notedRows')} <span className="t3 small">{formatNumber(count)}</span>
      </h3>
      <table className="plain">
        <thead>
          <tr>
            <th className="r" style={{ width: 64 }}>
              {t('row')}
            </th>
            {columns.map((column) => (
              <th key={column.index}>{column.name}</th>
            ))}
            <th style={{ width: '38%' }}>{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const why = reasonsOf(row, outcome, label)
            return (
              <tr key={row.number}>
                <td className="r">{formatNumber(row.number)}</td>
                {columns.map((column) => (
                  <td key={column.index} title={row.cells[column.index]}>
                    {row.cells[column.index]}
                  </td>
                ))}
                <td className={outcome === 'rejected' ? 'bad' : 'warn'} title={why}>
                  {why}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {hasNextPage && (
        <Button size="sm" className="more" busy={isFetchingNextPage && t('moreRows')} onClick={() => void fetchNextPage()}>
          {t('moreRows')}
        </Button>
      )}
    </section>
  )
}

function reasonsOf({ problems }: KeptRow, outcome: KeptRow['outcome'], label: (words: Label) => string): string {
  const colon = currentLanguage() === 'en' ? ': ' : '：'
  return problems
    .filter(({ severity }) => outcome === 'noted' || severity === 'error')
    .map(({ fieldLabel, detail }) => (fieldLabel ? `${label(fieldLabel)}${colon}${detail}` : detail))
    .join(' ')
}
