import { useNavigate } from '@tanstack/react-router'
import { ListChecks, Pause, Play, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { trackJob } from '../../../data/jobs.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { formatDuration, formatNumber } from '../../../design/format.ts'
import { common, useText } from '../../../text/index.ts'
import { isChecking, isMoving, type ProjectView, rereadProject, useChangeProject, useDeleteProject, useProjectStep } from './api.ts'
import { messages } from './messages.ts'
import { ProjectMark } from './ProjectMark.tsx'

/** Where the project stands, and what can be done with it now. */
export function ProjectHead({ project }: { project: ProjectView }) {
  const t = useText(messages)
  return (
    <>
      <div className="imp-bar steps-bar imp-project-head">
        <ProjectMark status={project.status} />
        <span className="t2">
          {t('source')} {project.source}
        </span>
        <Actions project={project} />
      </div>
      {isMoving(project.status) && <Progress project={project} />}
      {project.error && project.status === 'failed' && (
        <p className="alert" role="alert" style={{ margin: 12 }}>
          {project.error.detail}
        </p>
      )}
    </>
  )
}

function Actions({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const check = useProjectStep(project.id, 'check')
  const start = useProjectStep(project.id, 'start')
  const cancel = useProjectStep(project.id, 'cancel')
  const pause = useProjectStep(project.id, 'pause')
  const resume = useProjectStep(project.id, 'resume')
  const [asking, setAsking] = useState<'undo' | 'remove' | null>(null)
  const { status, files, isMine } = project
  const waiting = files.filter((file) => file.status === 'open')
  const isOpen = isMine && !isMoving(status) && status !== 'paused' && status !== 'signed' && status !== 'undone'
  const hasRun = project.batchId !== null
  const isChecked = waiting.every((file) => file.check !== null)
  const mayUndo = hasRun && !isMoving(status) && status !== 'undone' && status !== 'paused' && (isMine || project.mayReopen)

  return (
    <div className="row g4 end">
      {isOpen && !hasRun && (
        <Button size="sm" look="bare" onClick={() => setAsking('remove')}>
          {t('remove')}
        </Button>
      )}
      {mayUndo && (status !== 'signed' || project.mayReopen) && (
        <Button size="sm" icon={<Undo2 className="i s" aria-hidden="true" />} onClick={() => setAsking('undo')}>
          {t('undo')}
        </Button>
      )}
      {isOpen && waiting.length > 0 && (
        <Button
          size="sm"
          icon={<ListChecks className="i s" aria-hidden="true" />}
          busy={(check.isPending || isChecking(project)) && t('checking')}
          onClick={() => check.mutate()}
        >
          {t('check')}
        </Button>
      )}
      {isOpen && waiting.length > 0 && (
        <Button
          size="sm"
          look="primary"
          icon={<Play className="i s" aria-hidden="true" />}
          busy={start.isPending && t('starting')}
          whyNot={isChecked ? undefined : t('checkFirst')}
          onClick={() => start.mutate()}
        >
          {hasRun ? t('startRest') : t('start')}
        </Button>
      )}
      {isMine && (status === 'running' || status === 'queued') && (
        <Button size="sm" icon={<Pause className="i s" aria-hidden="true" />} onClick={() => pause.mutate()}>
          {t('pause')}
        </Button>
      )}
      {isMine && status === 'paused' && (
        <Button size="sm" look="primary" icon={<Play className="i s" aria-hidden="true" />} onClick={() => resume.mutate()}>
          {t('resume')}
        </Button>
      )}
      {isMine && (status === 'running' || status === 'queued' || status === 'paused') && (
        <Button size="sm" onClick={() => cancel.mutate()}>
          {t('cancel')}
        </Button>
      )}
      {asking === 'undo' && <UndoDialog project={project} onClose={() => setAsking(null)} />}
      {asking === 'remove' && <RemoveDialog project={project} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Progress({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const { done, rowCount, remainingSeconds } = project
  const share = rowCount === 0 ? 0 : Math.min(100, (done / rowCount) * 100)
  if (project.status === 'undoing') return null
  return (
    <div className="imp-bar">
      <div
        className="meter grow"
        style={{ height: 6 }}
        role="progressbar"
        aria-label={project.name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <span className="t2">{t('progress', { done: formatNumber(done), total: formatNumber(rowCount) })}</span>
      {remainingSeconds !== null && <span className="t3">{t('remaining', { time: formatDuration(remainingSeconds) })}</span>}
    </div>
  )
}

/** Taking a project back cannot itself be taken back: it is asked for once. */
function UndoDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const undo = useProjectStep(project.id, 'undo')

  function run(): void {
    undo.mutate(undefined, {
      onSuccess: (answer) => {
        trackJob((answer as { job: { id: string } }).job.id, () => void rereadProject(project.id))
        onClose()
      },
    })
  }

  return (
    <Dialog
      title={t('undo')}
      onClose={onClose}
      width={440}
      footer={
        <>
          <Button look="danger" busy={undo.isPending && t('undoing')} onClick={run}>
            {t('undo')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="t2">{t('undoText')}</p>
      {project.status === 'signed' && <p className="warn">{t('undoSignedText')}</p>}
    </Dialog>
  )
}

function RemoveDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const navigate = useNavigate()
  const remove = useDeleteProject(project.id)
  return (
    <Dialog
      title={t('remove')}
      onClose={onClose}
      width={400}
      footer={
        <>
          <Button
            look="danger"
            busy={remove.isPending && words('loading')}
            onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/imports/projects' }) })}
          >
            {t('remove')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="t2">{t('removeText')}</p>
    </Dialog>
  )
}

/** What happens to the files behind one that fails. */
export function WhenFailedChoice({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const change = useChangeProject(project.id)
  return (
    <label className="imp-chip">
      <span>{t('whenFailed')}</span>
      <select
        aria-label={t('whenFailed')}
        value={project.whenFailed}
        onChange={(event) => change.mutate({ whenFailed: event.target.value === 'goOn' ? 'goOn' : 'stop' })}
      >
        <option value="stop">{t('stop')}</option>
        <option value="goOn">{t('goOn')}</option>
      </select>
    </label>
  )
}
