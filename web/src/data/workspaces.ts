import { useQuery } from '@tanstack/react-query'
import { client } from './client.ts'
import { stopLive } from './live.ts'
import { currentMeta } from './meta.ts'

const sessionKey = ['session'] as const
/** Tells the other tabs of this browser that the session works elsewhere now. */
const switches = new BroadcastChannel('guanxi.workspace')

switches.onmessage = ({ data: id }: MessageEvent<string>) => {
  const shown = currentMeta()?.workspace.id
  if (shown !== undefined && shown !== id) location.assign('/')
}

/** The workspaces of whoever is signed in, and whether they may make another. */
export function useWorkspaces() {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => client.session.get({ signal }) }).data
}

/** Goes to work in another workspace, in all tabs of this browser. */
export async function goToWorkspace(id: string): Promise<void> {
  await client.session.chooseWorkspace(id)
  showWorkspace(id)
}

/** The session is there already: nothing of the other workspace may stay in the memory of a page. */
export function showWorkspace(id: string): void {
  stopLive()
  sessionStorage.clear()
  switches.postMessage(id)
  location.assign('/')
}

export const workspaces = {
  create: (wanted: { name: string; currency: string; locale: string; timeZone: string }) =>
    client.call<{ workspace: { id: string; name: string } }>('POST', '/workspaces', { body: wanted }),
  leave: () => client.call<{ workspace: { id: string; name: string } }>('POST', '/me/leave', { body: {} }),
}
