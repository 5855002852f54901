/** What travels between the server and whoever uses it. `docs/api.md` says the same in words. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Label = { zh: string; en: string }
export type Locale = 'zh-CN' | 'en'

export type FieldKind =
  | 'text'
  | 'longText'
  | 'richText'
  | 'number'
  | 'money'
  | 'percent'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'choice'
  | 'multiChoice'
  | 'email'
  | 'phone'
  | 'url'
  | 'address'
  | 'region'
  | 'reference'
  | 'references'
  | 'user'
  | 'file'
  | 'autoNumber'
  | 'formula'
  | 'secret'
  | 'json'

export type RecordLink = { id: string; title: string }
export type AnyRecordLink = RecordLink & { object: string }
/** Amounts are decimal strings: JSON numbers lose cents. */
export type Money = { amount: string; currency: string }
/** How a list changes, whatever else stands in it: what comes to it and what goes. */
export type ListMoves<T> = { add?: T[]; remove?: T[] }
export type Address = { region?: string; street?: string; postcode?: string; country?: string }

/** A record as it is read: what every record has, and its fields under their keys. */
export type RecordJson = {
  id: string
  revision: number
  createdAt?: string
  createdBy?: RecordLink
  changedAt?: string
  changedBy?: RecordLink
  /** Only in the recycle bin. */
  deletedAt?: string | null
  /** Keys of fields that this reader sees masked. */
  masked?: string[]
  [field: string]: unknown
}

/** Field values as they are written: references as ids, null clears. */
export type Values = Record<string, unknown>

export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'isEmpty'
  | 'isNotEmpty'
  | 'within'
  | 'me'
  | 'myTeam'
  | 'myTeamAndBelow'
  | 'under'

/** Periods around today in the reader's zone: 0 is the running one, `{ unit: 'day', from: -30, to: 0 }` the last thirty days and today. */
export type RelativePeriod = { unit: 'day' | 'week' | 'month' | 'quarter' | 'year'; from: number; to: number }

export type FieldCondition = { field: string; op: Operator; value?: unknown }
export type RelatedCondition = {
  related: { object: string; field: string }
  where?: Filter
  /** Without one the records are counted. */
  aggregate?: { fn: 'count' | 'sum' | 'max' | 'min'; field?: string }
  /** Without one: at least one such record. */
  op?: Operator
  value?: unknown
}
export type Filter = { all: Filter[] } | { any: Filter[] } | { not: Filter } | FieldCondition | RelatedCondition

export type ReadOptions = { fields?: readonly string[]; include?: readonly string[] }
export type ListQuery = ReadOptions & {
  filter?: Filter
  /** Field keys, the strongest first; `-amount` descends. */
  sort?: readonly string[]
  limit?: number
  cursor?: string
  /** How many records to leave out before the page: for jumps, not for going on. */
  skip?: number
  /** The recycle bin instead of the living records. */
  deleted?: boolean
}
export type Page<R = RecordJson> = { records: R[]; next: string | null }
export type Count = { count: number; exact: boolean }
export type Total = { sum: string | null; average: string | null; min: string | null; max: string | null }
export type Totals = { count: Count; totals: Record<string, Total> }
export type GroupKey = RecordLink | string | boolean | null
export type Group = { key: GroupKey; count: number; sum?: string | null; weighted?: string | null; sums?: Record<string, string> }
export type GroupQuery = {
  by: string
  /** Dates by the period that they fall into, named by its first day. */
  period?: 'week' | 'month' | 'quarter' | 'year'
  filter?: Filter
  sum?: string
  weighted?: string
  sums?: readonly string[]
}
export type BoardQuery = ReadOptions & {
  by: string
  filter?: Filter
  sort?: readonly string[]
  limit?: number
  /** Only these lanes; without it all that the field has. */
  lanes?: readonly string[]
  lane?: string
  cursor?: string
}
export type Lane<R = RecordJson> = { key: GroupKey; records: R[]; next: string | null }
export type RelatedList = { object: string; field: string; count: Count; records: RecordJson[] }

/** `count` and `sums` are of a record and all that stands below it; `parent` is the nearest one above it that is shown. */
export type TreeNode = {
  id: string
  title: string
  parent: string | null
  level: number
  count: number
  sums: Record<string, string | number | null>
}
export type Tree = { top: string; fields: string[]; nodes: TreeNode[]; more: boolean }

/** What erasing a person would do. */
export type ErasureRehearsal = {
  title: string
  fields: { key: string; label: Label }[]
  records: { object: string; label: Label; count: number; changed: number }[]
  copies: {
    kind: 'history' | 'timeline' | 'notifications' | 'imports' | 'exports' | 'answers' | 'jobs' | 'audit' | 'files' | 'externalKeys'
    count: number
  }[]
  kept: { kind: 'consents' | 'business' | 'log'; count: number }[]
  mentions: { object: string; id: string; title: string }[]
}

