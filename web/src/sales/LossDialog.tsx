import { useState } from 'react'
import { useChoices, useLabel } from '../data/meta.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { common, useText } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import './sales.css'

/** Losing asks why: without the reason nobody learns from it. */
export function LossDialog({ title, onChoose, onClose }: { title: string; onChoose: (reason: string) => void; onClose: () => void }) {
  const t = useText(salesTexts)
  const words = useText(common)
  const label = useLabel()
  const reasons = useChoices('loss-reason').filter(({ active }) => active)
  const [reason, setReason] = useState<string | null>(null)
  return (
    <Dialog
      title={t('loseTitle', { title })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button
            look="danger"
            whyNot={reason === null && reasons.length > 0 ? t('loseHelp') : undefined}
            onClick={() => onChoose(reason ?? '')}
          >
            {t('confirmLose')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <fieldset className="dialog-pad loss-reasons">
        <legend className="t2">{t('loseHelp')}</legend>
        {reasons.map((choice, index) => (
          <label key={choice.key} className="loss-reason">
            <input
              type="radio"
              name="loss-reason"
              checked={reason === choice.key}
              onChange={() => setReason(choice.key)}
              data-autofocus={index === 0 || undefined}
            />
            {label(choice.label)}
          </label>
        ))}
      </fieldset>
    </Dialog>
  )
}
