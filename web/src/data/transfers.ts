import { client, type Filter, type Job, type Label, type RecordLink } from './client.ts'

/** Who gets what: the first part whose condition a record fits, its receivers equally in turn. */
export type SplitPart = { when?: Filter; to: readonly string[] }
export type TransferRequest = {
  object?: string
  filter?: Filter
  person?: string
  department?: string
  holdings?: readonly string[]
  along?: readonly string[]
}
/** What a former owner keeps, as a member of the record's team. */
export type Keep = 'none' | 'read' | 'edit'
export type Move = {
  key: string
  object: string
  label: Label
  field: string
  count: number
  taken: boolean
  alongWith: string | null
  records: readonly { id: string; title: string }[]
  filter: Filter | null
}
export type TransferPreview = { moves: readonly Move[]; total: number; parts: readonly number[]; unassigned: number }
export type Transfer = {
  id: string
  at: string
  object: string
  status: Job['status']
  done: number
  total: number | null
  by: RecordLink
  reason: string | null
  left: number
  from: RecordLink | null
  to: readonly RecordLink[]
  changed: number
  refused: number
  undone: boolean
}

export const transfers = {
  key: ['transfers'] as const,
  list: () => client.call<{ transfers: Transfer[] }>('GET', '/transfers'),
  previewKey: (asked: TransferRequest, split: readonly SplitPart[]) => ['transfers', 'preview', asked, split] as const,
  preview: (asked: TransferRequest, split: readonly SplitPart[]) =>
    client.call<TransferPreview>('POST', '/transfers/preview', { body: { ...asked, ...(split.length > 0 ? { split } : {}) } }),
  begin: (asked: TransferRequest, split: readonly SplitPart[], { keep, reason }: { keep: Keep; reason: string }) =>
    client.call<{ job: { id: string } }>('POST', '/transfers', {
      body: { ...asked, split, ...(keep === 'none' ? {} : { keep }), ...(reason.trim() ? { reason } : {}) },
    }),
}
