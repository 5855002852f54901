import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import type { ViewAudience } from './view.ts'

export type ViewGiven = { name: string; audience: ViewAudience; favourite: boolean }

type SaveViewDialogProps = {
  title: string
  action: string
  initial: ViewGiven
  isSaving: boolean
  problem: string | null
  onSave: (given: ViewGiven) => void
  onClose: () => void
}

/** Name and audience of a view. */
export function SaveViewDialog({ title, action, initial, isSaving, problem, onSave, onClose }: SaveViewDialogProps) {
  const t = useText(messages)
  const words = useText(common)
  const id = useId()
  const [name, setName] = useState(initial.name)
  const [audience, setAudience] = useState(initial.audience)
  const [favourite, setFavourite] = useState(initial.favourite)
  const [isChecked, setChecked] = useState(false)
  const wrong = name.trim() === '' && isChecked ? t('nameNeeded') : problem

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    setChecked(true)
    if (name.trim() !== '') onSave({ name: name.trim(), audience, favourite })
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={400}
      footer={
        <>
          <Button look="primary" type="submit" form={`${id}-form`} busy={isSaving && words('saving')}>
            {action}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={onSubmit} className="dialog-pad vw-form">
        <div>
          <label className="label" htmlFor={`${id}-name`}>
            {t('viewName')}
          </label>
          <input
            id={`${id}-name`}
            className="field"
            data-autofocus=""
            value={name}
            maxLength={60}
            autoComplete="off"
            placeholder={t('viewNameHint')}
            aria-invalid={wrong !== null || undefined}
            aria-describedby={`${id}-under`}
            onChange={(event) => setName(event.target.value)}
          />
          <p id={`${id}-under`} className={wrong === null ? 'under' : 'under bad'}>
            {wrong ?? t('keeps')}
          </p>
        </div>
        <div>
          <span className="label">{t('whoSees')}</span>
          <Segmented
            label={t('whoSees')}
            value={audience}
            options={[
              ['personal', t('personal')],
              ['team', t('team')],
              ['everyone', t('everyone')],
            ]}
            onChange={setAudience}
          />
        </div>
        <label className="vw-favourite">
          <input type="checkbox" className="cb" checked={favourite} onChange={(event) => setFavourite(event.target.checked)} />
          {t('favourite')}
        </label>
      </form>
    </Dialog>
  )
}
