import { breathing } from '../breathe.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { GuanxiError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Reader } from '../query/reader.ts'
import type { PreparedChange, Values, WriteRequest } from '../write/change.ts'
import { type CurrentRecord, currentRecords } from '../write/current.ts'
import { historyChanges } from '../write/effects.ts'
import { type Judging, judgeCreate, judgeUpdate, judging } from '../write/judge.ts'
import { completeRecord, withDefaults } from '../write/validate.ts'
import type { DuplicateFinder } from './duplicates.ts'
import { problemsOf } from './judge-row.ts'
import { createKnown, type Match } from './known-records.ts'
import { originOf } from './origin.ts'
import type { DuplicatePolicy, ImportPlan } from './plan.ts'
import { hasError, type ReadRow, type RowProblem } from './read-row.ts'
import type { UniqueCheck } from './unique-check.ts'

/** What becomes of a row. `ask`: it is a record already, and the user has not said what shall happen. */
export type Verdict = 'create' | 'update' | 'unchanged' | 'skip' | 'ask' | 'reject'

export type FieldChange = { field: string; from: Canonical; to: Canonical }

export type SortedRow = {
  read: ReadRow
  verdict: Verdict
  /** The record that the row is or becomes; null for rows that are rejected. */
  recordId: string | null
  /** What is to be written; null where nothing is. */
  request: WriteRequest | null
  /** The fields of an existing record that change. */
  changes: FieldChange[]
  /** Fields of the row that are not written, because the record's own values are to stay. */
  kept: string[]
  /** What is found over the row as a whole: those of its cells stand in `read`. */
  problems: RowProblem[]
}

export type Sorter = {
  /** Decides for each row what becomes of it. Rows are given in the file's order, all of them. */
  sort(reads: readonly ReadRow[]): Promise<SortedRow[]>
  /** Tells that these rows are written: from now on the database itself knows of them. */
  written(rows: readonly SortedRow[]): void
}

export type SorterOptions = {
  executor: Executor
  reader: Reader
  object: string
  plan: ImportPlan
  finder: DuplicateFinder | null
  uniques: UniqueCheck
  /**
   * A rehearsal judges new records to the end, as the write path would, and has to remember what the rows before would have done; `remembers` says
   * for which keys and records, so that memory does not grow with the file. Without it, rows are remembered until they are written.
   */
  rehearsal: { remembers(key: string): boolean } | null
}

/** One piece of code decides for the dry run and for the run: what the one says, the other does. */
export function createSorter(options: SorterOptions): Sorter {
  const { reader, object, plan, finder, rehearsal, uniques } = options
  const matching = plan.duplicates.policy === 'create' ? null : finder
  const model = reader.object(object)
  const judge = judgingFor(options)
  const known = createKnown(matching, rehearsal ? rehearsal.remembers : () => true)
  const { standing } = known
  const matchedFields = new Set(plan.duplicates.matchBy.flat())

  const decide = (read: ReadRow): Exclude<DuplicatePolicy, 'ask'> | 'ask' => {
    const { policy, decisions } = plan.duplicates
    return policy === 'ask' ? (decisions[String(read.row.number)] ?? 'ask') : policy
  }

  const sortCreate = async (read: ReadRow): Promise<SortedRow> => {
    const values = fieldValues(read)
    const original = originOf(read)
    const id = newId()
    const request = { kind: 'create' as const, object, id, values, ...(original ? { original } : {}) }
    const row: SortedRow = { read, verdict: 'create', recordId: id, request, changes: [], kept: [], problems: [] }
    let after: Values = values
    try {
      if (!model.definition.prepare) after = completeRecord(model, withDefaults(reader, model, values), null)
      if (rehearsal || model.definition.prepare) after = (await judgeCreate(judge, model, request)).after
      const inUse = uniques.refusal(id, after, null)
      if (inUse) return rejected(read, [inUse])
    } catch (error) {
      if (!(error instanceof GuanxiError)) throw error
      const problems = problemsOf(error, read)
      if (problems.length > 0) return rejected(read, problems)
    }
    if (known.claim(row, after)) standing.set(id, { id, revision: 1, deleted: false, values: after, mayRead: true, may: true })
    return row
  }

  const sortUpdate = async (read: ReadRow, match: Match, record: CurrentRecord | undefined, emptyOnly: boolean): Promise<SortedRow> => {
    const common = { read, recordId: match.id, kept: [] as string[] }
    // Made by a row that is being written this moment, and refused: it is settled where it is written.
    if (!record)
      return {
        ...common,
        verdict: 'update',
        request: { kind: 'update', object, id: match.id, values: changedValues(read) },
        changes: [],
        problems: [],
      }
    if (!record.may) return rejected(read, [rowProblem('record_not_yours', 'error', { object, record: match.id, action: 'update' })])
    const isFilled = (key: string): boolean => emptyOnly && !isEmpty(record.values[key])
    const given = Object.entries(changedValues(read))
    const values = Object.fromEntries(given.filter(([key]) => !isFilled(key)))
    const kept = given.flatMap(([key]) => (isFilled(key) ? [key] : []))
    read.pending = read.pending.filter(({ field }) => !isFilled(field))
    let prepared: PreparedChange
    try {
      prepared = await judgeUpdate(judge, model, { kind: 'update', object, id: match.id, values }, record)
    } catch (error) {
      if (!(error instanceof GuanxiError)) throw error
      const problems = problemsOf(error, read)
      return rejected(read, problems.length > 0 ? problems : [rowProblem(error.code, 'error', {})])
    }
    const inUse = uniques.refusal(match.id, prepared.after, record.values)
    if (inUse) return rejected(read, [inUse])
    const told = historyChanges(prepared)
    const changes: FieldChange[] = Object.entries(told).map(([field, [from, to]]) => ({ field, from, to }))
    for (const { field, text } of stillToCome(read))
      if (!isFilled(field) && !(field in told)) changes.push({ field, from: record.values[field] ?? null, to: { new: text } })
    const request = Object.keys(values).length === 0 ? null : ({ kind: 'update', object, id: match.id, values } as const)
    if (changes.length === 0) return { ...common, kept, verdict: 'unchanged', request: null, changes, problems: [] }
    const row: SortedRow = { ...common, kept, verdict: 'update', request, changes, problems: [] }
    const isRemembered = known.claim(row, prepared.after)
    if (isRemembered || rehearsal?.remembers(match.id) || standing.has(match.id) || prepared.changed.some((key) => matchedFields.has(key)))
      standing.set(match.id, { ...record, values: prepared.after })
    return row
  }

  return {
    async sort(reads) {
      uniques.forget(known.forgetSettled())
      const sound = reads.filter((read) => !hasError(read))
      const existing =
        (await matching?.existing([...new Set(sound.flatMap((read) => matching.keysOf(read)))])) ?? new Map<string, string[]>()
      const current = await currentOf(options, existing, plan)
      await uniques.prepare(sound)
      const breathe = breathing()
      const sorted: SortedRow[] = []
      for (const read of reads) {
        await breathe()
        const match = hasError(read) ? null : known.matchOf(read, existing)
        const decision = match ? decide(read) : 'create'
        let row: SortedRow
        if (hasError(read)) row = rejected(read, [])
        else if (!match || decision === 'create') row = await sortCreate(read)
        else if (decision === 'skip' || decision === 'ask')
          row = { read, verdict: decision, recordId: match.id, request: null, changes: [], kept: [], problems: [] }
        else row = await sortUpdate(read, match, standing.get(match.id) ?? current.get(match.id), decision === 'updateEmpty')
        if (match && row.verdict !== 'reject') row.problems.push(matchedProblem(match))
        if (!rehearsal && row.recordId !== null && row.verdict !== 'skip') known.touch(row.recordId, row.read.row.number)
        sorted.push(row)
      }
      return sorted
    },
    written: (rows) => known.settle(rows.at(-1)?.read.row.number ?? 0),
  }
}

