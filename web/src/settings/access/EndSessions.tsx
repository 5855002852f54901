import { useMutation } from '@tanstack/react-query'
import { sessions } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** An administrator signs somebody out everywhere: a lost computer, a browser left open. */
export function EndSessions({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const end = useMutation({
    mutationFn: () => sessions.endOf(id),
    onSuccess: () => {
      showToast({ text: t('sessionsEnded', { name }) })
      onClose()
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  return (
    <Dialog
      title={t('endSessionsTitle', { name })}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={end.isPending && t('wait')} onClick={() => end.mutate()}>
            {t('endSessionsOf')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="dialog-pad t2">{t('endSessionsText', { name })}</p>
    </Dialog>
  )
}
