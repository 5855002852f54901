import { type FormEvent, type ReactNode, useId } from 'react'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'

type Props = {
  title: string
  /** The verb of the main button. */
  submitLabel: string
  isPending: boolean
  /** Why the form cannot be sent yet. */
  whyNot: string | undefined
  /** What was refused and belongs to no field. */
  problem: string | undefined
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A short form in a dialog. A click beside it does not lose what was typed. */
export function FormDialog({ title, submitLabel, isPending, whyNot, problem, onSubmit, onClose, children }: Props) {
  const t = useText(messages)
  const words = useText(common)
  const form = useId()

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot === undefined && !isPending) onSubmit()
  }

  return (
    <Dialog
      title={title}
      width={440}
      closeOutside={false}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={form} look="primary" busy={isPending && t('wait')} whyNot={whyNot}>
            {submitLabel}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-pad dialog-form" onSubmit={submit} noValidate>
        {problem !== undefined && (
          <div className="alert" role="alert">
            {problem}
          </div>
        )}
        {children}
      </form>
    </Dialog>
  )
}
