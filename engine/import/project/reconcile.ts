import Big from 'big.js'
import type { Context } from '../../context.ts'
import type { Executor } from '../../database.ts'
import { isoInstant } from '../../database.ts'
import type { Label } from '../../declare/label.ts'
import { readBatch } from '../../jobs/batch.ts'
import { param, sql } from '../../sql.ts'
import { executorOf } from '../session.ts'
import type { StoredImport } from '../store.ts'
import { choiceLabels } from './choice-labels.ts'
import { countRecords, type FigureStanding, type RecordCount, type Standing } from './count-records.ts'
import { type ChoiceCount, countSource, type FigureCount, type SourceCount } from './count-source.ts'
import { figureDate, isChoiceName, type Measure, type MeasureKind, measureNamed, measuresOf } from './measures.ts'
import type { Outcome } from './outcomes.ts'

/** Why a figure of the file is not the figure of the records. `differs`: nobody knows, and somebody has to look. */
export type Reason = Exclude<Standing, 'same'> | 'rejected' | 'skipped' | 'asked'
export type FigureSum = { count: number; sum: string; least: string | null; most: string | null }
export type ReconciledFigure = {
  field: string
  label: Label
  kind: MeasureKind
  currency: string | null
  source: FigureSum
  /** Null while nothing has come in. */
  result: FigureSum | null
  /** What parts the result from the source: counts and sums that add up to the difference. */
  reasons: { reason: Reason; count: number; sum: string }[]
}
export type ReconciledChoice = {
  field: string
  label: Label
  values: { value: string; label: Label; source: number; taken: number; result: number | null }[]
}
export type RowCounts = Record<Outcome, number> & { source: number /** Rows that the import has not come to. */; unread: number }
export type ReconciledFile = {
  importId: string
  fileName: string
  object: string
  objectLabel: Label
  /** `forecast`: what the check says would come of it; `result`: what came of it; `none`: neither checked nor run. */
  phase: 'none' | 'forecast' | 'result'
  rows: RowCounts
  records: Pick<RecordCount, 'records' | 'deleted' | 'edited'> | null
  figures: ReconciledFigure[]
  choices: ReconciledChoice[]
  /** Every figure is the same on both sides, or its difference has a reason. */
  explained: boolean
}
export type Reconciliation = {
  files: ReconciledFile[]
  objects: { object: string; label: Label; rows: RowCounts; records: number }[]
  explained: boolean
}

/** Holds what stood in the project's files against what stands in the records: rows, records, counts and sums, each difference with its reason. */
export async function reconcile(context: Context, files: readonly StoredImport[]): Promise<Reconciliation> {
  const executor = executorOf(context)
  const reconciled: ReconciledFile[] = []
  for (const file of files) reconciled.push(await reconcileFile(context, executor, file))
  const { workspaceId } = context.reader
  const distinct = await executor.query<{ object: string; records: string }>(
    workspaceId,
    sql`SELECT f.object, count(DISTINCT o.record_id) AS records FROM import_file f JOIN import_outcome o ON o.workspace_id = f.workspace_id AND o.import_id = f.id
      WHERE f.workspace_id = ${param(workspaceId, 'uuid')} AND f.id = ANY (${param(
        files.filter(({ batchId }) => batchId !== null).map(({ id }) => id),
        'uuid[]',
      )}) AND o.outcome IN ('created', 'updated', 'unchanged') GROUP BY f.object`,
  )
  const records = new Map(distinct.map((one) => [one.object, Number(one.records)]))
  return {
    files: reconciled,
    objects: [...Map.groupBy(reconciled, ({ object }) => object)].map(([object, own]) => ({
      object,
      label: context.reader.object(object).definition.plural,
      rows: own.map(({ rows }) => rows).reduce(addRows),
      records: records.get(object) ?? 0,
    })),
    explained: reconciled.every(({ explained }) => explained),
  }
}

async function reconcileFile(context: Context, executor: Executor, file: StoredImport): Promise<ReconciledFile> {
  const { reader } = context
  const model = reader.object(file.object)
  const measures = measuresOf(reader, file.object, file.plan)
  // What a check found says nothing any more once the plan has changed.
  const isCounted = file.batchId !== null || file.check !== null
  const source: SourceCount = isCounted
    ? await countSource(executor, reader.workspaceId, file.id)
    : { rows: new Map(), figures: [], choices: [] }
  const batch = file.batchId === null ? null : await readBatch(executor, reader.workspaceId, file.batchId)
  const counted =
    batch === null
      ? null
      : await countRecords(executor, reader.workspaceId, model, measures, {
          id: file.id,
          batchId: batch.id,
          startedAt: isoInstant(batch.startedAt ?? batch.createdAt),
        })
  const labels = await choiceLabels(reader, executor, measures, [
    ...source.choices.map(({ name, value }) => ({ name, value })),
    ...(counted?.choices ?? []),
  ])
  const figures = figuresOf(measures, source, counted)
  const rows = rowCounts(source, file.rowCount)
  return {
    importId: file.id,
    fileName: file.fileName,
    object: file.object,
    objectLabel: model.definition.label,
    phase: batch !== null ? 'result' : source.rows.size > 0 ? 'forecast' : 'none',
    rows,
    records: counted && { records: counted.records, deleted: counted.deleted, edited: counted.edited },
    figures,
    choices: choicesOf(measures, source, counted, labels),
    explained: batch !== null && rows.unread === 0 && figures.every(({ reasons }) => reasons.every(({ reason }) => reason !== 'differs')),
  }
}

