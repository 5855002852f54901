import { useQuery } from '@tanstack/react-query'
import { v4 as newKey } from 'uuid'
import { client, type Filter, type ObjectMeta, type RecordLink } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { queryClient } from '../../data/query-client.ts'
import { rereadObject } from '../../data/records.ts'

export type OwnPool = {
  id: string
  name: string
  nameEn: string | null
  object: string
  claim: boolean
  assign: boolean
  count: number
  exact: boolean
  claimsPerDay: number | null
  holdCap: number | null
}
export type PoolCondition = 'noFollowUp' | 'noDeal' | 'protectionOver'
export type Refused = { id: string; code: string; detail: string }
export type Moved = { done: string[]; refused: Refused[] }
export type RuleDraft = {
  id?: string
  pool: string
  condition: PoolCondition
  days: number | null
  filter: Filter | null
  sparesWon: boolean
  sparesOpen: boolean
}
export type Rehearsal = {
  at: string
  total: number
  rules: { id: string | null; pool: string; condition: PoolCondition; days: number; isDraft: boolean }[]
  people: { owner: RecordLink; rule: number; count: number }[]
  records: { id: string; title: string; owner: RecordLink; rule: number; touchedAt: string | null; heldSince: string }[]
  next: string | null
}
export type PoolRun = { id: string; at: string; status: string; returned: number; refused: number; undone: boolean }

const key = ['public-pools'] as const
const none: readonly OwnPool[] = []

/** The pools that one belongs to; read again when records of theirs move. */
export function usePools(object?: string): readonly OwnPool[] {
  const { objects } = useMeta()
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.call<{ pools: OwnPool[] }>('GET', '/public-pools/mine', { signal }),
    enabled: objects.some(({ poolable }) => poolable),
    staleTime: 60_000,
  })
  const pools = data?.pools ?? none
  return object === undefined ? pools : pools.filter((pool) => pool.object === object)
}

export function rereadPools(): void {
  void queryClient.invalidateQueries({ queryKey: key })
}

/** Claim, assign, release, protect: one change, taken back as one. */
export async function movePooled(
  object: ObjectMeta,
  action: 'claim' | 'assign' | 'release' | 'protect',
  input: Record<string, unknown> & { records: readonly string[] },
): Promise<Moved & { changeId: string | null }> {
  try {
    const { result, changeId } = await client.action<Moved>(
      `pool.${action}`,
      { object: object.key, ...input },
      { idempotencyKey: newKey() },
    )
    return { ...result, changeId }
  } finally {
    rereadObject(object.key)
    rereadPools()
  }
}

export const rehearsal = {
  key: [...key, 'rehearsal'] as const,
  ask: (asked: { object: string; draft?: RuleDraft; owner?: string; after?: string }, signal?: AbortSignal) =>
    client.call<Rehearsal>('POST', '/public-pools/rehearsal', { body: asked, ...(signal ? { signal } : {}) }),
}

export const poolRuns = {
  key: [...key, 'runs'] as const,
  list: () => client.call<{ runs: PoolRun[] }>('GET', '/public-pools/runs'),
  undo: (id: string) => client.call<{ job: { id: string } }>('POST', `/public-pools/runs/${id}/undo`, { body: {} }),
}
