import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { client, type RecordJson } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { shortestPassword } from '../set-up/set-up-check.ts'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { common, useText } from '../text/index.ts'
import { SignInMenu } from './access/SignInMenu.tsx'
import { messages } from './messages.ts'
import { LeaveButton } from './organisation/LeaveButton.tsx'

/** On the page of a user: an administrator gives them a password, and with it a sign-in. */
export function UserActions({ record }: { record: RecordJson }) {
  const t = useText(messages)
  const { me } = useMeta()
  const [isOpen, setOpen] = useState(false)
  if (!me.isAdministrator || record.deletedAt) return null
  const email = typeof record['email'] === 'string' ? record['email'] : null
  return (
    <>
      <Button
        icon={<KeyRound className="i s" aria-hidden="true" />}
        whyNot={email === null ? t('needsEmail') : undefined}
        onClick={() => setOpen(true)}
      >
        {t('setPassword')}
      </Button>
      <SignInMenu id={record.id} name={String(record['name'])} email={email} />
      <LeaveButton record={record} />
      {isOpen && email !== null && (
        <PasswordDialog id={record.id} name={String(record['name'])} email={email} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

function PasswordDialog({ id, name, email, onClose }: { id: string; name: string; email: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const [password, setPassword] = useState('')
  const set = useMutation({
    mutationFn: () => client.call('POST', `/users/${id}/password`, { body: { password } }),
    onSuccess: () => {
      showToast({ text: t('passwordSet', { name, email }) })
      onClose()
    },
  })
  const isLong = [...password].length >= shortestPassword

  return (
    <Dialog
      title={t('setPasswordTitle', { name })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button
            look="primary"
            busy={set.isPending && words('saving')}
            whyNot={isLong ? undefined : t('passwordHint', { count: shortestPassword })}
            onClick={() => set.mutate()}
          >
            {t('setPassword')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        <p className="t2" style={{ marginBottom: 12 }}>
          {t('setPasswordText')}
        </p>
        <PasswordField
          label={t('newPassword')}
          value={password}
          onChange={setPassword}
          isNew
          hint={t('passwordHint', { count: shortestPassword })}
          problem={set.error ? problemText(set.error) : undefined}
        />
        <Button size="xs" onClick={() => setPassword(randomPassword())}>
          {t('makePassword')}
        </Button>
      </div>
    </Dialog>
  )
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of letters that nobody mixes up on the phone. */
function randomPassword(): string {
  const random = crypto.getRandomValues(new Uint8Array(16))
  const text = [...random].map((byte) => letters[byte % letters.length]).join('')
  return text.match(/.{4}/g)?.join('-') ?? text
}
