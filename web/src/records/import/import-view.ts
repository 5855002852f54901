import type { Label } from '../../data/client.ts'

export type DayOrder = 'day-first' | 'month-first'
export type ColumnPlan = {
  /** The field that the column fills, `#key` for the record's id in the other system, or null: not imported. */
  target: string | null
  order?: DayOrder
  /** 1.234 is one thousand two hundred and thirty-four. */
  decimals?: 'comma'
  /** What one unit of the column is worth: 授信(万) counts in ten thousands. */
  times?: string
  whenUnreadable?: 'reject' | 'empty'
  whenMissing?: 'reject' | 'empty' | 'add'
  /** Values to be read as others, in the whole column. */
  replace?: Record<string, string>
}
/** What happens to a row whose record is already there. */
export type Verdict = 'create' | 'skip' | 'update' | 'updateEmpty'
export type DuplicatePolicy = Verdict | 'ask'
export type Duplicates = {
  /** Tried in order: a row is a record when all fields of one group agree. */
  matchBy: string[][]
  policy: DuplicatePolicy
  /** For `ask`: by row number. */
  decisions?: Record<string, Verdict>
}
export type ImportPlan = {
  columns: ColumnPlan[]
  fill: Record<string, string>
  duplicates: Duplicates
  /** Corrected cells: row number, column index, text. */
  edits: Record<string, Record<string, string>>
  source: string
  /** Automations and notifications do not react to what this import writes. */
  mute?: boolean
  template?: string
}
export type TableKind = 'text' | 'xlsx' | 'xls' | 'vcard' | 'json'
export type TableFormat = {
  kind?: TableKind
  encoding: string
  delimiter: string
  quote: string
  headerRow: number
  sheet?: string
  entry?: string
}
export type ImportColumn = {
  index: number
  name: string
  filled: number
  distinct: number
  /** Of its values so many differ, from 0 to 1; null in a file that was read before this was counted. */
  distinctShare: number | null
  samples: string[]
  order: DayOrder | null
  suggested: string | null
  confidence: number
}
export type TableRow = { number: number; cells: string[] }
export type Severity = 'error' | 'warning'
export type Fix = { value: string; label: string /** Why it is offered: `sound`, read alike. */; reason?: string }
export type CellProblem = {
  code: string
  severity: Severity
  field: string | null
  fieldLabel: Label | null
  column: number | null
  text: string
  detail: string
  fix?: Fix
}
export type ProblemRow = TableRow & { problems: CellProblem[] }
export type CauseValue = { text: string; count: number; fix?: Fix }
export type Cause = {
  code: string
  severity: Severity
  field: string | null
  fieldLabel: Label | null
  column: number | null
  count: number
  title: string
  parameters?: Readonly<Record<string, string | number | boolean | null>>
  values: CauseValue[]
}
export type EffectKind = 'create' | 'update' | 'unchanged' | 'skip' | 'ask'
export type EffectCounts = Record<EffectKind | 'reject', number>
export type Check = {
  rows: number
  ready: number
  warnings: number
  errors: number
  causes: Cause[]
  problems: ProblemRow[]
  effects?: EffectCounts
}
/** One field as it stands, and as the file has it. */
export type FieldChange = { field: string; fieldLabel: Label | null; from: unknown; to: unknown }
/** What one row of the file would do. */
export type Effect = TableRow & { kind: EffectKind; record: { id: string; title: string } | null; changes: FieldChange[] }
export type ImportResult = {
  created: number
  updated: number
  unchanged?: number
  skipped: number
  rejected: number
  noted: number
  choices: number
  records: number
}
export type ImportStatus = 'open' | 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'undone'
export type ImportSummary = {
  id: string
  object: string
  objectLabel: Label | null
  fileName: string
  fileSize: number
  rowCount: number
  status: ImportStatus
  done: number
  result: ImportResult | null
  createdAt: string
  batchId: string | null
  projectId?: string | null
}
export type ImportView = ImportSummary & {
  format: TableFormat
  columns: ImportColumn[]
  plan: ImportPlan
  check: Check | null
  checkBatchId: string | null
  error: { code: string; detail: string } | null
  /** The first rows of the file, while nothing has begun. */
  rows: TableRow[]
  encodings: string[]
  delimiters: string[]
  /** Empty where there is nothing to choose. */
  sheets: { name: string; rows: number | null }[]
  entries: string[]
  template?: { id: string; name: string } | null
  recognised?: Recognised | null
  startedAt?: string | null
  /** Rows per second; null until it is known. */
  rate?: number | null
  remainingSeconds?: number | null
  /** How the latest undo went, or goes. */
  undo?: { jobId: string; status: string; restored: number; kept: number } | null
  /** Until when it can be taken back. */
  undoUntil?: string | null
}
/** The system whose export the file is. Without an object its rows are no records; `note` says what to do instead. */
export type Recognised = { system: string; label: Label; table?: Label; object?: string | null; note?: Label | null }
export type KeptRow = ProblemRow & { outcome: 'rejected' | 'noted' }
/** What an undo left standing, and why. */
export type LeftStanding = {
  position: number
  object: string
  id: string
  title: string
  field: string | null
  fieldLabel: Label | null
  detail: string
}

export function isUnderWay(status: ImportStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'paused'
}

/** Being taken back right now. */
export function isBeingUndone({ undo }: ImportView): boolean {
  return undo?.status === 'queued' || undo?.status === 'running'
}

export function isBeingChecked(view: ImportView): boolean {
  return view.status === 'open' && view.check === null && view.checkBatchId !== null
}

/** A file without its ending, for what is named after it. */
export function bareName(fileName: string): string {
  return fileName.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '') || fileName
}
