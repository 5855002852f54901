import { scopeFor } from '../access/principal.ts'
import type { Context } from '../context.ts'
import type { Executor } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { OpenFile } from './encoding.ts'
import { createLookup, type Lookup } from './lookups.ts'
import type { Matcher } from './match-text.ts'
import type { ImportPlan } from './plan.ts'
import { choiceMatcher } from './read-cell.ts'
import { namedIn, pointsAt } from './read-row.ts'
import { columnNames, detectFormat, readRows, type TableFormat } from './read-table.ts'
import { type ImportKnowledge, type KnownPlan, planOfTable, type Recognised, recognise, withSynonyms } from './recognise.ts'
import { relatedTarget, suggestRelated } from './related.ts'
import { cellContext } from './session.ts'
import type { StoredImport } from './store.ts'
import { type IsChoice, importableFields, knowsColumn, regionList } from './suggest-mapping.ts'
import { suggestObject } from './suggest-object.ts'
import { suggestPlan } from './suggest-plan.ts'
import { type ColumnSummary, collectColumns } from './summarize-columns.ts'
import { earlierPlan, type ImportTemplate, templateFor } from './template-store.ts'
import { planOfTemplate, templateOfPlan } from './templates.ts'
import { usualReferences } from './usual-references.ts'

export type Analysis = Pick<StoredImport, 'object' | 'format' | 'columns' | 'rowCount' | 'plan'>

export type AnalyseOptions = {
  /** What the rows become; empty where the file is to say it. */
  object: string
  open: OpenFile
  chosen?: Partial<TableFormat>
  regions?: Matcher<string> | undefined
  knowledge?: ImportKnowledge | undefined
  /** The template that the user chose; null: none, not even the one made for such a file. */
  template?: ImportTemplate | null
}

/** Reads the whole file once: how it is written, what its columns hold, and the plan by which it would be taken in. */
export async function analyse(context: Context, executor: Executor, options: AnalyseOptions): Promise<Analysis> {
  const { open, knowledge } = options
  const models = modelsFor(context, options)
  const knows = models.map(knowsColumn)
  const format = await detectFormat(open, {
    ...(options.chosen ? { chosen: options.chosen } : {}),
    isColumnName: (text) => knows.some((isColumnName) => isColumnName(text)),
  })
  const names = await columnNames(open, format)
  const recognised = recognise(names, knowledge?.systems ?? [], format.kind)
  if (options.object === '' && recognised !== null && recognised.table.object === null) throw noRecords(recognised, context)
  const collected = collectColumns(names)
  let rowCount = 0
  for await (const rows of readRows(open, format, { size: 1_000 })) {
    collected.add(rows)
    rowCount += rows.length
  }
  const columns = collected.summaries()
  const isChoice = choiceTest(context, options.regions)
  const known = await knownPlan(context, executor, names, recognised, models, options)
  const object = options.object || known?.object || suggestObject(columns, models, isChoice, knowledge?.records)
  const model = models.find(({ definition }) => definition.key === object)
  if (model === undefined) throw new InvalidInputError('import_object_unknown', { field: 'object' })
  const { plan, confidence } = suggestPlan(
    columns,
    model,
    isChoice,
    known?.plan,
    relatedColumns(context, columns, model),
    knowledge?.records[model.definition.key],
  )
  if (known?.template) plan.template = known.template
  await fillUsual(context, executor, model.definition.key, plan)
  await suggestMissing(context, executor, model.definition.key, plan, { columns, isChoice, decided: known?.plan.columns ?? {} })
  return {
    object: model.definition.key,
    format,
    rowCount,
    plan,
    columns: columns.map((column, index) => ({ ...column, confidence: confidence[index] ?? 0 })),
  }
}

/** Columns that speak of another record, where the user may make such records. */
function relatedColumns(context: Context, columns: readonly ColumnSummary[], model: ObjectModel): (string | undefined)[] {
  const { model: workspace, principal } = context.reader
  return suggestRelated(columns, model, workspace.objects).map((target) => {
    const object = target === undefined ? undefined : relatedTarget(workspace.objects, model, target)?.object
    return object !== undefined && scopeFor(principal, object, 'create') !== null ? target : undefined
  })
}

/** The objects that the rows may become, with every name by which files call their fields. */
function modelsFor(context: Context, { object, knowledge }: AnalyseOptions): ObjectModel[] {
  const { principal, model } = context.reader
  if (object !== '') return [withSynonyms(context.reader.object(object), knowledge)]
  return [...model.objects.values()]
    .filter(({ definition }) => !definition.internal && !definition.configuration && scopeFor(principal, definition.key, 'import') !== null)
    .map((one) => withSynonyms(one, knowledge))
}

