import { trackJob } from '../../../data/jobs.ts'
import { rereadObject } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { common, useText } from '../../../text/index.ts'
import { rereadImport, useOrder } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

/** Taking an import back cannot itself be taken back: it is asked for once. */
export function UndoDialog({ view, onClose }: { view: ImportView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const undo = useOrder(view.id, 'undo')

  function run(): void {
    undo.mutate(undefined, {
      onSuccess: (answer) => {
        if (answer)
          trackJob(answer.job.id, () => {
            rereadImport(view.id)
            rereadObject(view.object)
          })
        onClose()
      },
    })
  }

  return (
    <Dialog
      title={t('undoTitle')}
      onClose={onClose}
      width={440}
      footer={
        <>
          <Button look="danger" busy={undo.isPending && t('undoing')} onClick={run}>
            {t('undoImport')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="t2 dialog-pad">{t('undoText')}</p>
    </Dialog>
  )
}
