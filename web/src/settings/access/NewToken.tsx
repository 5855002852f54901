import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { tokens } from '../../data/access.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { SelectField, TextField } from '../../sign-in/TextField.tsx'
import { useText } from '../../text/index.ts'
import { FormDialog } from './FormDialog.tsx'
import { messages } from './messages.ts'
import { ShownOnce } from './ShownOnce.tsx'

const year = 365

/** Makes a token of one's own, and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState('')
  const { me } = useMeta()
  const [days, setDays] = useState(String(year))
  const [role, setRole] = useState('')
  const [doing, setDoing] = useState<'all' | 'reading'>('all')
  const make = useMutation({
    mutationFn: () =>
      tokens.create({
        name: name.trim(),
        role: role || null,
        readOnly: doing === 'reading',
        ...(days === '' ? { neverExpires: true } : { expiresInDays: Number(days) }),
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: tokens.allKey }),
  })
  const whyNot = name.trim() === '' ? t('tokenMissing') : undefined

  if (make.data) {
    return (
      <ShownOnce title={t('tokenReady', { name: name.trim() })} secret={make.data.token} copyLabel={t('copyToken')} onClose={onClose}>
        {t('tokenReadyText')}
      </ShownOnce>
    )
  }
  return (
    <FormDialog
      title={t('newToken')}
      submitLabel={t('createToken')}
      isPending={make.isPending}
      whyNot={whyNot}
      problem={make.error ? problemText(make.error) : undefined}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField label={t('tokenFor')} required autoFocus autoComplete="off" value={name} onChange={setName} hint={t('tokenForHint')} />
      <SelectField
        label={t('rights')}
        value={role}
        options={[['', t('allMyRights')], ...me.roles.map(({ id, name }): [string, string] => [id, t('onlyRole', { role: name })])]}
        onChange={setRole}
      />
      <div className="control">
        <Segmented
          label={t('mayDo')}
          value={doing}
          options={[
            ['all', t('readAndWrite')],
            ['reading', t('onlyReading')],
          ]}
          onChange={setDoing}
        />
        {(role !== '' || doing === 'reading') && <div className="under">{t('narrowedHint')}</div>}
      </div>
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
    </FormDialog>
  )
}
