import { breathing } from '../breathe.ts'
import type { Canonical } from '../data/read-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { Reader } from '../query/reader.ts'
import { type FieldSource, fieldSources, type Sources } from './columns.ts'
import type { Lookup } from './lookups.ts'
import { type Match, squashed } from './match-text.ts'
import type { ImportPlan } from './plan.ts'
import { type CellContext, type CellProblem, type CellReader, createCellReader, isEmptyCell, shortened } from './read-cell.ts'
import type { TableRow } from './read-table.ts'

export type RowProblem = CellProblem & { field: string | null; column: number | null; text: string }

/** A row as the record it would become. With an error among its problems it does not become one. */
export type ReadRow = {
  row: TableRow
  values: Record<string, Canonical>
  problems: RowProblem[]
  /** The record's id in the other system. */
  key: string | null
  /** References to records that this same file holds: set once all of them are there. */
  pending: { field: string; text: string }[]
  /** Fields that a new record gets because it cannot be without them: one that is there keeps its own. */
  standIns?: string[]
}

export type RowReader = { readonly sources: Sources; read(rows: readonly TableRow[]): Promise<ReadRow[]> }

export type RowReaderOptions = {
  reader: Reader
  object: string
  plan: ImportPlan
  names: readonly string[]
  cells: CellContext
  /** One per object that the file's columns point at. */
  lookups: ReadonlyMap<string, Lookup>
  /** Titles in the file itself, squashed: a parent may stand below its child. */
  titles: ReadonlySet<string>
  /** The plan says that missing records and choices are made; here they are not there yet. */
  rehearsal: boolean
}

/** The object whose records a field names, where it names records at all. */
export function pointsAt(field: FieldDefinition): string | null {
  if (field.kind === 'user') return 'user'
  return (field.kind === 'reference' || field.kind === 'references') && field.to && field.to !== 'any' ? field.to : null
}

