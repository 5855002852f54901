import { useText } from '../../../text/index.ts'
import type { ProjectStatus } from './api.ts'
import { messages } from './messages.ts'

const names = {
  open: 'statusOpen',
  queued: 'statusQueued',
  running: 'statusRunning',
  paused: 'statusPaused',
  done: 'statusDone',
  failed: 'statusFailed',
  cancelled: 'statusCancelled',
  undoing: 'statusUndoing',
  undone: 'statusUndone',
  signed: 'statusSigned',
} as const
const looks: Readonly<Record<ProjectStatus, string>> = {
  open: 'line',
  queued: '',
  running: 'brand',
  paused: 'warn',
  done: 'warn',
  failed: 'bad',
  cancelled: '',
  undoing: 'brand',
  undone: '',
  signed: 'ok',
}

export function ProjectMark({ status }: { status: ProjectStatus }) {
  const t = useText(messages)
  return <span className={`tag ${looks[status]}`}>{t(names[status])}</span>
}
