import {
  type Cause,
  type Effect,
  type ErrorParameters,
  type ImportState,
  importCauses,
  type KeptByUndo,
  type KeptRow,
  type Label,
  type Locale,
  messageText,
  type ObjectModel,
  originFields,
  type RowProblem,
  type TableRow,
} from '../../engine/index.ts'
import type { Problems } from './problems.ts'

export type Words = {
  problems: Problems
  locale: Locale
  model: ObjectModel | undefined
  /** The records that a row names have names of their own for their fields. */
  objects?: ReadonlyMap<string, ObjectModel>
}

/** An import as the screens show it: figures and codes, with the words for people beside them. */
export function importJson(state: ImportState, words: Words) {
  const { fileHash, principalId, columns, check, error, format, ...rest } = state
  const { sheets = [], entries = [], columns: _named, ...chosen } = format
  return {
    ...rest,
    format: chosen,
    sheets,
    entries,
    objectLabel: words.model?.definition.label ?? null,
    columns: columns.map(({ index, name, filled, distinct, distinctShare, samples, order, confidence }) => ({
      index,
      name,
      filled,
      distinct,
      distinctShare: distinctShare ?? null,
      samples: samples.slice(0, 10),
      order: order ?? null,
      suggested: state.plan.columns[index]?.target ?? null,
      confidence,
    })),
    check: check && {
      rows: check.rows,
      ready: check.ready,
      warnings: check.warnings,
      errors: check.errors,
      effects: check.effects ?? null,
      causes: check.causes.map((cause) => causeJson(cause, words)),
      problems: check.problems.map((row) => ({ ...row, problems: row.problems.map((problem) => problemJson(problem, words)) })),
    },
    error: error && {
      code: error.code,
      detail: words.problems.text(
        error.code === 'broken' ? 'job_broke' : error.code,
        (error.parameters ?? {}) as ErrorParameters,
        words.locale,
      ),
    },
  }
}

/** In lists: without what only the import's own page shows. */
export function importSummary(state: ImportState, words: Words) {
  const { id, object, fileName, fileSize, rowCount, status, done, rate, remainingSeconds, result, undo, undoUntil, createdAt, batchId } =
    state
  return {
    id,
    object,
    objectLabel: words.model?.definition.label ?? null,
    fileName,
    fileSize,
    rowCount,
    status,
    done,
    rate,
    remainingSeconds,
    result,
    undo,
    undoUntil,
    createdAt,
    batchId,
  }
}

export function rowJson(row: TableRow) {
  return { number: row.number, cells: row.cells }
}

export function keptRowJson(row: KeptRow, words: Words) {
  return {
    number: row.number,
    outcome: row.outcome,
    cells: row.cells,
    problems: row.problems.map((problem) => problemJson(problem, words)),
  }
}

function causeJson(cause: Cause, words: Words) {
  const known = messageText([importCauses], cause.code, {}, words.locale)
  const title = known === cause.code ? words.problems.text(cause.code, cause.parameters, words.locale) : known
  return { ...cause, fieldLabel: labelOf(cause.field, words), title }
}

function problemJson(problem: RowProblem, words: Words) {
  const { code, severity, field, column, text, fix } = problem
  return {
    code,
    severity,
    field,
    fieldLabel: labelOf(field, words),
    column,
    text,
    detail: detailOf(problem, words),
    ...(fix ? { fix } : {}),
  }
}

function detailOf({ code, field, parameters }: RowProblem, { problems, locale }: Words): string {
  return problems.text(code, field === null ? parameters : { field, ...parameters }, locale)
}

function labelOf(field: string | null, { model, objects }: Words): Label | null {
  if (field === null) return null
  const [reference = '', key] = field.split('.')
  const own = model?.fields.get(reference)
  if (key === undefined || own === undefined) return own?.label ?? originFields.get(field)?.label ?? null
  const related = objects?.get(own.to ?? '')?.fields.get(key)
  return related ? { zh: `${own.label.zh} · ${related.label.zh}`, en: `${own.label.en} · ${related.label.en}` } : own.label
}

/** What a row would do, with the names of its fields. */
export function effectJson(effect: Effect, words: Words) {
  return { ...effect, changes: effect.changes.map((change) => ({ ...change, fieldLabel: labelOf(change.field, words) })) }
}

/** What an undo left, with the reason in words. */
export function keptByUndoJson({ reason, field, ...kept }: KeptByUndo, words: Words, model: ObjectModel | undefined) {
  const own = { ...words, model }
  const label = labelOf(field ?? null, own)
  const parameters = { field: label === null ? '' : words.locale === 'en' ? label.en : label.zh }
  return {
    ...kept,
    field: field ?? null,
    fieldLabel: label,
    reason,
    detail: words.problems.text(`undo_${reason}`, parameters, words.locale),
  }
}

/** Why a row was not taken, in one text. */
export function reasonText(row: Pick<KeptRow, 'problems'>, words: Words): string {
  return row.problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => {
      const label = labelOf(problem.field, words)
      const named = label === null ? '' : words.locale === 'en' ? `${label.en}: ` : `${label.zh}：`
      return named + detailOf(problem, words)
    })
    .join(' ')
}
