import { Pause, Play, X } from 'lucide-react'
import { useState } from 'react'
import { useJob } from '../../../data/jobs.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { formatDuration, formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { useOrder } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { StepBar } from '../StepBar.tsx'
import { Figures } from './Figures.tsx'

/** The import under way. It goes on when this page is left. */
export function RunningStep({ view }: { view: ImportView }) {
  const t = useText(messages)
  const { data: job } = useJob(view.batchId ?? undefined)
  const pause = useOrder(view.id, 'pause')
  const resume = useOrder(view.id, 'resume')
  const [isAsking, setAsking] = useState(false)
  const isPaused = view.status === 'paused'
  const done = Math.max(view.done, job?.done ?? 0)
  const share = view.rowCount === 0 ? 0 : Math.min(100, (done / view.rowCount) * 100)

  return (
    <div className="imp">
      <StepBar now="stepImport" />
      <div className="imp-scroll">
        <div className="imp-card">
          <h2>{t(isPaused ? 'pausedTitle' : view.status === 'queued' ? 'queuedTitle' : 'running', { file: view.fileName })}</h2>
          <p className="lead">{isPaused ? t('pausedText') : t('canLeave')}</p>
          <div
            className="meter"
            style={{ height: 8 }}
            role="progressbar"
            aria-label={t('stepImport')}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share)}
          >
            <i className={isPaused ? 'w' : ''} style={{ width: `${share}%` }} />
          </div>
          <p className="row g5 t3" style={{ marginTop: 8 }}>
            <span>
              {formatNumber(done)} / {formatNumber(view.rowCount)}
            </span>
            {!isPaused && view.rate != null && view.rate > 0 && <span>{t('rate', { count: formatNumber(Math.round(view.rate)) })}</span>}
            {!isPaused && view.remainingSeconds != null && (
              <span className="end">{t('remaining', { time: formatDuration(view.remainingSeconds) })}</span>
            )}
          </p>
          {done > 0 && view.result && <Figures result={view.result} />}
          <div className="btns">
            {isPaused ? (
              <Button
                look="primary"
                icon={<Play className="i" aria-hidden="true" />}
                busy={resume.isPending && t('resuming')}
                onClick={() => resume.mutate()}
              >
                {t('resume')}
              </Button>
            ) : (
              <Button
                icon={<Pause className="i" aria-hidden="true" />}
                busy={pause.isPending && t('pausing')}
                onClick={() => pause.mutate()}
              >
                {t('pause')}
              </Button>
            )}
            <Button icon={<X className="i" aria-hidden="true" />} onClick={() => setAsking(true)}>
              {t('cancelImport')}
            </Button>
          </div>
        </div>
      </div>
      {isAsking && <CancelDialog view={view} done={done} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** What was written stays when the rest is given up: that is said before. */
function CancelDialog({ view, done, onClose }: { view: ImportView; done: number; onClose: () => void }) {
  const t = useText(messages)
  const cancel = useOrder(view.id, 'cancel')
  return (
    <Dialog
      title={t('cancelTitle')}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="danger" busy={cancel.isPending && t('cancelling')} onClick={() => cancel.mutate(undefined, { onSuccess: onClose })}>
            {t('cancelImport')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {t('goOn')}
          </Button>
        </>
      }
    >
      <p className="t2 dialog-pad">{t('cancelText', { done: formatNumber(done), all: formatNumber(view.rowCount) })}</p>
    </Dialog>
  )
}