export type ChangeKind = 'create' | 'update' | 'delete' | 'restore'
export type TimelineEntry = {
  id: string
  at: string
  kind: string
  object: string
  ref: { object: string; id: string }
  principal: RecordLink | null
  onBehalfOf?: RecordLink | null
  record?: RecordJson
  changes?: Record<string, [old: unknown, now: unknown]>
}
export type HistoryEntry = {
  id: string
  at: string
  kind: ChangeKind
  revision: number
  principal: RecordLink | null
  onBehalfOf?: RecordLink | null
  through: string
  changeId: string
  changes: Record<string, [old: unknown, now: unknown]>
}
/** A record as it stood at a moment: `changed` names the fields that hold something else now. */
export type AsOf = {
  at: string
  state: 'there' | 'notYet' | 'deleted'
  record: Record<string, unknown>
  changed: string[]
  last: { at: string; principal: RecordLink } | null
}
export type RhythmWeek = { start: string; total: number; byKind: Record<string, number> }
export type SearchResult = { object: string; id: string; title: string; subtitle: string | null; match?: string }
export type Explanation = { allowed: { action: string; why: Label }[]; denied: { action: string; why: Label }[] }
/** People who see a record, by the reason for which they do. */
export type VisibleGroup = {
  by: 'owner' | 'team' | 'share' | 'department' | 'manager' | 'all' | 'everyone'
  count: number
  names: string[]
}

export type Written<R = RecordJson> = { id: string; revision: number; changeId: string; record: R }
export type Removed = { id: string; changeId: string }
export type Restored = { id: string; revision: number; changeId: string }
export type BulkRequest =
  | { create: Values[]; partial?: boolean }
  | { update: (Values & { id: string; revision?: number })[]; partial?: boolean }
  | { delete: string[]; partial?: boolean }
export type BulkResult = { changeId: string; results: ({ id: string; revision: number } | { error: ProblemDocument })[] }
export type UndoResult = { restored: number; kept: { object: string; id: string; field?: string; reason: string }[]; changeId: string }

export type JobStatus = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'
export type Job = {
  id: string
  kind: string
  title: Label
  status: JobStatus
  done: number
  total: number | null
  startedAt: string | null
  finishedAt: string | null
  remainingSeconds: number | null
  result: unknown
  error?: ProblemDocument | null
}

export type ExportFormat = 'csv' | 'xlsx' | 'vcard'
export type NewExport = {
  object: string
  format: ExportFormat
  filter?: Filter
  sort?: readonly string[]
  /** Keys of fields, `*` for all; without it what a list shows. */
  fields?: readonly string[]
  /** A saved view, for what is not said here. */
  view?: string
  deleted?: boolean
  /** CSV only. */
  encoding?: 'utf-8' | 'gb18030'
  delimiter?: ',' | ';' | '\t' | '|'
  /** Ids and keys instead of titles and labels, to be taken in again as the same records. */
  machine?: boolean
}
export type ExportState = {
  id: string
  object: string
  objectLabel: Label | null
  format: ExportFormat
  fileName: string
  request: NewExport
  rows: number | null
  size: number | null
  status: JobStatus | 'expired'
  done: number
  total: number | null
  /** Null where the file was made at once. */
  jobId: string | null
  fileUrl: string | null
  error: { code: string; detail: string } | null
  createdAt: string
  madeAt: string | null
  expiresAt: string | null
  removedAt: string | null
}
export type AuditEntry = {
  id: string
  at: string
  kind: string
  principal: RecordLink
  behalf: RecordLink | null
  through: string
  object: string | null
  objectLabel: Label | null
  details: Record<string, unknown>
}

