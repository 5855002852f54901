import { useMutation, useQuery } from '@tanstack/react-query'
import { recordKeys } from '../../data/cache.ts'
import { client, type RecordLink } from '../../data/client.ts'
import { queryClient } from '../../data/query-client.ts'

export type Share = {
  id: string
  sharedWith: { object: string; id: string; title: string | null }
  level: 'read' | 'edit'
  below: boolean
  teamRole: string | null
  until: string | null
  reason: string | null
}

export type ShareWish = {
  sharedWith: { object: 'user' | 'department' | 'role'; link: RecordLink }
  below: boolean
  level: 'read' | 'edit'
  until: unknown
  reason: unknown
  teamRole: unknown
  related: Readonly<Record<string, string>>
}

const shares = client.records('record-shares')
const sharesKey = (id: string) => recordKeys.of('recordShare', 'list', 'of', id)
const shownFields = ['sharedWith', 'level', 'below', 'teamRole', 'until', 'reason']

/** The shares of one record, its team among them. */
export function useShares(id: string | undefined) {
  return useQuery({
    queryKey: sharesKey(id ?? ''),
    queryFn: async ({ signal }) => {
      const filter = { field: 'record', op: 'is', value: id } as const
      const page = await shares.list({ filter, fields: shownFields, limit: 200, sort: ['createdAt'] }, { signal })
      return page.records as unknown as Share[]
    },
    enabled: id !== undefined,
  })
}

/** Shares all of these records as one change. Those that the reader may not share are left out and counted. */
export function useShare(object: string) {
  return useMutation({
    mutationFn: async ({ ids, wish }: { ids: readonly string[]; wish: ShareWish }) => {
      const { sharedWith, teamRole, related, ...rest } = wish
      const values = {
        ...rest,
        sharedWith: { object: sharedWith.object, id: sharedWith.link.id },
        teamRole: teamRole ?? null,
        related: teamRole && Object.keys(related).length > 0 ? related : null,
      }
      const [only] = ids.length === 1 ? ids : []
      if (only !== undefined) return { ...(await shares.create({ ...values, record: { object, id: only } })), refused: 0 }
      const create = ids.map((id) => ({ ...values, record: { object, id } }))
      const { changeId, results } = await shares.bulk({ create, partial: true })
      return { changeId, refused: results.filter((one) => 'error' in one).length }
    },
    onSuccess: () => reread(object),
  })
}

export function useUnshare(object: string) {
  return useMutation({ mutationFn: (id: string) => shares.remove(id), onSuccess: () => reread(object) })
}

function reread(object: string): void {
  for (const key of ['recordShare', object]) void queryClient.invalidateQueries({ queryKey: recordKeys.object(key) })
}