/** Numbers are not drawn for what may never be written; the rest is judged as the write path does. */
function judgingFor({ reader, executor }: SorterOptions): Judging {
  return judging({
    reader,
    executor,
    inTransaction: false,
    stamp: { at: reader.clock.now().toISOString(), changeId: newId(), through: 'import', behalfId: null },
    numbers: { next: async (_workspaceId, _series, { prefix, digits }) => `${prefix}${'0'.repeat(digits)}` },
    authority: { readOnlyFields: true, originals: 'record' },
  })
}

/** The matched records as they stand, where the plan may change them. */
async function currentOf(
  { executor, reader, object }: SorterOptions,
  existing: ReadonlyMap<string, string[]>,
  { duplicates }: ImportPlan,
): Promise<Map<string, CurrentRecord>> {
  const changes = duplicates.policy === 'ask' ? Object.values(duplicates.decisions) : [duplicates.policy]
  if (existing.size === 0 || !changes.some((one) => one === 'update' || one === 'updateEmpty')) return new Map()
  return currentRecords(executor, reader, reader.object(object), {
    ids: [...new Set([...existing.values()].flat())],
    rights: ['update'],
    lock: false,
  })
}

/** What the row says of a record that is there: what only new ones cannot be without is left to it. */
function changedValues(read: ReadRow): Record<string, Canonical> {
  const values = fieldValues(read)
  for (const key of read.standIns ?? []) delete values[key]
  return values
}

/** The row's values without what it says of the record's past. */
function fieldValues({ values }: ReadRow): Record<string, Canonical> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith('#')))
}

/** Values that the row names and that are not there yet: they are made before, or set behind, the rows. */
function stillToCome({ problems, pending }: ReadRow): { field: string; text: string }[] {
  const added = problems.flatMap(({ code, field, text }) => (code === 'cell_will_be_added' && field !== null ? [{ field, text }] : []))
  return [...added, ...pending]
}

function isEmpty(value: Canonical | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function rejected(read: ReadRow, problems: RowProblem[]): SortedRow {
  return { read, verdict: 'reject', recordId: null, request: null, changes: [], kept: [], problems }
}

export function rowProblem(code: string, severity: RowProblem['severity'], parameters: RowProblem['parameters']): RowProblem {
  return { code, severity, parameters, field: null, column: null, text: '' }
}

function matchedProblem({ row }: Match): RowProblem {
  return row === null ? rowProblem('row_already_there', 'warning', {}) : rowProblem('row_twice_in_file', 'warning', { first: row })
}
