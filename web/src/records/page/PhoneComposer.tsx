import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { useText } from '../../text/index.ts'
import { type ComposeCall, Composer } from '../timeline/Composer.tsx'
import { activityModel } from '../timeline/channels.ts'
import { pageTexts } from './messages.ts'

type Props = { object: ObjectMeta; record: RecordJson; call: ComposeCall | null; onOpen: () => void }

/** The main action at the thumb; writing takes the lower half of the screen. */
export function PhoneComposer({ object, record, call, onOpen }: Props) {
  const t = useText(pageTexts)
  const model = activityModel(useMeta())
  const [closed, setClosed] = useState(0)
  if (!model?.object.may.create || record.deletedAt) return null
  const isOpen = call !== null && call.call > closed
  const close = () => setClosed(call?.call ?? 0)
  return (
    <div className="rec-bottom">
      <Button look="primary" icon={<NotebookPen className="i" aria-hidden="true" />} onClick={onOpen}>
        {t('logActivity')}
      </Button>
      {isOpen && (
        <Dialog title={t('logActivity')} onClose={close}>
          <Composer model={model} object={object} record={record} call={call} onSaved={close} />
        </Dialog>
      )}
    </div>
  )
}
