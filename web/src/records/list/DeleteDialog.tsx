import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

type DeleteDialogProps = { object: ObjectMeta; count: string; onDelete: () => void; onClose: () => void }

/** Asked only for what goes beyond the screen; what is on it is deleted at once and can be undone at once. */
export function DeleteDialog({ object, count, onDelete, onClose }: DeleteDialogProps) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  return (
    <Dialog
      title={t('deleteTitle', { count, object: inSentence(label(object.plural)) })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="danger" onClick={onDelete}>
            {t('deleteAll', { count })}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="dialog-pad t2">{t('deleteText')}</p>
    </Dialog>
  )
}
