import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { userAccess } from '../../data/access.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { ResetSecondFactor } from './ResetSecondFactor.tsx'

/** What an administrator can do about the sign-in of somebody else. */
export function SignInMenu({ id, name }: { id: string; name: string }) {
  const t = useText(messages)
  const [open, setOpen] = useState<'resetFactor' | null>(null)
  const { data: access } = useQuery({ queryKey: userAccess.key(id), queryFn: () => userAccess.get(id), staleTime: 0 })
  const close = () => setOpen(null)

  return (
    <>
      <Menu
        label={t('signIn')}
        place="bottom-end"
        width={240}
        entries={[
          {
            label: t('resetFactor'),
            icon: <ShieldOff className="i s" aria-hidden="true" />,
            whyNot: access?.secondFactor ? undefined : t('factorNotOn', { name }),
            run: () => setOpen('resetFactor'),
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
      {open === 'resetFactor' && <ResetSecondFactor id={id} name={name} onClose={close} />}
    </>
  )
}
