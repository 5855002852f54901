import { Copy } from 'lucide-react'
import type { HandedOut } from '../../data/access.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatDateTime } from '../../design/format.ts'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** The mail is on its way; or the link is here, this once, for the administrator to hand over. */
export function LinkHandedOut({ handedOut, name, onClose }: { handedOut: HandedOut; name: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const { url, email, expiresAt } = handedOut
  return (
    <Dialog
      title={handedOut.sent ? t('linkSent') : t('linkReady')}
      width={480}
      closeOutside={handedOut.sent}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {words('close')}
        </Button>
      }
    >
      <div className="dialog-pad">
        <p className="t2">
          {handedOut.sent
            ? t('linkSentText', { email, until: formatDateTime(expiresAt) })
            : t('linkReadyText', { name, until: formatDateTime(expiresAt) })}
        </p>
        {url !== undefined && (
          <div className="shown-once">
            <code translate="no">{url}</code>
            <Button
              size="sm"
              icon={<Copy className="i s" aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(url).then(() => showToast({ text: t('copied') }))}
            >
              {t('copyLink')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
