import { useState } from 'react'
import type { CalendarItem } from '../customers/calendar/calendar-items.ts'
import { fieldOf, useObject, useObjectIfReadable } from '../data/meta.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { FieldEditor } from '../records/fields/FieldEditor.tsx'
import { common, useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { useFinish } from './use-finish.ts'

/** What came of planned work, and when its customer is due next. */
export function OutcomeDialog({ item, onClose }: { item: CalendarItem; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const finish = useFinish()
  const content = fieldOf(useObject('activity'), 'content')
  const account = useObjectIfReadable('account')
  const next = account?.may.update && item.account ? fieldOf(account, 'nextActivityAt') : undefined
  const [outcome, setOutcome] = useState('')
  const [nextAt, setNextAt] = useState<unknown>(null)

  function save(): void {
    finish({ item, outcome, nextAt: typeof nextAt === 'string' ? nextAt : null })
    onClose()
  }

  return (
    <Dialog
      title={t('outcomeOf', { title: item.title })}
      onClose={onClose}
      width={520}
      closeOutside={outcome === ''}
      footer={
        <>
          <Button look="primary" onClick={save}>
            {t('finishWith')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad outcome">
        {item.account && <p className="t3">{item.account}</p>}
        {content && (
          <textarea
            className="in"
            rows={4}
            data-autofocus
            aria-label={t('outcome')}
            placeholder={t('outcomeHint')}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
          />
        )}
        {next && (
          <div>
            <span className="outcome-label">{t('nextTouch')}</span>
            <FieldEditor field={next} value={nextAt} onChange={setNextAt} place="form" label={t('nextTouch')} />
          </div>
        )}
      </div>
    </Dialog>
  )
}
