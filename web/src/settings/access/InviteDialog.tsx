import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { signInLinks } from '../../data/access.ts'
import type { RecordLink } from '../../data/client.ts'
import { fieldProblems, problemText } from '../../data/problems.ts'
import { rereadObject, useList } from '../../data/records.ts'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { SelectField, TextField } from '../../sign-in/TextField.tsx'
import { useText } from '../../text/index.ts'
import { FormDialog } from './FormDialog.tsx'
import { LinkHandedOut } from './LinkHandedOut.tsx'
import { messages } from './messages.ts'

/** An administrator invites somebody: a user with department and roles, and a link by which they choose their password. */
export function InviteDialog({ department: initial = null, onClose }: { department?: RecordLink | null; onClose: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [department, setDepartment] = useState<RecordLink | null>(initial)
  const [role, setRole] = useState('')
  const roles = useList('role', { fields: ['name'], sort: ['createdAt'], limit: 200 })
  const invite = useMutation({
    onSuccess: () => rereadObject('user'),
    mutationFn: () =>
      signInLinks.invite({ name: name.trim(), email: email.trim(), department: department?.id ?? null, roles: role ? [role] : [] }),
  })
  const refused = fieldProblems(invite.error)
  const whyNot = name.trim() === '' || email.trim() === '' ? t('nameAndEmail') : role === '' ? t('chooseRole') : undefined
  const optionsOf = (records: readonly { id: string }[]) =>
    records.map((record): [string, string] => [record.id, 'name' in record ? String(record.name) : ''])

  if (invite.data) return <LinkHandedOut handedOut={invite.data} name={name.trim()} onClose={onClose} />

  return (
    <FormDialog
      title={t('invite')}
      submitLabel={t('sendInvitation')}
      isPending={invite.isPending}
      whyNot={whyNot}
      problem={invite.error && Object.keys(refused).length === 0 ? problemText(invite.error) : undefined}
      onSubmit={() => invite.mutate()}
      onClose={onClose}
    >
      <TextField label={t('name')} required autoFocus autoComplete="off" value={name} onChange={setName} problem={refused['name']} />
      <TextField label={t('email')} type="email" required autoComplete="off" value={email} onChange={setEmail} problem={refused['email']} />
      <div className="control">
        <span className="label">{t('department')}</span>
        <RecordPicker
          object="department"
          place="form"
          label={t('department')}
          placeholder={t('noDepartment')}
          value={department}
          onChange={setDepartment}
        />
      </div>
      <SelectField label={t('role')} value={role} options={[['', t('chooseOne')], ...optionsOf(roles.records)]} onChange={setRole} />
    </FormDialog>
  )
}
