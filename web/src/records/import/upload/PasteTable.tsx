import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { common, useText } from '../../../text/index.ts'
import { messages } from '../messages.ts'
import { isTable } from './pasted-table.ts'

/** Cells copied from a spreadsheet or a page, put into a box: for phones, and for whoever wants to see them first. */
export function PasteTable({ onText, onClose }: { onText: (text: string) => void; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const [text, setText] = useState('')

  return (
    <Dialog
      title={t('pasteTitle')}
      onClose={onClose}
      width={640}
      closeOutside={text === ''}
      footer={
        <>
          <Button look="primary" whyNot={isTable(text) ? undefined : t('pasteTooLittle')} onClick={() => onText(text)}>
            {t('pasteTake')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        <p className="t2" style={{ marginBottom: 8 }}>
          {t('pasteHint')}
        </p>
        <textarea
          className="field imp-paste"
          data-autofocus
          aria-label={t('pasteTitle')}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  )
}
