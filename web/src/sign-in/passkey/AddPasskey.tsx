import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { passkeys, secondFactor } from '../../data/access.ts'
import { isProblem } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { PasswordField } from '../PasswordField.tsx'
import { TextField } from '../TextField.tsx'
import { isThereAlready, makePasskey, wasCalledOff } from './ceremony.ts'
import { messages } from './messages.ts'

/** The password once more and a name; the browser asks for the rest. */
export function AddPasskey({ suggestedName, onAdded }: { suggestedName: string; onAdded: (name: string) => void }) {
  const t = useText(messages)
  const [password, setPassword] = useState('')
  const [name, setName] = useState(suggestedName)
  const make = useMutation({
    mutationFn: () => makePasskey({ password, name: name.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: passkeys.key })
      await queryClient.invalidateQueries({ queryKey: secondFactor.key })
      onAdded(name.trim())
    },
  })
  const isWrongPassword = isProblem(make.error) && make.error.field === 'password'
  const whyNot = password === '' ? t('passwordMissing') : name.trim() === '' ? t('nameMissing') : undefined

  function whatWentWrong(error: unknown): string {
    if (isThereAlready(error)) return t('thereAlready')
    return wasCalledOff(error) ? t('calledOff') : problemText(error)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot === undefined && !make.isPending) make.mutate()
  }

  return (
    <form className="enrol" onSubmit={submit} noValidate>
      <p className="t2">{t('addText')}</p>
      {make.error && !isWrongPassword && (
        <div className="alert" role="alert">
          {whatWentWrong(make.error)}
        </div>
      )}
      <PasswordField
        label={t('password')}
        value={password}
        onChange={setPassword}
        autoFocus
        problem={isWrongPassword ? problemText(make.error) : undefined}
      />
      <TextField label={t('name')} autoComplete="off" value={name} onChange={setName} hint={t('nameHint')} />
      <Button type="submit" look="primary" busy={make.isPending && t('adding')} whyNot={whyNot}>
        {t('add')}
      </Button>
    </form>
  )
}
