import { scopeFor } from '../access/principal.ts'
import type { Context } from '../context.ts'
import type { Executor } from '../database.ts'
import type { OpenFile } from './encoding.ts'
import { createLookup, type Lookup } from './lookups.ts'
import type { Matcher } from './match-text.ts'
import { type ImportPlan, suggestPlan } from './plan.ts'
import { choiceMatcher } from './read-cell.ts'
import { namedIn, pointsAt } from './read-row.ts'
import { columnNames, detectFormat, readRows, type TableFormat } from './read-table.ts'
import { cellContext } from './session.ts'
import type { StoredImport } from './store.ts'
import { importableFields, knowsColumn } from './suggest-mapping.ts'
import { collectColumns } from './summarize-columns.ts'
import { usualReferences } from './usual-references.ts'

export type Analysis = Pick<StoredImport, 'format' | 'columns' | 'rowCount' | 'plan'>

/** Reads the whole file once: how it is written, what its columns hold, and the plan by which it would be taken in. */
export async function analyse(
  context: Context,
  executor: Executor,
  options: { object: string; open: OpenFile; chosen?: Partial<TableFormat>; regions?: Matcher<string> | undefined },
): Promise<Analysis> {
  const { object, open } = options
  const model = context.reader.object(object)
  const format = await detectFormat(open, { ...(options.chosen ? { chosen: options.chosen } : {}), isColumnName: knowsColumn(model) })
  const names = await columnNames(open, format)
  const collected = collectColumns(names)
  let rowCount = 0
  for await (const rows of readRows(open, format, { size: 1_000 })) {
    collected.add(rows)
    rowCount += rows.length
  }
  const columns = collected.summaries()
  const cells = cellContext(context, options.regions)
  const matchers = new Map<string, Matcher<string>>()
  const isChoice = (list: string, text: string): boolean => {
    const matcher = matchers.get(list) ?? choiceMatcher({ kind: 'choice', label: { zh: '', en: '' }, list }, cells)
    matchers.set(list, matcher)
    return matcher.match(text) !== null
  }
  const { plan, confidence } = suggestPlan(columns, model, isChoice)
  await fillUsual(context, executor, object, plan)
  await suggestMissing(context, executor, object, plan, columns, isChoice)
  return { format, rowCount, plan, columns: columns.map((column, index) => ({ ...column, confidence: confidence[index] ?? 0 })) }
}

/** Required references that no column gives and that need no choice. */
async function fillUsual(context: Context, executor: Executor, object: string, plan: ImportPlan): Promise<void> {
  for (const [key, { title }] of await usualReferences(executor, context.reader, object)) {
    if (!plan.columns.some(({ target }) => target === key) && !(key in plan.fill)) plan.fill[key] = title
  }
}

/** From this share on, a column has a vocabulary of its own, and taking it over is what its owner wants. */
const ownVocabulary = 0.3
const strangers = 0.8

/**
 * A column whose values are mostly unknown here comes from a system with other lists: they are added, where the user may add them. A customer or a person
 * that is not known is more likely a slip, so all of them must be unknown.
 */
async function suggestMissing(
  context: Context,
  executor: Executor,
  object: string,
  plan: ImportPlan,
  columns: readonly { samples: string[] }[],
  isChoice: (list: string, text: string) => boolean,
): Promise<void> {
  const fields = importableFields(context.reader.object(object))
  const lookups = new Map<string, Lookup>()
  const mayCreate = (what: string): boolean => scopeFor(context.reader.principal, what, 'create') !== null
  const titles = titlesIn(context, object, plan, columns)
  for (const [index, column] of plan.columns.entries()) {
    const field = fields.get(column.target ?? '')
    const samples = columns[index]?.samples ?? []
    if (field === undefined || samples.length === 0) continue
    const target = pointsAt(field)
    if (target === null) {
      if (field.kind !== 'choice' || !mayCreate('choice')) continue
      const unknown = samples.filter((text) => !isChoice(field.list ?? '', text))
      // Codes of another system, 1, 2, L, would be no words for anybody here.
      if (unknown.length === samples.length && unknown.every((text) => /^[\dA-Z]{1,2}$/.test(text))) column.target = null
      else if (unknown.length / samples.length >= ownVocabulary) column.whenMissing = 'add'
    } else if (mayCreate(target)) {
      const lookup = lookups.get(target) ?? (await createLookup(executor, context.reader, target))
      lookups.set(target, lookup)
      const named = samples.flatMap((text) => namedIn(text, field)).filter((text) => target !== object || !titles.has(text))
      await lookup.prepare(named)
      const unknown = named.filter((text) => lookup.match(text) === null)
      const enough = context.reader.object(target).definition.configuration ? ownVocabulary : strangers
      if (named.length > 0 && unknown.length / named.length >= enough) column.whenMissing = 'add'
    }
  }
}

function titlesIn(context: Context, object: string, plan: ImportPlan, columns: readonly { samples: string[] }[]): ReadonlySet<string> {
  const { title } = context.reader.object(object).definition
  return new Set(columns[plan.columns.findIndex(({ target }) => target === title)]?.samples)
}