function rowCounts({ rows }: SourceCount, rowCount: number): RowCounts {
  const of = (outcome: Outcome): number => rows.get(outcome) ?? 0
  const counts = {
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    skipped: of('skipped'),
    asked: of('asked'),
    rejected: of('rejected'),
  }
  const read = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { source: Math.max(rowCount, read), ...counts, unread: Math.max(0, rowCount - read) }
}

function addRows(one: RowCounts, other: RowCounts): RowCounts {
  const sum = { ...one }
  for (const key of Object.keys(sum) as (keyof RowCounts)[]) sum[key] += other[key]
  return sum
}

const leftOut: readonly Outcome[] = ['rejected', 'skipped', 'asked']

function figuresOf(measures: readonly Measure[], source: SourceCount, counted: RecordCount | null): ReconciledFigure[] {
  const names = new Set([...source.figures.map(({ name }) => name), ...(counted?.figures ?? []).map(({ name }) => name)])
  return [...names].toSorted().flatMap((name) => {
    const { key, currency } = measureNamed(name)
    const measure = measures.find((one) => one.key === key)
    if (!measure || isChoiceName(name)) return []
    const given = source.figures.filter((one) => one.name === name)
    const standing = counted?.figures.filter((one) => one.name === name) ?? []
    return [
      {
        field: key,
        label: measure.field.label,
        kind: measure.kind,
        currency,
        source: sumOf(given, measure.kind),
        result: counted && resultOf(standing, measure.kind),
        reasons: [...leftOutReasons(given), ...standingReasons(standing)],
      },
    ]
  })
}

function sumOf(given: readonly Pick<FigureCount, 'count' | 'sum' | 'least' | 'most'>[], kind: MeasureKind): FigureSum {
  return {
    count: given.reduce((count, one) => count + one.count, 0),
    sum: total(given.map(({ sum }) => sum)),
    least: extreme(
      given.map(({ least }) => least),
      kind,
      -1,
    ),
    most: extreme(
      given.map(({ most }) => most),
      kind,
      1,
    ),
  }
}

function resultOf(standing: readonly FigureStanding[], kind: MeasureKind): FigureSum {
  const held = standing.filter(({ resultCount }) => resultCount > 0)
  return sumOf(
    held.map(({ resultCount, result, least, most }) => ({ count: resultCount, sum: result, least: least ?? '0', most: most ?? '0' })),
    kind,
  )
}

function leftOutReasons(given: readonly FigureCount[]): ReconciledFigure['reasons'] {
  return leftOut.flatMap((outcome) => {
    const own = given.find((one) => one.outcome === outcome)
    return own ? [{ reason: outcome as Reason, count: -own.count, sum: new Big(own.sum).neg().toFixed() }] : []
  })
}

function standingReasons(standing: readonly FigureStanding[]): ReconciledFigure['reasons'] {
  return standing.flatMap(({ standing: reason, sourceCount, source, resultCount, result }) =>
    reason === 'same' ? [] : [{ reason, count: resultCount - sourceCount, sum: new Big(result).minus(source).toFixed() }],
  )
}

function total(sums: readonly string[]): string {
  return sums.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed()
}

/** The least or the greatest; a date comes back as one. */
function extreme(values: readonly string[], kind: MeasureKind, sign: 1 | -1): string | null {
  const [first] = values.toSorted((one, other) => sign * new Big(other).cmp(one))
  if (first === undefined) return null
  return kind === 'date' || kind === 'dateTime' ? figureDate(first, kind) : new Big(first).toFixed()
}

function choicesOf(
  measures: readonly Measure[],
  source: SourceCount,
  counted: RecordCount | null,
  labels: ReadonlyMap<string, Label>,
): ReconciledChoice[] {
  const names = new Set([...source.choices, ...(counted?.choices ?? [])].map(({ name }) => name))
  return [...names].toSorted().flatMap((name) => {
    const { key } = measureNamed(name)
    const measure = measures.find((one) => one.key === key)
    if (!measure) return []
    const given = source.choices.filter((one) => one.name === name)
    const held = counted?.choices.filter((one) => one.name === name)
    const values = new Set([...given, ...(held ?? [])].map(({ value }) => value))
    return [
      {
        field: key,
        label: measure.field.label,
        values: [...values]
          .map((value) => ({
            value,
            label: labels.get(`${name} ${value}`) ?? { zh: value, en: value },
            source: countOf(given, value, () => true),
            taken: countOf(given, value, (outcome) => !leftOut.includes(outcome)),
            result: held ? (held.find((one) => one.value === value)?.count ?? 0) : null,
          }))
          .toSorted((one, other) => other.source - one.source || (other.result ?? 0) - (one.result ?? 0)),
      },
    ]
  })
}

function countOf(given: readonly ChoiceCount[], value: string, counts: (outcome: Outcome) => boolean): number {
  return given.filter((one) => one.value === value && counts(one.outcome)).reduce((sum, one) => sum + one.count, 0)
}
