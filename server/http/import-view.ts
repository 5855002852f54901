import {
  type Cause,
  type Context,
  type ErrorParameters,
  type ImportState,
  type Imports,
  importCauses,
  type KeptRow,
  type Label,
  type Locale,
  messageText,
  type ObjectModel,
  type RowProblem,
  type TableRow,
} from '../../engine/index.ts'
import type { Problems } from './problems.ts'

export type Words = { problems: Problems; locale: Locale; model: ObjectModel | undefined }

/** An import as the screens show it: figures and codes, with the words for people beside them. */
export function importJson(state: ImportState, words: Words) {
  const { fileHash, principalId, columns, check, error, ...rest } = state
  return {
    ...rest,
    objectLabel: words.model?.definition.label ?? null,
    columns: columns.map(({ index, name, filled, distinct, samples, order, confidence }) => ({
      index,
      name,
      filled,
      distinct,
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
  const { id, object, fileName, fileSize, rowCount, status, done, result, createdAt, batchId } = state
  return {
    id,
    object,
    objectLabel: words.model?.definition.label ?? null,
    fileName,
    fileSize,
    rowCount,
    status,
    done,
    result,
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

function labelOf(field: string | null, { model }: Words): Label | null {
  return field === null ? null : (model?.fields.get(field)?.label ?? null)
}

const rowsPerRead = 500

/**
 * The rows that were not taken, as they stood in the file, with the reasons behind them: to be mended and uploaded again. The mark at the start
 * tells spreadsheets that it is UTF-8.
 */
export async function* rejectedLines(imports: Imports, context: Context, state: ImportState, words: Words): AsyncGenerator<string> {
  const names = state.columns.map(({ name, index }) => name || String(index + 1))
  yield `\ufeff${csvLine([...names, words.locale === 'en' ? 'Why not imported' : '未导入原因'])}`
  for (let after = 0; ; ) {
    const rows = await imports.rows(context, state.id, { outcome: 'rejected', after, limit: rowsPerRead })
    for (const row of rows) yield csvLine([...names.map((_, index) => row.cells[index] ?? ''), reasonText(row, words)])
    if (rows.length < rowsPerRead) return
    after = rows.at(-1)?.number ?? after
  }
}

function reasonText(row: KeptRow, words: Words): string {
  return row.problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => {
      const label = labelOf(problem.field, words)
      const named = label === null ? '' : words.locale === 'en' ? `${label.en}: ` : `${label.zh}：`
      return named + detailOf(problem, words)
    })
    .join(' ')
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
