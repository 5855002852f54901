import { useMutation } from '@tanstack/react-query'
import { userAccess } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** For a lost phone: an administrator takes the second factor of somebody away. */
export function ResetSecondFactor({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const reset = useMutation({
    mutationFn: () => userAccess.resetSecondFactor(id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: userAccess.key(id) })
      showToast({ text: t('factorReset', { name }) })
      onClose()
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  return (
    <Dialog
      title={t('resetFactorTitle', { name })}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={reset.isPending && t('wait')} onClick={() => reset.mutate()}>
            {t('resetFactor')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="dialog-pad t2">{t('resetFactorText', { name })}</p>
    </Dialog>
  )
}
