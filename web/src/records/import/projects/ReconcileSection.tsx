import { CircleAlert, CircleCheck } from 'lucide-react'
import { useLabel } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { LoadError, SkeletonRows } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { type ProjectView, type ReconciledFile, type Reconciliation, type RowCounts, useReconciliation } from './api.ts'
import { ChoiceTables } from './ChoiceTables.tsx'
import { FigureTable } from './FigureTable.tsx'
import { messages } from './messages.ts'

const outcomes = ['created', 'updated', 'unchanged', 'skipped', 'asked', 'rejected', 'unread'] as const

/** The figures of the files against those of the records; before the run, what the check says they will be. */
export function ReconcileSection({ project, isCounted }: { project: ProjectView; isCounted: boolean }) {
  const t = useText(messages)
  const { data, error, refetch, isFetching } = useReconciliation(project, isCounted)
  if (project.files.length === 0) return null
  return (
    <section aria-label={t('reconcile')} aria-busy={isFetching}>
      <div className="imp-section-head">
        <h2>{t('reconcile')}</h2>
        {data && <Verdict project={project} reconciliation={data} />}
      </div>
      {!isCounted && !data && <p className="t3 imp-pad">{t('noneYet')}</p>}
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {isCounted && !data && !error && <SkeletonRows />}
      {data && <Objects reconciliation={data} />}
      {data?.files.map((file) => (
        <File key={file.importId} file={file} />
      ))}
    </section>
  )
}

function Verdict({ project, reconciliation }: { project: ProjectView; reconciliation: Reconciliation }) {
  const t = useText(messages)
  if (project.batchId === null) return <span className="t2">{t('forecastText')}</span>
  if (reconciliation.files.some(({ phase }) => phase !== 'result')) return null
  return reconciliation.explained ? (
    <span className="row g3 ok">
      <CircleCheck className="i s" aria-hidden="true" />
      {t('explained')}
    </span>
  ) : (
    <span className="row g3 bad">
      <CircleAlert className="i s" aria-hidden="true" />
      {t('notExplained')}
    </span>
  )
}

function Objects({ reconciliation }: { reconciliation: Reconciliation }) {
  const t = useText(messages)
  const label = useLabel()
  return (
    <div className="imp-wide">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('object')}</th>
            <th className="r">{t('inFile')}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} className="r">
                {t(outcome)}
              </th>
            ))}
            <th className="r">{t('records')}</th>
          </tr>
        </thead>
        <tbody>
          {reconciliation.objects.map(({ object, label: name, rows, records }) => (
            <tr key={object}>
              <td className="k">{label(name)}</td>
              <td className="r">{formatNumber(rows.source)}</td>
              {outcomes.map((outcome) => (
                <Count key={outcome} rows={rows} outcome={outcome} />
              ))}
              <td className="r">{formatNumber(records)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Count({ rows, outcome }: { rows: RowCounts; outcome: (typeof outcomes)[number] }) {
  const isBad = outcome === 'rejected' || outcome === 'asked' || outcome === 'unread'
  const count = rows[outcome]
  return <td className={`r ${count === 0 ? 'none' : isBad ? 'bad' : ''}`}>{formatNumber(count)}</td>
}

function File({ file }: { file: ReconciledFile }) {
  const t = useText(messages)
  if (file.phase === 'none' || file.figures.length + file.choices.length === 0) return null
  return (
    <details className="imp-reconcile" open>
      <summary>
        <b>{file.fileName}</b>
        {file.phase === 'forecast' && <span className="tag line">{t('forecast')}</span>}
        {file.records && <span className="t3">{t('recordsText', { records: formatNumber(file.records.records) })}</span>}
        {file.records !== null && file.records.deleted > 0 && (
          <span className="warn">{t('deletedText', { count: formatNumber(file.records.deleted) })}</span>
        )}
        {file.records !== null && file.records.edited > 0 && (
          <span className="t2">{t('editedText', { count: formatNumber(file.records.edited) })}</span>
        )}
      </summary>
      {file.figures.length > 0 && <FigureTable file={file} />}
      {file.choices.length > 0 && <ChoiceTables choices={file.choices} />}
    </details>
  )
}