/** The texts by which a cell names records: several where the field holds several. */
export function namedIn(text: string, field: FieldDefinition): string[] {
  if (isEmptyCell(text, field)) return []
  const whole = text.trim()
  return field.kind === 'references'
    ? whole
        .split(/[,;|，；、\n]+/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : [whole]
}

/**
 * Other systems write several records into one cell, `Acme;Globex`, where here one is pointed at: then the first that is known is meant, and of those
 * that nobody knows the first.
 */
export function meantBy(text: string, field: FieldDefinition, lookup: Lookup | undefined): string[] {
  const named = namedIn(text, field)
  const [whole] = named
  if (whole === undefined || field.kind !== 'reference' || (lookup?.match(whole) ?? null) !== null) return named
  const parts = partsOf(whole)
  const known = parts.find((part) => isOne(lookup?.match(part) ?? null))
  return parts.length < 2 ? named : [known ?? parts[0] ?? whole]
}

function isOne(match: Match<string> | null | 'several'): boolean {
  return match !== null && match !== 'several'
}

/** The names of a cell that may hold several. */
export function partsOf(text: string): string[] {
  return text
    .split(/[;；\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

export function createRowReader(options: RowReaderOptions): RowReader {
  const { reader, object, plan, cells, lookups } = options
  const sources = fieldSources(reader, object, plan, options.names)
  const readers = sources.fields.map((source) =>
    pointsAt(source.field) === null ? createCellReader(source.key, source.field, cells, source.plan) : null,
  )
  return {
    sources,
    async read(rows) {
      for (const [index, source] of sources.fields.entries()) {
        const target = readers[index] === null ? pointsAt(source.field) : null
        if (target !== null)
          await lookups
            .get(target)
            ?.prepare(
              rows.flatMap((row) =>
                [source.textOf(row), source.insteadOf?.(row) ?? ''].flatMap((text) => [...namedIn(text, source.field), ...partsOf(text)]),
              ),
            )
      }
      const breathe = breathing()
      const reads: ReadRow[] = []
      for (const row of rows) {
        reads.push(readRow(row, sources, readers, options))
        await breathe()
      }
      return reads
    },
  }
}

function readRow(row: TableRow, sources: Sources, readers: readonly (CellReader | null)[], options: RowReaderOptions): ReadRow {
  const read: ReadRow = { row, values: {}, problems: [], key: sources.keyOf(row), pending: [] }
  if (row.problem !== undefined) {
    const problem = {
      code: row.problem,
      severity: 'error' as const,
      parameters: {},
      field: null,
      column: null,
      text: shortened(row.cells[0] ?? ''),
    }
    return { ...read, key: null, problems: [problem] }
  }
  const extra = row.cells.findIndex((cell, index) => index >= options.plan.columns.length && cell.trim() !== '')
  if (extra >= 0) {
    const parameters = { expected: options.plan.columns.length, found: row.cells.length }
    read.problems.push({
      code: 'row_too_wide',
      severity: 'error',
      parameters,
      field: null,
      column: null,
      text: shortened(row.cells[extra] ?? ''),
    })
  }
  for (const [index, source] of sources.fields.entries()) {
    const reader = readers[index]
    const text = source.textOf(row)
    if (reader) takeCell(read, source, text, reader, options)
    else takeReference(read, source, text, options)
    if (source.standsIn?.(row)) read.standIns = [...(read.standIns ?? []), source.key]
  }
  return read
}

function report(read: ReadRow, source: FieldSource, text: string, problem: CellProblem): void {
  read.problems.push({ ...problem, field: source.key, column: source.column, text: shortened(text.trim()) })
}

function takeCell(read: ReadRow, source: FieldSource, text: string, readCell: CellReader, options: RowReaderOptions): void {
  const { value, problem } = readCell(text)
  // An empty cell leaves the field to its default, and an existing record's value as it is.
  if (value !== undefined && value !== null) read.values[source.key] = value
  if (!problem) return
  const missing = problem.code === 'cell_not_in_list'
  if (missing && source.plan.whenMissing === 'add' && options.rehearsal)
    report(read, source, text, { code: 'cell_will_be_added', severity: 'warning', parameters: problem.parameters })
  else if (problem.severity === 'error' && (missing ? source.plan.whenMissing : source.plan.whenUnreadable) === 'empty') {
    report(read, source, text, { code: 'cell_left_empty', severity: 'warning', parameters: problem.parameters })
  } else report(read, source, text, problem)
}

function takeReference(read: ReadRow, source: FieldSource, text: string, options: RowReaderOptions): void {
  const target = pointsAt(source.field) ?? ''
  const lookup = options.lookups.get(target)
  const ids: string[] = []
  const named = meantBy(text, source.field, lookup)
  const [first] = named
  if (source.field.kind === 'reference' && first !== undefined && first !== text.trim())
    report(read, source, text, {
      code: 'cell_first_taken',
      severity: 'warning',
      parameters: { text: shortened(text.trim()), meant: first },
    })
  for (const name of named) {
    const match = lookup?.match(name) ?? null
    if (match === 'several')
      report(read, source, text, {
        code: 'cell_names_several',
        severity: source.plan.whenMissing === 'empty' ? 'warning' : 'error',
        parameters: { text: shortened(name) },
      })
    else if (match !== null) {
      ids.push(match.value)
      if (match.how !== 'same')
        report(read, source, text, { code: 'cell_read_as', severity: 'warning', parameters: { text: shortened(name), meant: match.name } })
    } else if (target === options.object && source.field.kind !== 'references' && options.titles.has(squashed(name)))
      read.pending.push({ field: source.key, text: name })
    else {
      report(read, source, text, missingReference(name, source, lookup, options.rehearsal))
      if (source.plan.whenMissing === 'add' && options.rehearsal) tellRelated(read, source, options)
    }
  }
  // Stage 3 of another system's pipeline is none of ours: the row goes where rows without a stage go.
  if (ids.length === 0 && source.plan.whenMissing === 'empty' && source.insteadOf) {
    for (const name of namedIn(source.insteadOf(read.row), source.field)) {
      const match = lookup?.match(name) ?? null
      if (match !== null && match !== 'several') ids.push(match.value)
    }
    if (source.standsIn) read.standIns = [...(read.standIns ?? []), source.key]
  }
  if (ids.length > 0) read.values[source.key] = source.field.kind === 'references' ? [...new Set(ids)] : (ids[0] ?? null)
}

function missingReference(name: string, source: FieldSource, lookup: Lookup | undefined, rehearsal: boolean): CellProblem {
  const parameters = { text: shortened(name) }
  if (source.plan.whenMissing === 'add' && rehearsal) return { code: 'cell_will_be_added', severity: 'warning', parameters }
  if (source.plan.whenMissing === 'empty') return { code: 'cell_left_empty', severity: 'warning', parameters }
  const nearest = rehearsal ? lookup?.nearest(name) : undefined
  return {
    code: 'cell_record_unknown',
    severity: 'error',
    parameters,
    ...(nearest ? { fix: { value: nearest.name, label: nearest.name, ...(nearest.by ? { reason: nearest.by } : {}) } } : {}),
  }
}

/** What the row says of a record that is to be made, and cannot be read: the record is made without it. */
function tellRelated(read: ReadRow, source: FieldSource, { cells }: RowReaderOptions): void {
  for (const { key, field, column, plan, textOf } of source.related ?? []) {
    if (pointsAt(field) !== null) continue
    const text = textOf(read.row)
    const { problem } = createCellReader(key, field, cells, plan)(text)
    if (problem?.severity !== 'error') continue
    const told = shortened(text.trim())
    const named = `${source.key}.${key}`
    read.problems.push({ code: 'cell_left_empty', severity: 'warning', parameters: { text: told }, field: named, column, text: told })
  }
}

export function hasError(read: ReadRow): boolean {
  return read.problems.some(({ severity }) => severity === 'error')
}
