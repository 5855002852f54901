import { X } from 'lucide-react'
import { useEffect } from 'react'
import type { Job } from '../data/client.ts'
import { cancelJob, forgetJob, isOver, tellWhenOver, useTrackedJobs } from '../data/jobs.ts'
import { useLabel } from '../data/meta.ts'
import { formatDuration, formatNumber } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const stayMilliseconds = 12_000

/** Work in the background: how far it is, how long it takes, and a way to stop it. The page that started it may be left. */
export function JobCards() {
  const jobs = useTrackedJobs()
  return jobs.map((job) => <JobCard key={job.id} job={job} />)
}

function JobCard({ job }: { job: Job }) {
  const t = useText(messages)
  const label = useLabel()
  const over = isOver(job)

  useEffect(() => {
    if (!over) return
    tellWhenOver(job)
    if (job.status !== 'done') return
    const timer = setTimeout(() => forgetJob(job.id), stayMilliseconds)
    return () => clearTimeout(timer)
  }, [over, job])

  const share = job.total ? Math.min(100, (job.done / job.total) * 100) : job.status === 'done' ? 100 : 0
  return (
    <div className="job" data-status={job.status}>
      <div className="row g3">
        <Icon name={job.kind.includes('import') ? 'upload' : 'layers'} size="s" />
        <b className="m el">{label(job.title)}</b>
        <span className="end t3 nw small">
          {job.total ? `${formatNumber(job.done)} / ${formatNumber(job.total)}` : formatNumber(job.done)}
        </span>
        <button
          type="button"
          className="ib sm"
          aria-label={over ? t('dismiss') : t('jobCancel')}
          title={over ? t('dismiss') : t('jobCancel')}
          onClick={() => (over ? forgetJob(job.id) : void cancelJob(job.id))}
        >
          <X className="i s" aria-hidden="true" />
        </button>
      </div>
      <div
        className="meter"
        role="progressbar"
        aria-label={label(job.title)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
      >
        <i className={job.status === 'failed' ? 'x' : job.status === 'done' ? 'o' : ''} style={{ width: `${share}%` }} />
      </div>
      <output className="small t3">{statusText(job, t)}</output>
    </div>
  )
}

function statusText(job: Job, t: ReturnType<typeof useText<typeof messages>>): string {
  if (job.status === 'done') return t('jobDone')
  if (job.status === 'failed') return t('jobFailed', { reason: job.error?.detail ?? '' })
  if (job.status === 'cancelled') return t('jobCancelled', { done: formatNumber(job.done) })
  const left = job.remainingSeconds === null ? t('jobWaiting') : t('jobRemaining', { time: formatDuration(job.remainingSeconds) })
  return `${left} · ${t('jobLeaves')}`
}
