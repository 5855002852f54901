import { cancelJob, useJob } from '../../../data/jobs.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { type ImportView, rereadImport } from '../api.ts'
import { messages } from '../messages.ts'
import { Steps } from '../Steps.tsx'

/** The import under way. It goes on when this page is left. */
export function RunningStep({ view }: { view: ImportView }) {
  const t = useText(messages)
  const { data: job } = useJob(view.batchId ?? undefined)
  const done = Math.max(view.done, job?.done ?? 0)
  const share = view.rowCount === 0 ? 0 : Math.min(100, (done / view.rowCount) * 100)

  async function cancel(): Promise<void> {
    if (view.batchId === null) return
    await cancelJob(view.batchId)
    rereadImport(view.id)
  }

  return (
    <div className="imp">
      <div className="imp-bar steps-bar">
        <Steps now="stepImport" />
      </div>
      <div className="imp-card">
        <h2>{t('running', { file: view.fileName })}</h2>
        <p className="lead">{t('canLeave')}</p>
        <div
          className="meter"
          style={{ height: 8 }}
          role="progressbar"
          aria-label={t('stepImport')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share)}
        >
          <i style={{ width: `${share}%` }} />
        </div>
        <p className="t3" style={{ marginTop: 8 }}>
          {formatNumber(done)} / {formatNumber(view.rowCount)}
        </p>
        <div className="btns">
          <Button onClick={() => void cancel()}>{t('cancelImport')}</Button>
        </div>
      </div>
    </div>
  )
}
