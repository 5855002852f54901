import { useMutation, useQuery } from '@tanstack/react-query'
import { ChevronDown, Eye, LogOut, Mail, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { signInLinks, userAccess } from '../../data/access.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { EndSessions } from './EndSessions.tsx'
import { LinkHandedOut } from './LinkHandedOut.tsx'
import { messages } from './messages.ts'
import { ResetSecondFactor } from './ResetSecondFactor.tsx'
import { ViewAs } from './ViewAs.tsx'

/** What an administrator can do about the sign-in of somebody else. */
export function SignInMenu({ id, name, email }: { id: string; name: string; email: string | null }) {
  const t = useText(messages)
  const [open, setOpen] = useState<'resetFactor' | 'endSessions' | 'viewAs' | null>(null)
  const { data: access } = useQuery({ queryKey: userAccess.key(id), queryFn: () => userAccess.get(id), staleTime: 0 })
  const link = useMutation({
    mutationFn: () => signInLinks.make(id),
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  const { me } = useMeta()
  const close = () => setOpen(null)

  return (
    <>
      <Menu
        label={t('signIn')}
        place="bottom-end"
        width={240}
        entries={[
          {
            label: access?.hasSignIn === false ? t('sendInvite') : t('sendLink'),
            icon: <Mail className="i s" aria-hidden="true" />,
            whyNot: email === null ? t('needsEmail') : undefined,
            run: () => link.mutate(),
          },
          {
            label: t('resetFactor'),
            icon: <ShieldOff className="i s" aria-hidden="true" />,
            whyNot: access?.secondFactor || access?.passkeys ? undefined : t('factorNotOn', { name }),
            run: () => setOpen('resetFactor'),
          },
          {
            label: t('viewAs'),
            icon: <Eye className="i s" aria-hidden="true" />,
            whyNot: id === me.userId ? t('viewAsSelf') : undefined,
            run: () => setOpen('viewAs'),
          },
          {
            label: t('endSessionsOf'),
            icon: <LogOut className="i s" aria-hidden="true" />,
            whyNot: access?.hasSignIn ? undefined : t('notSignedIn'),
            run: () => setOpen('endSessions'),
          },
        ]}
      >
        {(opener) => (
          <button type="button" className="btn" {...opener}>
            {t('signIn')}
            <ChevronDown className="i s" aria-hidden="true" />
          </button>
        )}
      </Menu>
      {link.data && <LinkHandedOut handedOut={link.data} name={name} onClose={() => link.reset()} />}
      {open === 'viewAs' && <ViewAs id={id} name={name} onClose={close} />}
      {open === 'endSessions' && <EndSessions id={id} name={name} onClose={close} />}
      {open === 'resetFactor' && <ResetSecondFactor id={id} name={name} onClose={close} />}
    </>
  )
}
