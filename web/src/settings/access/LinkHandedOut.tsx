import type { HandedOut } from '../../data/access.ts'
import { formatDateTime } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { ShownOnce } from './ShownOnce.tsx'

/** The mail is on its way; or the link is here, this once, for the administrator to hand over. */
export function LinkHandedOut({ handedOut, name, onClose }: { handedOut: HandedOut; name: string; onClose: () => void }) {
  const t = useText(messages)
  const { url, email, expiresAt } = handedOut
  const until = formatDateTime(expiresAt)
  return (
    <ShownOnce title={handedOut.sent ? t('linkSent') : t('linkReady')} secret={url} copyLabel={t('copyLink')} onClose={onClose}>
      {handedOut.sent ? t('linkSentText', { email, until }) : t('linkReadyText', { name, until })}
    </ShownOnce>
  )
}
