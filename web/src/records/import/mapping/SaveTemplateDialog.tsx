import { useState } from 'react'
import { fieldProblems, problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { common, useText } from '../../../text/index.ts'
import { bareName, type ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { useSaveTemplate } from '../templates.ts'

/** Keeps this mapping under a name, for the next file of its kind: for oneself, or for everybody. */
export function SaveTemplateDialog({ view, onClose }: { view: ImportView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const save = useSaveTemplate(view)
  const [name, setName] = useState(bareName(view.fileName))
  const [shared, setShared] = useState(false)
  const refused = save.error && (fieldProblems(save.error)['name'] ?? problemText(save.error))

  function submit(): void {
    if (name.trim() !== '') save.mutate({ name: name.trim(), shared }, { onSuccess: onClose })
  }

  return (
    <Dialog
      title={t('templateSaveTitle')}
      onClose={onClose}
      width={440}
      footer={
        <>
          <Button
            look="primary"
            busy={save.isPending && words('saving')}
            whyNot={name.trim() === '' ? t('templateNeedsName') : undefined}
            onClick={submit}
          >
            {words('save')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-pad col g4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className="t2">{t('templateText')}</p>
        <label>
          <span className="label">{t('templateName')}</span>
          <input className="field" data-autofocus value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="row g3">
          <input type="checkbox" className="cb" checked={shared} onChange={(event) => setShared(event.target.checked)} />
          {t('templateShare')}
        </label>
        {refused && (
          <p className="under bad" role="alert">
            {refused}
          </p>
        )}
      </form>
    </Dialog>
  )
}
