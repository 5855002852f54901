import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

type Props = {
  title: string
  children: ReactNode
  /** What cannot be shown again; without it the dialog only tells. */
  secret: string | undefined
  copyLabel: string
  onClose: () => void
}

/** A link or a token that is shown this once, to be copied. A click beside the dialog does not lose it. */
export function ShownOnce({ title, children, secret, copyLabel, onClose }: Props) {
  const t = useText(messages)
  const words = useText(common)
  return (
    <Dialog
      title={title}
      width={520}
      closeOutside={secret === undefined}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {words('close')}
        </Button>
      }
    >
      <div className="dialog-pad">
        <p className="t2">{children}</p>
        {secret !== undefined && (
          <div className="shown-once">
            <code translate="no">{secret}</code>
            <Button
              size="sm"
              icon={<Copy className="i s" aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(secret).then(() => showToast({ text: t('copied') }))}
            >
              {copyLabel}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