function noRecords({ system, table }: Recognised, context: Context): InvalidInputError {
  const english = context.reader.principal.locale === 'en'
  const said = (label: { zh: string; en: string } | undefined) => (label === undefined ? '' : english ? label.en : label.zh)
  return new InvalidInputError('import_no_records', { system: said(system.label), table: said(table.label), instead: said(table.instead) })
}

type Known = { object: string; plan: KnownPlan; template?: string }

/** The surest knowledge first: the chosen template, the one made for such files, the last such import, the system it comes from. */
async function knownPlan(
  context: Context,
  executor: Executor,
  names: readonly string[],
  recognised: Recognised | null,
  models: readonly ObjectModel[],
  { template }: AnalyseOptions,
): Promise<Known | undefined> {
  const { workspaceId, principal } = context.reader
  const modelOf = (object: string) => models.find(({ definition }) => definition.key === object)
  const objects = models.map(({ definition }) => definition.key)
  if (names.some((name) => name !== '') && template !== null) {
    const chosen = template ?? (await templateFor(executor, workspaceId, principal.id, names, objects))
    const model = modelOf(chosen?.object ?? '')
    if (chosen && model) return { object: chosen.object, plan: planOfTemplate(chosen, names, model), template: chosen.id }
    const earlier = await earlierPlan(executor, workspaceId, names, objects)
    const earlierModel = modelOf(earlier?.object ?? '')
    if (earlier && earlierModel)
      return { object: earlier.object, plan: planOfTemplate(templateOfPlan(earlier.plan, names), names, earlierModel) }
  }
  if (recognised === null) return undefined
  // Rows that are no records here fill nothing, whatever their columns are called.
  if (recognised.table.object === null) {
    const columns = Object.fromEntries(names.map((name) => [name, { target: null }]))
    return { object: '', plan: { columns, fill: {}, source: recognised.system.key, whole: true } }
  }
  const model = modelOf(recognised.table.object)
  return model && { object: recognised.table.object, plan: planOfTable(recognised, names, model) }
}

const mostRemembered = 50_000

/** Asks whether a text is a value of a list; every list is prepared once. */
function choiceTest(context: Context, regions: Matcher<string> | undefined): IsChoice {
  const cells = cellContext(context, regions)
  const matchers = new Map<string, Matcher<string>>()
  const isIn = (list: string, text: string): boolean => {
    if (list === regionList) return regions === undefined || /^\d{6}$/.test(text) || regions.match(text) !== null
    const matcher = matchers.get(list) ?? choiceMatcher({ kind: 'choice', label: { zh: '', en: '' }, list }, cells)
    matchers.set(list, matcher)
    return matcher.match(text) !== null
  }
  // The same samples are held against the fields of every object.
  const asked = new Map<string, boolean>()
  return (list, text) => {
    const key = `${list} ${text}`
    const known = asked.get(key) ?? isIn(list, text)
    if (asked.size < mostRemembered) asked.set(key, known)
    return known
  }
}

/** Required references that no column gives, or not in every row, and that need no choice. */
async function fillUsual(context: Context, executor: Executor, object: string, plan: ImportPlan): Promise<void> {
  for (const [key, { title }] of await usualReferences(executor, context.reader, object)) if (!(key in plan.fill)) plan.fill[key] = title
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
  found: { columns: readonly ColumnSummary[]; isChoice: IsChoice; decided: KnownPlan['columns'] },
): Promise<void> {
  const { columns, isChoice, decided } = found
  const fields = importableFields(context.reader.object(object))
  const lookups = new Map<string, Lookup>()
  const mayCreate = (what: string): boolean => scopeFor(context.reader.principal, what, 'create') !== null
  const titles = titlesIn(context, object, plan, columns)
  for (const [index, column] of plan.columns.entries()) {
    const field = fields.get(column.target ?? '')
    const samples = (columns[index]?.samples ?? []).map((text) => column.replace?.[text] ?? text)
    const isDecided = decided[columns[index]?.name ?? '']?.whenMissing !== undefined
    if (field === undefined || samples.length === 0 || isDecided) continue
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
      // Numbers of another system's records are no names for new ones.
      if (unknown.length > 0 && unknown.every((text) => isOpaque(text))) column.whenMissing = 'empty'
      else if (named.length > 0 && unknown.length / named.length >= enough) column.whenMissing = 'add'
    }
  }
}

/** A number, a GUID, a hash, or the id of a record as Salesforce writes it: 005x0000000fNSiAAM. */
function isOpaque(text: string): boolean {
  return /^\d+$|^[\da-f]{8}-[\da-f]{4}-|^[\da-f]{32}$|^(?=.*\d)[\da-z]{15}(?:[\da-z]{3})?$/i.test(text)
}

function titlesIn(context: Context, object: string, plan: ImportPlan, columns: readonly { samples: string[] }[]): ReadonlySet<string> {
  const { title } = context.reader.object(object).definition
  return new Set(columns[plan.columns.findIndex(({ target }) => target === title)]?.samples)
}
