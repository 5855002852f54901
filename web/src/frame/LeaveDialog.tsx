import { useWaitingWrites } from '../data/kept-writes.ts'
import { sendKept } from '../data/send-kept.ts'
import { signOut } from '../data/session.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { common, useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** Signing out clears the device: whoever has unsent changes is asked first. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const count = useWaitingWrites().length
  return (
    <Dialog
      title={t('leaveTitle', { count })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="primary" disabled={count === 0} onClick={() => void sendKept()}>
            {t('keptSend')}
          </Button>
          <Button onClick={() => void signOut()}>{count === 0 ? t('signOut') : t('leaveAnyway')}</Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="dialog-pad">{t('leaveText')}</p>
    </Dialog>
  )
}
