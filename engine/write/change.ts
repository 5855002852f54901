import type { Canonical } from '../data/read-value.ts'
import type { ObjectModel } from '../model/workspace-model.ts'

export type Values = Readonly<Record<string, Canonical>>

/** By whom and when a record was really made and last changed, where that was before it came here. Needs an authority. */
export type Original = { createdAt?: string; createdBy?: string; changedAt?: string; changedBy?: string }

/**
 * What is asked for: one change of one record. `revision` is the one the asker was looking at; `mass` says that it is one of many, which
 * takes the right to change many as well.
 */
export type WriteRequest =
  | { kind: 'create'; object: string; id?: string | undefined; values: Readonly<Record<string, unknown>>; original?: Original }
  | {
      kind: 'update'
      object: string
      id: string
      revision?: number | undefined
      values: Readonly<Record<string, unknown>>
      original?: Pick<Original, 'changedAt' | 'changedBy'>
      mass?: boolean
      /** Another right to the record than that to change it: what pools give their members. Set by actions, never by a request. */
      right?: 'claim' | 'assign'
    }
  | { kind: 'delete'; object: string; id: string; revision?: number | undefined; mass?: boolean }
  | { kind: 'restore'; object: string; id: string; revision?: number | undefined }

export type NewRecordRequest = Extract<WriteRequest, { kind: 'create' }>

export type WriteKind = WriteRequest['kind']

/** A change that is read, judged and ready to be stored. `before` is null for a new record. */
export type PreparedChange = {
  readonly kind: WriteKind
  readonly model: ObjectModel
  readonly id: string
  /** The revision that the record had when it was judged; 0 for a new one. */
  readonly from: number
  readonly before: Values | null
  readonly after: Values
  /** Keys whose value differs. */
  readonly changed: readonly string[]
  /** What the record's own columns say of its making, where it is not the moment and the person of this change. */
  readonly original?: Original | undefined
  /** Where history, timeline and typed changes tell it as done then and by them: work that a set-up writes down afterwards. */
  readonly told?: Told | undefined
}

/** Changes of the same object and kind that set the same columns: they go to the database as one statement. */
export type ChangeGroup = readonly [PreparedChange, ...PreparedChange[]]

export type Told = { readonly at: string; readonly by: string }

/** Who writes, through what, as part of which change. History repeats it on every entry. */
export type Stamp = {
  readonly at: string
  readonly changeId: string
  readonly through: string
  readonly behalfId: string | null
  /** Automations and notifications do not react to it: its events say so. */
  readonly muted?: boolean
}

/** `record` is there where it was asked for and the writing statement could tell: the record as its writer now reads it, as JSON text. */
export type Written = { id: string; revision: number; record?: string }
