import { client, type RecordLink } from './client.ts'
import { stopLive } from './live.ts'

export type Delegation = {
  id: string
  lender: RecordLink
  borrower: RecordLink
  madeBy: RecordLink
  from: string
  until: string
  objects: readonly string[] | null
  readOnly: boolean
  reason: string | null
  status: 'planned' | 'active' | 'over'
}
export type NewDelegation = {
  lender?: string
  borrower: string
  from: string
  until: string
  objects: readonly string[] | null
  readOnly: boolean
  reason?: string
}

export const delegations = {
  key: ['delegations'] as const,
  list: () => client.call<{ delegations: Delegation[]; lendable: string[] }>('GET', '/delegations'),
  make: (wanted: NewDelegation) => client.call<{ id: string }>('POST', '/delegations', { body: wanted }),
  end: (id: string) => client.call<void>('POST', `/delegations/${id}/end`, { body: {} }),
}

/** Works in somebody's name from here on, in all tabs of this browser: nothing of one's own stays on the page. */
export async function actFor(delegation: string): Promise<void> {
  await client.call<void>('POST', '/acting', { body: { delegation } })
  showAnew()
}

/** Oneself again. */
export async function actAsMyself(): Promise<void> {
  await client.call<void>('DELETE', '/acting')
  showAnew()
}

function showAnew(): void {
  stopLive()
  sessionStorage.clear()
  location.assign('/')
}
