import './second-factor.css'
import { Copy, Download } from 'lucide-react'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** Shown this once, with the ways to keep them. */
export function RecoveryCodes({ codes, email, onKept }: { codes: readonly string[]; email: string; onKept: () => void }) {
  const t = useText(messages)

  function save(): void {
    const address = URL.createObjectURL(new Blob([`${codes.join('\r\n')}\r\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${t('codesFile', { email })}.txt`
    link.click()
    URL.revokeObjectURL(address)
  }

  return (
    <section>
      <h3>{t('keepCodes')}</h3>
      <p className="t2">{t('keepCodesText')}</p>
      <ul className="codes" translate="no" aria-label={t('keepCodes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="btns">
        <Button
          size="sm"
          icon={<Copy className="i s" aria-hidden="true" />}
          onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => showToast({ text: t('copied') }))}
        >
          {t('copyCodes')}
        </Button>
        <Button size="sm" icon={<Download className="i s" aria-hidden="true" />} onClick={save}>
          {t('saveCodes')}
        </Button>
      </div>
      <div className="btns">
        <Button look="primary" onClick={onKept}>
          {t('codesKept')}
        </Button>
      </div>
    </section>
  )
}
