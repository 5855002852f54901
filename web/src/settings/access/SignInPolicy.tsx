import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { secondFactor as ownFactor, type SignInPolicy as Policy, signInPolicy } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { useList } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { common, useText } from '../../text/index.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { messages } from './messages.ts'
import { StuckMails } from './StuckMails.tsx'

/** What the workspace asks for at the sign-in: for administrators. */
export function SignInPolicy() {
  const { data: policy, error, refetch } = useQuery({ queryKey: signInPolicy.key, queryFn: signInPolicy.get, staleTime: 0 })
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />
  if (!policy) return <SkeletonRows />
  return (
    <div className="settings-page">
      <Invitation />
      <StuckMails />
      <PolicyForm policy={policy} />
    </div>
  )
}

function Invitation() {
  const t = useText(messages)
  const [isOpen, setOpen] = useState(false)
  return (
    <section>
      <h2>{t('inviteTitle')}</h2>
      <p className="t2">{t('inviteText')}</p>
      <Button icon={<UserPlus className="i s" aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('invite')}
      </Button>
      {isOpen && <InviteDialog onClose={() => setOpen(false)} />}
    </section>
  )
}

function PolicyForm({ policy }: { policy: Policy }) {
  const t = useText(messages)
  const words = useText(common)
  const [secondFactor, setSecondFactor] = useState(policy.secondFactor)
  const [chosen, setChosen] = useState<readonly string[]>(policy.roles)
  const roles = useList('role', { fields: ['name'], sort: ['createdAt'], limit: 200 })
  const keep = useMutation({
    mutationFn: () => signInPolicy.set({ secondFactor, roles: secondFactor === 'roles' ? [...chosen] : [] }),
    onSuccess: async (kept) => {
      // Whoever asks for it has to have it, too.
      const { required, enabled } = await ownFactor.state()
      if (required && !enabled) return location.assign('/second-factor')
      queryClient.setQueryData(signInPolicy.key, kept)
      showToast({ text: t('policyKept') })
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  const isEmpty = secondFactor === 'roles' && chosen.length === 0

  return (
    <section>
      <h2>{t('policyTitle')}</h2>
      <p className="t2">{t('policyText')}</p>
      <div className="control">
        <Segmented
          label={t('policyTitle')}
          value={secondFactor}
          options={[
            ['optional', t('optional')],
            ['roles', t('byRole')],
            ['everyone', t('everyone')],
          ]}
          onChange={setSecondFactor}
        />
      </div>
      {secondFactor === 'roles' && (
        <fieldset className="check-list">
          <legend className="label">{t('rolesThatMust')}</legend>
          {roles.records.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                className="cb"
                checked={chosen.includes(id)}
                onChange={({ target }) => setChosen(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
              />
              {String(name)}
            </label>
          ))}
        </fieldset>
      )}
      <Button
        look="primary"
        busy={keep.isPending && words('saving')}
        whyNot={isEmpty ? t('chooseRole') : undefined}
        onClick={() => keep.mutate()}
      >
        {words('save')}
      </Button>
    </section>
  )
}
