import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { secondFactor } from '../../data/access.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError } from '../../design/states.tsx'
import { PasswordField } from '../../sign-in/PasswordField.tsx'
import { Enrolment } from '../../sign-in/second-factor/Enrolment.tsx'
import { RecoveryCodes } from '../../sign-in/second-factor/RecoveryCodes.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

type Open = 'setUp' | 'newCodes' | 'turnOff'

/** My own second factor: on, off, new recovery codes. Each asks for the password. */
export function SecondFactor() {
  const t = useText(messages)
  const { me } = useMeta()
  const { data: state, error, refetch } = useQuery({ queryKey: secondFactor.key, queryFn: secondFactor.state, staleTime: 0 })
  const [open, setOpen] = useState<Open | null>(null)

  function close(): void {
    setOpen(null)
    void queryClient.invalidateQueries({ queryKey: secondFactor.key })
  }

  return (
    <section>
      <h2>{t('twoStep')}</h2>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {state && (
        <p className="t2">
          {state.enabled ? t('twoStepOn', { count: state.recoveryCodesLeft }) : t('twoStepOff')} {state.required && t('twoStepMust')}
        </p>
      )}
      {state && !state.enabled && <Button onClick={() => setOpen('setUp')}>{t('setUp')}</Button>}
      {state?.enabled && (
        <div className="btn-row">
          <Button onClick={() => setOpen('newCodes')}>{t('newCodes')}</Button>
          <Button whyNot={state.required ? t('mayNotTurnOff') : undefined} onClick={() => setOpen('turnOff')}>
            {t('turnOff')}
          </Button>
        </div>
      )}
      {open === 'setUp' && (
        <Dialog title={t('setUp')} width={440} closeOutside={false} onClose={close}>
          <div className="dialog-pad">
            <Enrolment email={me.email} onDone={close} />
          </div>
        </Dialog>
      )}
      {open === 'newCodes' && <NewCodes email={me.email} onClose={close} />}
      {open === 'turnOff' && <TurnOff onClose={close} />}
    </section>
  )
}

function NewCodes({ email, onClose }: { email: string; onClose: () => void }) {
  const t = useText(messages)
  const make = useMutation({ mutationFn: secondFactor.newRecoveryCodes })
  return (
    <Dialog title={t('newCodes')} width={440} closeOutside={false} onClose={onClose}>
      {make.data ? (
        <div className="enrol dialog-pad">
          <RecoveryCodes codes={make.data.recoveryCodes} email={email} onKept={onClose} />
        </div>
      ) : (
        <PasswordForm text={t('newCodesText')} button={t('newCodes')} mutation={make} />
      )}
    </Dialog>
  )
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const disable = useMutation({
    mutationFn: secondFactor.disable,
    onSuccess: () => {
      showToast({ text: t('turnedOff') })
      onClose()
    },
  })
  return (
    <Dialog title={t('turnOff')} width={440} onClose={onClose}>
      <PasswordForm text={t('turnOffText')} button={t('turnOff')} mutation={disable} />
    </Dialog>
  )
}

type Mutation = { mutate: (password: string) => void; isPending: boolean; error: unknown }

function PasswordForm({ text, button, mutation }: { text: string; button: string; mutation: Mutation }) {
  const t = useText(messages)
  const [password, setPassword] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (password !== '' && !mutation.isPending) mutation.mutate(password)
  }

  return (
    <form className="enrol dialog-pad" onSubmit={submit}>
      <p className="t2">{text}</p>
      <PasswordField
        label={t('password')}
        value={password}
        onChange={setPassword}
        autoFocus
        problem={mutation.error ? problemText(mutation.error) : undefined}
      />
      <Button
        type="submit"
        look="primary"
        busy={mutation.isPending && t('wait')}
        whyNot={password === '' ? t('passwordMissing') : undefined}
      >
        {button}
      </Button>
    </form>
  )
}
