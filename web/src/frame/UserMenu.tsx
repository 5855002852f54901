import { Keyboard, LogOut } from 'lucide-react'
import { useRef, useState } from 'react'
import { keptWrites } from '../data/kept-writes.ts'
import { useMeta } from '../data/meta.ts'
import { signOut } from '../data/session.ts'
import { Avatar } from '../design/Avatar.tsx'
import { Keys } from '../design/Keys.tsx'
import { Popover } from '../design/Popover.tsx'
import { useText } from '../text/index.ts'
import { AppearanceChoices } from './AppearanceChoices.tsx'
import { DelegationChoice } from './DelegationChoice.tsx'
import { messages } from './messages.ts'
import { openOverlay } from './overlay.ts'
import { WorkspaceChoice } from './WorkspaceChoice.tsx'

/** Me, at the foot of the rail: how things look, which language, which keys, and out. */
export function UserMenu() {
  const t = useText(messages)
  const { me } = useMeta()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="me"
        aria-label={t('me', { name: me.name })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Avatar id={me.principalId} name={me.name} size="l" />
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} place="right-end" width={276} label={t('me', { name: me.name })}>
          <UserMenuContent onClose={() => setOpen(false)} />
        </Popover>
      )}
    </>
  )
}

export function UserMenuContent({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const { me, workspace } = useMeta()

  function leave(): void {
    if (keptWrites().length === 0) return void signOut()
    onClose()
    openOverlay('leave')
  }

  return (
    <div className="user-menu">
      <div className="row g4 who">
        <Avatar id={me.principalId} name={me.name} size="l" />
        <div className="grow">
          <div className="el m">{me.name}</div>
          <div className="el t3 small">
            {me.email} · {workspace.name}
          </div>
        </div>
      </div>
      <AppearanceChoices />
      <DelegationChoice />
      {!me.acting && <WorkspaceChoice onClose={onClose} />}
      <hr className="sep" />
      <button
        type="button"
        className="opt"
        onClick={() => {
          onClose()
          openOverlay('keys')
        }}
      >
        <Keyboard className="i" aria-hidden="true" />
        {t('keys')}
        <span className="end">
          <Keys keys="?" />
        </span>
      </button>
      <button type="button" className="opt" onClick={leave}>
        <LogOut className="i" aria-hidden="true" />
        {t('signOut')}
      </button>
    </div>
  )
}
