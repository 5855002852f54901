import { CloudOff, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { RecordJson } from '../data/client.ts'
import { dropKept, type KeptUpdate, type KeptWrite, useWaitingWrites } from '../data/kept-writes.ts'
import { useMeta } from '../data/meta.ts'
import { titleOf } from '../data/records.ts'
import { resolveKept, retryKept, sendKept } from '../data/send-kept.ts'
import { conflictsOf } from '../data/stale-choice.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { formatDateTime } from '../design/format.ts'
import { StaleDialog } from '../records/page/StaleDialog.tsx'
import { common, useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** What waits on this device for the server, and what the server did not take. */
export function KeptWrites({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const kept = useWaitingWrites()
  const [deciding, setDeciding] = useState<KeptWrite | null>(null)
  return (
    <Dialog
      title={t('keptTitle')}
      onClose={onClose}
      width={520}
      footer={
        <>
          <Button look="primary" disabled={kept.length === 0} onClick={() => void sendKept()}>
            {t('keptSend')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('close')}
          </Button>
        </>
      }
    >
      <ul className="kept-list">
        {kept.length === 0 && <li className="t3">{t('keptNone')}</li>}
        {kept.map((one) => (
          <li key={one.key}>
            {one.refusal ? <TriangleAlert className="i s bad" aria-hidden="true" /> : <CloudOff className="i s t3" aria-hidden="true" />}
            <span className="grow">
              {one.label}
              <small className={one.refusal ? 'bad' : 't3'}>
                {formatDateTime(one.at)} · {one.refusal?.text ?? t('keptWaits')}
              </small>
            </span>
            {one.refusal?.current && (
              <Button size="xs" onClick={() => setDeciding(one)}>
                {t('keptDecide')}
              </Button>
            )}
            {one.refusal && !one.refusal.current && (
              <Button size="xs" onClick={() => retryKept(one)}>
                {words('retry')}
              </Button>
            )}
            <Button size="xs" look="bare" aria-label={t('keptDropNamed', { what: one.label })} onClick={() => dropKept(one.key)}>
              {t('keptDrop')}
            </Button>
          </li>
        ))}
      </ul>
      {deciding?.refusal?.current && deciding.write.kind === 'update' && (
        <Decide kept={deciding} write={deciding.write} current={deciding.refusal.current} onDone={() => setDeciding(null)} />
      )}
    </Dialog>
  )
}

type Decision = {
  kept: KeptWrite
  write: KeptUpdate
  current: NonNullable<KeptWrite['refusal']>['current'] & RecordJson
  onDone: () => void
}

function Decide({ kept, write, current, onDone }: Decision) {
  const { objects } = useMeta()
  const object = objects.find(({ key }) => key === write.object)
  if (!object) return null
  const { conflicts, clear } = conflictsOf(write.shown, write.base as RecordJson, current)
  return (
    <StaleDialog
      object={object}
      title={titleOf(object.key, current)}
      stale={{ record: current, conflicts, clear, shown: write.shown, changedBy: current.changedBy, changedAt: current.changedAt }}
      onResolve={(mine) => {
        resolveKept(kept, write, [...Object.keys(clear), ...mine])
        onDone()
      }}
    />
  )
}
