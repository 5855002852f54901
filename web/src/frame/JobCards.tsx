import { Link } from '@tanstack/react-router'
import { Pause, Play, X } from 'lucide-react'
import { useEffect } from 'react'
import { client, type Job, type JobStatus } from '../data/client.ts'
import { useImportOfJob } from '../data/imports.ts'
import { cancelJob, forgetJob, isOver, rereadJob, tellWhenOver, useTrackedJobs } from '../data/jobs.ts'
import { useLabel } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { formatDuration, formatNumber } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const stayMilliseconds = 12_000
const looks: Readonly<Record<JobStatus, string>> = { queued: '', running: '', paused: 'w', done: 'o', failed: 'x', cancelled: '' }

/** Work in the background: how far it is, how long it takes, and a way to stop it. The page that started it may be left. */
export function JobCards() {
  const jobs = useTrackedJobs()
  return jobs.map((job) => <JobCard key={job.id} job={job} />)
}

function JobCard({ job }: { job: Job }) {
  const t = useText(messages)
  const label = useLabel()
  const over = isOver(job)
  const own = useImportOfJob(job)
  const name = own?.fileName ?? fileOf(job)?.name
  const title = name === undefined ? label(job.title) : `${label(job.title)} ${name}`

  useEffect(() => {
    if (!over) return
    tellWhenOver(job)
    // A file waits to be fetched.
    if (job.status !== 'done' || fileOf(job) !== null) return
    const timer = setTimeout(() => forgetJob(job.id), stayMilliseconds)
    return () => clearTimeout(timer)
  }, [over, job])

  const share = job.total ? Math.min(100, (job.done / job.total) * 100) : job.status === 'done' ? 100 : 0
  return (
    <div className="job" data-status={job.status}>
      <div className="row g3">
        <Icon name={job.kind.includes('import') ? 'upload' : job.kind === 'export' ? 'download' : 'layers'} size="s" />
        {own ? (
          <Link to="/imports/$id" params={{ id: own.id }} className="m el" title={title}>
            {title}
          </Link>
        ) : (
          <b className="m el">{title}</b>
        )}
        <span className="end t3 nw small">
          {job.total ? `${formatNumber(job.done)} / ${formatNumber(job.total)}` : formatNumber(job.done)}
        </span>
        {own && !over && <Hold job={job} importId={own.id} />}
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
      <div className="meter" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share)}>
        <i className={looks[job.status]} style={{ width: `${share}%` }} />
      </div>
      <output className="small t3">
        {statusText(job, t)} <FileLink job={job} />
      </output>
    </div>
  )
}

/** The file that an export made, ready to be fetched. */
function FileLink({ job }: { job: Job }) {
  const t = useText(messages)
  const file = fileOf(job)
  if (file === null) return null
  return (
    <a className="btn xs" href={client.exports.fileUrl(file.id)} download={file.name} title={file.name}>
      {t('jobDownload')}
    </a>
  )
}

function fileOf({ kind, status, result }: Job): { id: string; name: string } | null {
  if (kind !== 'export' || status !== 'done' || typeof result !== 'object' || result === null) return null
  const { export: id, fileName: name } = result as { export?: unknown; fileName?: unknown }
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : null
}

/** Holds an import for a while, and lets it go on. */
function Hold({ job, importId }: { job: Job; importId: string }) {
  const t = useText(messages)
  const isPaused = job.status === 'paused'
  const words = t(isPaused ? 'jobResume' : 'jobPause')

  async function run(): Promise<void> {
    try {
      await client.call('POST', `/imports/${importId}/${isPaused ? 'resume' : 'pause'}`, { body: {} })
      rereadJob(job.id)
    } catch (error) {
      showToast({ kind: 'failed', text: problemText(error) })
    }
  }

  return (
    <button type="button" className="ib sm" aria-label={words} title={words} onClick={() => void run()}>
      {isPaused ? <Play className="i s" aria-hidden="true" /> : <Pause className="i s" aria-hidden="true" />}
    </button>
  )
}

function statusText(job: Job, t: ReturnType<typeof useText<typeof messages>>): string {
  if (job.status === 'done') return t('jobDone')
  if (job.status === 'failed') return t('jobFailed', { reason: job.error?.detail ?? '' })
  if (job.status === 'cancelled' && job.kind === 'export') return t('jobExportCancelled')
  if (job.status === 'cancelled') return t('jobCancelled', { done: formatNumber(job.done) })
  if (job.status === 'paused') return t('jobPaused')
  if (job.status === 'queued') return `${t('jobWaiting')}${t('jobAnd')}${t('jobLeaves')}`
  const left = job.remainingSeconds === null ? '' : `${t('jobRemaining', { time: formatDuration(job.remainingSeconds) })}${t('jobAnd')}`
  return `${left}${t('jobLeaves')}`
}
