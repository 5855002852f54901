import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showWorkspace, useWorkspaces, workspaces } from '../../data/workspaces.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { common, useText } from '../../text/index.ts'
import { messages } from './workspace-messages.ts'

/** Out of this workspace, for somebody who has another to go on in. */
export function LeaveWorkspace() {
  const t = useText(messages)
  const words = useText(common)
  const { workspace } = useMeta()
  const session = useWorkspaces()
  const [isOpen, setOpen] = useState(false)
  const leave = useMutation({ mutationFn: workspaces.leave, onSuccess: ({ workspace: next }) => showWorkspace(next.id) })
  if (!session || session.workspaces.length < 2) return null
  const { name } = workspace

  return (
    <section>
      <h2>{t('leaveTitle')}</h2>
      <p className="t2">{t('leaveAbout', { name })}</p>
      <Button onClick={() => setOpen(true)}>{t('leave', { name })}</Button>
      {isOpen && (
        <Dialog
          title={t('leaveQuestion', { name })}
          width={420}
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button look="danger" busy={leave.isPending && t('wait')} onClick={() => leave.mutate()}>
                {t('leave', { name })}
              </Button>
              <Button look="bare" onClick={() => setOpen(false)}>
                {words('cancel')}
              </Button>
            </>
          }
        >
          <div className="dialog-pad">
            {leave.error && (
              <div className="alert" role="alert">
                {problemText(leave.error)}
              </div>
            )}
            <p className="t2">{t('leaveText')}</p>
          </div>
        </Dialog>
      )}
    </section>
  )
}