export type FieldMeta = {
  key: string
  kind: FieldKind
  label: Label
  help?: Label
  required: boolean
  readOnly: boolean
  unique: boolean
  list?: string
  to?: string
  min?: number
  max?: number
  decimals?: number
  /** A number that names and does not count, such as a year: written without separators. */
  plain?: boolean
  searched: boolean
  sortable: boolean
  filterable: boolean
  /** A text that is shown in words and chosen, not typed. */
  format?: 'recurrence' | 'timeZone'
  masked?: boolean
  /** Masked, but single values are shown on asking. */
  unmask?: true
  default?: string | number | boolean
  custom: boolean
  /** Drawn as a score of 100 or as the rhythm of touches, of which records hold nothing. */
  shown?: 'score' | 'rhythm'
  prefix?: string
  digits?: number
  /** What a formula gives. */
  result?: FieldKind
  /** The group of fields that roles show, mask or hide as one. */
  readClass?: string
}
export type ObjectMeta = {
  key: string
  label: Label
  plural: Label
  route: string
  area: string
  icon: string
  title: string
  internal: boolean
  fields: FieldMeta[]
  list: { columns: string[]; sort: string[]; totals?: string[] }
  page: {
    facts: string[]
    /** `copied`: the lines in which a section is copied, where that differs from its fields. */
    sections: { label: Label; fields: string[]; copied?: { label: Label; fields: string[] }[] }[]
  }
  /** Records stand above and below each other by this field. */
  tree?: { parent: string; levels: number }
  /** Its records are people, or those of them are whose field says so. */
  person?: true | { field: string; is: string }
  board?: { groupBy: string; sort: string; sum?: string; weighted?: string }
  /** Which of its records count as one's own, where the workspace says so; otherwise those one owns. */
  mine?: Filter
  timeline: boolean
  /** Its records may lie in public pools. */
  poolable: boolean
  /** By what its records may be known as one, and the fields that tell it; there where they may be twice. */
  duplicates?: { key: string; label: Label; fields: string[] }[]
  duplicatePolicy?: {
    likely: number
    certain: number
    weights: Record<string, number>
    entry: 'off' | 'warn' | 'block'
    disclose: 'nothing' | 'exists' | 'holder' | 'record'
    clash: 'off' | 'warn' | 'decide'
  }
  /** Its records can be exported as business cards. */
  card: boolean
  may: {
    create: boolean
    read: boolean
    update: boolean
    delete: boolean
    export: boolean
    import: boolean
    massUpdate: boolean
    share: boolean
    privacy: boolean
  }
  /** Records have a team, whose members may be given rights on these. */
  team?: string[]
}
export type ChoiceMeta = { key: string; label: Label; color: string | null; active: boolean; position: number }
export type Me = {
  principalId: string
  userId: string
  name: string
  email: string
  locale: Locale
  timeZone: string
  theme: string
  density: string
  settings?: Record<string, unknown>
  roles: { id: string; name: string }[]
  department: RecordLink | null
  isAdministrator: boolean
  /** Whoever really works, in the name of this person. */
  acting?: { by: RecordLink; until: string; readOnly: boolean } | null
}
export type WorkspaceMeta = { id: string; name: string; currency: string; locale: Locale; timeZone: string }
export type Meta = {
  workspace: WorkspaceMeta
  me: Me
  /** Only what the reader may read. */
  objects: ObjectMeta[]
  choices: Record<string, ChoiceMeta[]>
  actions: { key: string; label: Label; object?: string; input: Record<string, unknown> }[]
  areas: { key: string; label: Label; icon: string }[]
  version: string
  /** Somebody else looks on as this person, until then. */
  viewing?: { until: string; viewer: string }
}
export type Region = { code: string; name: string; nameEn: string }

export type SetUp = {
  workspaceName: string
  currency: string
  locale: Locale
  timeZone: string
  name: string
  email: string
  password: string
}
export type Session = {
  signedIn: boolean
  workspace?: { id: string; name: string }
  workspaces: { id: string; name: string }[]
  mayCreateWorkspace: boolean
}
export type MySettings = Partial<{ locale: Locale; theme: string; density: string; timeZone: string; settings: Record<string, unknown> }>

export type LiveEvent =
  | { type: 'hello'; connection: string }
  | { type: 'record'; object: string; id: string; revision: number; kind: ChangeKind; by: string | null }
  | { type: 'list'; object: string }
  | { type: 'job'; id: string; status: JobStatus; done: number; total: number | null }
  /** I was told something, or read it on another screen. */
  | { type: 'notifications' }
  | { type: 'meta' }
  /** The stream was interrupted: what is shown may be older than the server. Sent by the client itself after it is back. */
  | { type: 'reconnected' }

export type NotificationKind = 'mentioned' | 'assigned' | 'answered' | 'changed' | 'due' | 'overdue' | 'job' | 'returning' | 'clash'
/** Something I was told, as far as I may still see it. */
export type Notification = {
  id: string
  kind: NotificationKind
  at: string
  read: boolean
  actor: RecordLink | null
  /** What it tells of; null for work in the background. */
  record: AnyRecordLink | null
  /** The record that this one is about: the customer of a follow-up. */
  about: AnyRecordLink | null
  /** Keys of the fields that changed. */
  fields: string[]
  /** With `assigned`: how many records were handed over at once. */
  count: number | null
  details: {
    due?: string
    start?: string
    job?: string
    jobKind?: string
    title?: Label
    object?: string | null
    subject?: string | null
    status?: JobStatus
    done?: number
    /** Records of one kind that go back to a pool, or went: how many of what. */
    of?: string
    returning?: number
    returned?: number
    /** Somebody entered what somebody else holds: as which of the three I hear of it, and what became of it. */
    clash?: { as: 'finder' | 'holder' | 'manager'; what: 'met' | 'opened' | 'keep' | 'hand' | 'share' | 'both'; of: string; title: string }
  }
}
export type Followers = { following: boolean; followers: RecordLink[] }

export type ProblemDetail = { code: string; field?: string; row?: number; record?: string; detail: string }
/** RFC 9457, with a code to decide by and words to show. */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  field?: string
  parameters?: Record<string, string | number | boolean | null>
  errors?: ProblemDetail[]
  /** On `stale_record`: the record as it is now. */
  current?: RecordJson & { changedBy?: RecordLink; changedAt?: string }
  /** On 500: what to tell whoever runs the server. */
  reference?: string
}

/** The Mondays, and by record, week and channel how many touches there were. */
export type Rhythms = { weeks: string[]; records: Record<string, Record<string, Record<string, number>>> }
