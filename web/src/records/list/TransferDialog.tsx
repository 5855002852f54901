import { useState } from 'react'
import type { RecordLink } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatNumber } from '../../design/format.ts'
import { common, useText } from '../../text/index.ts'
import { RecordPicker } from '../picker/RecordPicker.tsx'
import type { BulkDialogProps } from './bulk-dialog.ts'
import { messages } from './messages.ts'

/** Another owner for everything that is chosen. */
export function TransferDialog({ object, count, selection, change, onClose }: BulkDialogProps) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const [person, setPerson] = useState<RecordLink | null>(null)
  const objects = inSentence(label(count === '1' ? object.label : object.plural))

  function transfer(to: RecordLink): void {
    onClose()
    void change(selection, {
      changes: { owner: to.id },
      shown: { owner: to },
      message: (done) =>
        t('bulkTransferred', {
          count: formatNumber(done),
          object: inSentence(label(done === 1 ? object.label : object.plural)),
          name: to.title,
        }),
    })
  }

  return (
    <Dialog
      title={t('transferTitle', { count, object: objects })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="primary" whyNot={person ? undefined : t('choosePerson')} onClick={() => person && transfer(person)}>
            {t('transfer')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        <span className="label">{t('transferTo')}</span>
        <RecordPicker object="user" place="form" label={t('transferTo')} autoFocus value={person} onChange={setPerson} />
        <p className="under">{t('transferHint')}</p>
      </div>
    </Dialog>
  )
}
