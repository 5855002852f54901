import type { Executor } from '../database.ts'
import { type PoolableRule, poolFields } from '../pools/poolable.ts'
import type { Filter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import type { Values } from '../write/change.ts'
import type { ChangedValues, Field, FieldMap, NewValues, ReadValues } from './field.ts'
import type { Label } from './label.ts'

/**
 * Works on a record's values before they are judged, where a declaration alone cannot say what belongs there; `before` is null for a new record.
 * It may look at the database, and throws what a caller can act on.
 */
export type PrepareRecord = (given: {
  readonly reader: Reader
  readonly executor: Executor
  readonly id: string
  readonly values: Values
  readonly before: Values | null
  /** Loads something once for all records that are written together: five hundred records must not ask five hundred times. */
  once<T>(key: string, load: () => Promise<T>): Promise<T>
}) => Promise<Values>

/** Refuses to let a record be deleted, by throwing what a caller can act on. */
export type BeforeDelete = (given: { readonly reader: Reader; readonly executor: Executor; readonly id: string }) => Promise<void>

/** Who a record belongs to, when a role's scope is narrower than "all". */
export type AccessRule = {
  /**
   * `owner`: scopes compare the owner; `workspace`: whoever holds the right holds it for every record; `record`: it belongs to the record that `field` points
   * at, is seen by whoever sees that one and changed by whoever may share it.
   */
  readonly by: 'owner' | 'workspace' | 'record'
  readonly field?: string
  /** References through which a record is seen as well: whoever may see the account may see its activities. */
  readonly via?: readonly string[]
  /** A choice field whose value opens the record to everyone, or to the owner's team. */
  readonly open?: { readonly field: string; readonly everyone: string; readonly team?: string }
}

export type TimelineRule = {
  /** References whose records show this one in their timeline. */
  readonly on: readonly string[]
  /** The date-time field that orders it; the creation time where that is empty. */
  readonly at?: string
  /** A choice field that says the channel or kind. */
  readonly kind?: string
  /** Fields whose change is an event of its own on the record and on `on`. */
  readonly milestones?: readonly string[]
  /** Fields that are told as well, where they changed together with a milestone. */
  readonly beside?: readonly string[]
}

/** How a record becomes an electronic business card (RFC 6350): which of its fields fill which property. */
export type CardRule = {
  readonly kind: 'individual' | 'org'
  readonly properties: readonly {
    readonly name: 'ORG' | 'TITLE' | 'TEL' | 'EMAIL' | 'IMPP' | 'URL' | 'ADR' | 'BDAY' | 'GENDER' | 'NOTE' | 'CATEGORIES' | 'NICKNAME'
    readonly fields: readonly string[]
    /** `cell`, `work`; of a messenger its name. */
    readonly type?: string
  }[]
}

/** What becomes of records when what they belong to, or whoever holds them, goes over to somebody else. */
export type TransferRule = {
  /** References along which a record goes with the one it points at, if both are held by the same person. */
  readonly with: readonly string[]
  /** Work that is not over yet, and what it is called: the others go along only when they are asked for. */
  readonly open?: { readonly filter: Filter; readonly label: Label; readonly others: Label }
}

/**
 * By what two records may be known as one. `value`: a normal form is the same in any of the fields (phones, addresses of mail); `likened`: what the fields
 * declare as likeness; `name`: a person's name, the same as spoken, looked for among the records with the same `within`.
 */
export type DuplicateSign = {
  readonly key: string
  readonly label: Label
  readonly by: 'value' | 'likened' | 'name'
  readonly fields: readonly string[]
  readonly within?: string
  /** How much of the certainty it gives alone, in percent, unless the workspace says otherwise. */
  readonly weight: number
  /** Two different ones speak against it: no company has two numbers. */
  readonly tellsApart?: boolean
}

/** Whom changes of a record are told to, besides its followers and a new owner. */
export type NotifyRule = {
  /** A `references` field of users: whoever is newly named there. */
  readonly mentions?: string
  /** A reference to a record of the same kind that this one answers: whoever made that one. */
  readonly answers?: string
  /** The owner, when this moment comes and when it has passed, as long as `open` holds. */
  readonly due?: {
    readonly at: string
    readonly open: { readonly field: string; readonly is: string }
    /** The field that says how many minutes before somebody is told; empty, or without one, it is as they set for themselves. */
    readonly remind?: string
    /** What also has a beginning worth a word before it: this moment, unless the record is of a kind that only falls due. */
    readonly starts?: { readonly at: string; readonly unless: { readonly field: string; readonly is: string } }
  }
}

/**
 * Records that may repeat (RFC 5545). One that does keeps its rule and stands for all its times; a time that differs from the rule, or that is done, is a
 * record of its own, which names the series and which time of it it replaces.
 */
export type RecurRule = {
  /** The text field of the rule; empty for what happens once. Sparse, and indexed behind the owner. */
  readonly rule: string
  /** The first time: its instant, its wall time and the zone of that wall. */
  readonly at: string
  readonly wall: string
  readonly zone: string
  /** Moments that stand as far from each time as from the first: its end, its due date. */
  readonly along: readonly string[]
  /** Which of them is the end. */
  readonly end: string
  /** Which of them places a record in the calendar too. */
  readonly due: string
  /** Wall times that the rule does not give, parted by commas. */
  readonly extra: string
  /** After when there are no more times; empty when there is no end. */
  readonly last: string
  /** On a record that replaces one time of a series: the series, and the wall time that it replaces. */
  readonly series: string
  readonly instance: string
}

/** Derived sets: a `multiChoice` field of the records it points at names every `item` whose latest record says `held`. */
export type HoldRule = {
  readonly of: readonly string[]
  readonly set: string
  readonly item: string
  readonly at: string
  readonly state: string
  readonly held: string
}

export type PageSection = {
  readonly label: Label
  readonly fields: readonly string[]
  /** Lines in which the section is copied as one block, where that differs from its fields. */
  readonly copied?: readonly { readonly label: Label; readonly fields: readonly string[] }[]
}

export type ObjectDefinition<F extends FieldMap = FieldMap> = {
  readonly key: string
  readonly label: Label
  readonly plural: Label
  /** The folder of the API, `accounts` in `/api/v1/accounts`. */
  readonly route: string
  readonly area: string
  readonly icon: string
  readonly table: string
  /** The field shown wherever a record is named. */
  readonly title: string
  readonly fields: F
  readonly access: AccessRule
  readonly list: { readonly columns: readonly string[]; readonly sort: readonly string[]; readonly totals?: readonly string[] }
  /** Record page: figures in the head, then sections of the profile. */
  readonly page: {
    readonly facts: readonly string[]
    readonly sections: readonly PageSection[]
  }
  /** Grouping field of the board, the field that orders its cards, the money field summed per lane. */
  readonly board?: { readonly groupBy: string; readonly sort: string; readonly sum?: string; readonly weighted?: string }
  /** Extra indexes, each led by the workspace and ended by the id. */
  readonly indexes: readonly (readonly string[])[]
  /** Indexes of the few records whose choice is this one. */
  readonly partialIndexes?: readonly {
    readonly fields: readonly string[]
    readonly where: { readonly field: string; readonly is: string }
  }[]
  readonly uniques: readonly (readonly string[])[]
  readonly timeline?: TimelineRule
  readonly notifies?: NotifyRule
  readonly recurs?: RecurRule
  readonly transfers?: TransferRule
  /** Records that may be there twice, and by what that is seen. */
  readonly duplicates?: readonly DuplicateSign[]
  /** Records that are exported as business cards. */
  readonly card?: CardRule
  /** Changes of these fields also fill the narrow typed table `<table>_change`. */
  readonly typedChanges?: readonly string[]
  /** Records have a team; its members may be given rights on records of these objects that point at it. */
  readonly team?: readonly string[]
  /** Changes are noted in the audit log: all of them, or those of these fields. */
  readonly audited?: true | readonly string[]
  readonly holds?: HoldRule
  /** Its records form trees: none comes to stand below itself, and no branch is deeper than so many levels. */
  readonly tree?: { readonly parent: string; readonly levels: number }
  /** Other references to the same object that are shown as trees with sums, though nothing keeps them from going round. */
  readonly chains?: readonly string[]
  /** Its records are people, or those of them are whose choice field says so: what is personal in them is given out and erased when they ask. */
  readonly person?: true | { readonly field: string; readonly is: string }
  /** Every record is a principal of this kind and shares its id. */
  readonly principal?: 'staff'
  /** Configuration: rows carry a stable key and an origin, so that upgrades merge and never overwrite. */
  readonly configuration?: boolean
  /** Its records may lie in public pools; the fields for that are added. */
  readonly poolable?: PoolableRule
  /** Part of the product's works: no list of its own in the navigation. */
  readonly internal?: boolean
  readonly prepare?: PrepareRecord
  readonly beforeDelete?: BeforeDelete
  /** Rules over the record as it would be after the write: an error code of the area's messages, with its field, or nothing. */
  readonly check?: (record: Readonly<Record<string, unknown>>) => { code: string; field: string } | null
}

type Given<F extends FieldMap> = {
  key: string
  label: Label
  plural?: Label
  route?: string
  area: string
  icon: string
  table?: string
  title: keyof F & string
  fields: F
  access?: AccessRule
  list?: { columns: readonly (keyof F & string)[]; sort: readonly string[]; totals?: readonly (keyof F & string)[] }
  page?: { facts?: readonly string[]; sections?: readonly PageSection[] }
} & Partial<
  Pick<
    ObjectDefinition<F>,
    | 'board'
    | 'indexes'
    | 'partialIndexes'
    | 'uniques'
    | 'timeline'
    | 'notifies'
    | 'recurs'
    | 'transfers'
    | 'duplicates'
    | 'card'
    | 'typedChanges'
    | 'team'
    | 'audited'
    | 'holds'
    | 'tree'
    | 'chains'
    | 'person'
    | 'principal'
    | 'configuration'
    | 'internal'
    | 'poolable'
    | 'check'
    | 'prepare'
    | 'beforeDelete'
  >
>

/**
 * Declares an object once: table, API, forms, lists, search, history and rights follow from it.
 *
 *     export const tag = defineObject({ key: 'tag', label: …, area: 'platform', icon: 'tag', title: 'name', fields: { name: field.text({ … }) } })
 */
export function defineObject<const F extends FieldMap>(given: Given<F>): ObjectDefinition<F> {
  const owned = 'owner' in given.fields
  const names = Object.keys(given.fields)
  return {
    ...given,
    fields: { ...derivedReadOnly(given.fields), ...(given.poolable ? poolFields : {}) },
    plural: given.plural ?? given.label,
    route: given.route ?? `${kebab(given.key)}s`,
    table: given.table ?? snake(given.key),
    access: given.access ?? { by: owned ? 'owner' : 'workspace' },
    list: given.list ?? { columns: names.slice(0, 6), sort: ['-createdAt'] },
    page: {
      facts: given.page?.facts ?? [],
      sections: given.page?.sections ?? [{ label: { zh: '基本信息', en: 'Details' }, fields: names }],
    },
    indexes: given.indexes ?? [],
    uniques: given.uniques ?? [],
  }
}

/** Whatever follows from other records is never written from outside. */
function derivedReadOnly<F extends FieldMap>(fields: F): F {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.rollUp ? { ...field, readOnly: true } : field])) as F
}

export type SystemValues = {
  id: string
  revision: number
  createdAt: string
  createdBy: { id: string; title: string }
  changedAt: string
  changedBy: { id: string; title: string }
}

/** A record as the API and the actions read it. */
export type RecordOf<O> = O extends ObjectDefinition<infer F> ? SystemValues & ReadValues<F> : never
/** What creating takes: required fields without a default must be there. */
export type NewRecord<O> = O extends ObjectDefinition<infer F> ? NewValues<F> : never
export type RecordChanges<O> = O extends ObjectDefinition<infer F> ? ChangedValues<F> : never

const system = (kind: Field['kind'], zh: string, en: string): Field => ({ kind, label: { zh, en }, readOnly: true, readClass: 'general' })

/** Fields that every record has without declaring them. */
export const systemFields: Readonly<Record<string, Field>> = {
  createdAt: { ...system('dateTime', '创建时间', 'Created'), indexed: true },
  createdBy: system('user', '创建人', 'Created by'),
  changedAt: { ...system('dateTime', '更新时间', 'Changed'), indexed: true },
  changedBy: system('user', '更新人', 'Changed by'),
  deletedAt: system('dateTime', '删除时间', 'Deleted'),
}

export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_')
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
