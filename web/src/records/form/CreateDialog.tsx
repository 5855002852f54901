import type { RecordJson, Values } from '../../data/client.ts'
import { inSentence, useLabel, useObject } from '../../data/meta.ts'
import { Dialog } from '../../design/Dialog.tsx'
import { useText } from '../../text/index.ts'
import { formTexts } from './messages.ts'
import { RecordForm } from './RecordForm.tsx'

type Props = { object: string; initial?: Values | undefined; onClose: () => void; onCreated: (record: RecordJson) => void }

/** A new record without leaving the screen: from a picker, a lane, or a related list. */
export function CreateDialog({ object, initial, onClose, onCreated }: Props) {
  const t = useText(formTexts)
  const label = useLabel()
  const declared = useObject(object)
  return (
    <Dialog title={t('create', { object: inSentence(label(declared.label)) })} onClose={onClose} width={680} closeOutside={false}>
      <RecordForm object={object} initial={initial} mayRepeat={false} onDone={(record) => (record ? onCreated(record) : onClose())} />
    </Dialog>
  )
}
