import { Building2, Check, Plus } from 'lucide-react'
import { useMeta } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showToast } from '../data/toasts.ts'
import { goToWorkspace, useWorkspaces } from '../data/workspaces.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { openOverlay } from './overlay.ts'

/** Whoever belongs to several workspaces goes from one to the other here, and makes another where that is allowed. */
export function WorkspaceChoice({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const { workspace } = useMeta()
  const session = useWorkspaces()
  if (!session || (session.workspaces.length < 2 && !session.mayCreateWorkspace)) return null

  return (
    <>
      <hr className="sep" />
      <div className="head">{t('workspace')}</div>
      {session.workspaces.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="opt"
          aria-pressed={id === workspace.id}
          onClick={() => id !== workspace.id && void goToWorkspace(id).catch(tellFailure)}
        >
          <Building2 className="i" aria-hidden="true" />
          <span className="el">{name}</span>
          {id === workspace.id && <Check className="i s chosen" aria-hidden="true" />}
        </button>
      ))}
      {session.mayCreateWorkspace && (
        <button
          type="button"
          className="opt"
          onClick={() => {
            onClose()
            openOverlay('workspace')
          }}
        >
          <Plus className="i" aria-hidden="true" />
          {t('newWorkspace')}
        </button>
      )}
    </>
  )
}

export function tellFailure(error: unknown): void {
  showToast({ kind: 'failed', text: problemText(error) })
}
