import { useText } from '../../text/index.ts'
import type { ImportStatus } from './import-view.ts'
import { messages } from './messages.ts'

const names = {
  open: 'statusOpen',
  queued: 'statusQueued',
  running: 'statusRunning',
  paused: 'statusPaused',
  done: 'statusDone',
  failed: 'statusFailed',
  cancelled: 'statusCancelled',
  undone: 'statusUndone',
} as const
const looks: Readonly<Record<ImportStatus, string>> = {
  open: 'line',
  queued: '',
  running: 'brand',
  paused: 'warn',
  done: 'ok',
  failed: 'bad',
  cancelled: '',
  undone: '',
}

export function StatusMark({ status }: { status: ImportStatus }) {
  const t = useText(messages)
  return <span className={`tag ${looks[status]}`}>{t(names[status])}</span>
}
