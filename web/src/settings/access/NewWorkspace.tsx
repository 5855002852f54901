import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useMeta } from '../../data/meta.ts'
import { fieldProblems, problemText } from '../../data/problems.ts'
import { goToWorkspace, workspaces } from '../../data/workspaces.ts'
import { currencyOptions, timeZoneOptions } from '../../set-up/regional.ts'
import { SelectField, TextField } from '../../sign-in/TextField.tsx'
import { useLanguage, useText } from '../../text/index.ts'
import { FormDialog } from './FormDialog.tsx'
import { messages } from './workspace-messages.ts'

/** A further workspace: another company, with records and people of its own, that I begin to administer. */
export function NewWorkspace({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const language = useLanguage()
  const { workspace } = useMeta()
  const [name, setName] = useState('')
  const [currency, setCurrency] = useState<string>(workspace.currency)
  const [timeZone, setTimeZone] = useState(workspace.timeZone)
  const currencies = useMemo(() => currencyOptions(language), [language])
  const zones = useMemo(() => timeZoneOptions(new Date(), language), [language])
  const make = useMutation({
    mutationFn: () => workspaces.create({ name: name.trim(), currency, locale: language, timeZone }),
    onSuccess: ({ workspace: made }) => goToWorkspace(made.id),
  })
  const refused = fieldProblems(make.error)

  return (
    <FormDialog
      title={t('newWorkspace')}
      submitLabel={t('createWorkspace')}
      isPending={make.isPending}
      whyNot={name.trim() === '' ? t('nameMissing') : undefined}
      problem={make.error && Object.keys(refused).length === 0 ? problemText(make.error) : undefined}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <p className="t2">{t('newWorkspaceText')}</p>
      <TextField
        label={t('name')}
        required
        autoFocus
        autoComplete="organization"
        value={name}
        onChange={setName}
        problem={refused['name']}
      />
      <SelectField label={t('currency')} value={currency} options={currencies} onChange={setCurrency} />
      <SelectField label={t('timeZone')} value={timeZone} options={zones} onChange={setTimeZone} />
    </FormDialog>
  )
}
