import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { tokens } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { SelectField, TextField } from '../../sign-in/TextField.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { ShownOnce } from './ShownOnce.tsx'

const year = 365

/** Makes a token of one's own, and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const form = useId()
  const [name, setName] = useState('')
  const [days, setDays] = useState(String(year))
  const make = useMutation({
    mutationFn: () => tokens.create({ name: name.trim(), ...(days === '' ? { neverExpires: true } : { expiresInDays: Number(days) }) }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: tokens.allKey }),
  })
  const whyNot = name.trim() === '' ? t('tokenMissing') : undefined

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot === undefined && !make.isPending) make.mutate()
  }

  if (make.data) {
    return (
      <ShownOnce title={t('tokenReady', { name: name.trim() })} secret={make.data.token} copyLabel={t('copyToken')} onClose={onClose}>
        {t('tokenReadyText')}
      </ShownOnce>
    )
  }
  return (
    <Dialog
      title={t('newToken')}
      width={420}
      closeOutside={false}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={form} look="primary" busy={make.isPending && t('wait')} whyNot={whyNot}>
            {t('createToken')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-pad dialog-form" onSubmit={submit} noValidate>
        {make.error && (
          <div className="alert" role="alert">
            {problemText(make.error)}
          </div>
        )}
        <TextField label={t('tokenFor')} required autoFocus autoComplete="off" value={name} onChange={setName} hint={t('tokenForHint')} />
        <SelectField
          label={t('validFor')}
          value={days}
          options={[
            ['30', t('days', { count: 30 })],
            ['90', t('days', { count: 90 })],
            [String(year), t('oneYear')],
            ['', t('never')],
          ]}
          onChange={setDays}
        />
      </form>
    </Dialog>
  )
}
