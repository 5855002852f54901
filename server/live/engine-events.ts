import type { Engine, EngineEvent } from '../../engine/index.ts'
import type { Identity } from '../identity/identity.ts'
import type { Hub } from './hub.ts'

/** Objects whose change makes other menus, fields, choices or rights. */
const configuration = new Set(['role', 'department', 'choice', 'customField', 'objectSetting', 'workspace'])

/** Passes what was committed, here or on another server, to the streams; and ends the sign-in of whoever was deactivated. */
export function connectEvents(given: { engine: Engine; hub: Hub; identity: Identity; onError: (error: unknown) => void }): () => void {
  const { engine, hub, identity, onError } = given
  if (!engine.feed) return () => undefined

  async function tell(event: EngineEvent): Promise<void> {
    const { workspaceId, object, recordId } = event
    if (event.kind.startsWith('notification.')) return hub.notified(workspaceId, event.principalId)
    if (!recordId) return
    if (event.kind.startsWith('batch.')) return tellJob(event, recordId)
    if (!event.kind.startsWith('record.')) return
    hub.recordChanged({
      workspaceId,
      object,
      id: recordId,
      revision: event.revision ?? 0,
      kind: event.kind.slice('record.'.length),
      by: event.principalId,
    })
    if (object === 'user') await userChanged(event, recordId)
  }

  async function tellJob(event: EngineEvent, id: string): Promise<void> {
    const { workspaceId, principalId } = event
    if (!hub.hasReader(workspaceId, principalId)) return
    const batch = await engine.job(await engine.contextFor({ workspaceId, principalId, through: 'job' }), id)
    hub.jobMoved({ workspaceId, principalId, id, status: batch.status, done: batch.done, total: batch.total })
  }

  /** Sign-in follows the user's record: its e-mail, and whether it is active. The engine refuses a principal that is not. */
  async function userChanged(event: EngineEvent, id: string): Promise<void> {
    const { workspaceId } = event
    engine.forget(workspaceId)
    const isActive = await engine.principal(workspaceId, id).then(
      () => true,
      () => false,
    )
    const fields = changedFields(event)
    if (fields.includes('active')) await identity.members.setActive(workspaceId, id, isActive)
    if (isActive && fields.includes('email')) await followEmail(workspaceId, id)
    if (isActive) return hub.metaChangedFor(workspaceId, id)
    hub.closePrincipal(workspaceId, id)
    identity.tokens.forgetPrincipal(id)
  }

  async function followEmail(workspaceId: string, id: string): Promise<void> {
    const system = await engine.systemContext(workspaceId, 'sign-in')
    const { email } = JSON.parse((await system.get({ object: 'user', id, fields: ['email'] })).record) as { email: string | null }
    if (email) await identity.members.followEmail(workspaceId, id, email)
  }

  return engine.feed.listen(async (events) => {
    for (const event of events) await tell(event).catch(onError)
    const touched = new Set(
      events.filter((event) => configuration.has(event.object) && event.kind.startsWith('record.')).map((event) => event.workspaceId),
    )
    for (const workspaceId of touched) hub.metaChanged(workspaceId)
  })
}

function changedFields({ payload }: EngineEvent): readonly string[] {
  return Array.isArray(payload?.fields) ? payload.fields.map(String) : []
}
