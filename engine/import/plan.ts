import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { InvalidInputError } from '../errors.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { squashed } from './match-text.ts'
import { externalKey, type IsChoice, importableFields, type SuggestedColumn, suggestMapping, sureName } from './suggest-mapping.ts'
import { type ColumnSummary, mostDistinct } from './summarize-columns.ts'

const columnPlan = Type.Object(
  {
    /** The field that the column fills, `#key` for the record's id in the other system, or null: not imported. */
    target: Type.Union([Type.String(), Type.Null()]),
    /** How 3/4/2026 is meant. */
    order: Type.Optional(Type.Union([Type.Literal('day-first'), Type.Literal('month-first')])),
    /** What one unit of the column is worth: a column headed 授信(万) counts in ten thousands. */
    times: Type.Optional(Type.String({ pattern: '^1(0{1,12})$' })),
    /** A value that the field does not take: the row is left out, or the field stays empty. */
    whenUnreadable: Type.Optional(Type.Union([Type.Literal('reject'), Type.Literal('empty')])),
    /** A choice or a record that does not exist yet: the row is left out, the field stays empty, or it is made. */
    whenMissing: Type.Optional(Type.Union([Type.Literal('reject'), Type.Literal('empty'), Type.Literal('add')])),
    /** Values to be read as others, in the whole column. */
    replace: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
)

export const importPlanSchema = Type.Object(
  {
    columns: Type.Array(columnPlan, { maxItems: 500 }),
    /** What stands in a field that no column fills, or whose cell is empty; `{Column}` is replaced by that column's cell. */
    fill: Type.Record(Type.String(), Type.String()),
    duplicates: Type.Object(
      {
        /** The field by which a row is a record that is already there. */
        matchBy: Type.Union([Type.String(), Type.Null()]),
        policy: Type.Union([Type.Literal('create'), Type.Literal('skip'), Type.Literal('update')]),
      },
      { additionalProperties: false },
    ),
    /** Corrected cells: row number, column index, text. */
    edits: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
    /** The system that the ids in `#key` belong to. */
    source: Type.String({ maxLength: 60 }),
  },
  { additionalProperties: false },
)

/** What the user decided: where each column goes, and what happens to what does not fit. */
export type ImportPlan = Static<typeof importPlanSchema>
export type ColumnPlan = Static<typeof columnPlan>

/** The plan that needs no decision where the file leaves none: columns by name and content, a name for records that have none. */
export function suggestPlan(
  columns: readonly ColumnSummary[],
  model: ObjectModel,
  isChoice: IsChoice,
): { plan: ImportPlan; confidence: number[] } {
  const suggested = suggestMapping(columns, model, isChoice)
  const fill = titleFill(columns, suggested, model)
  const plan: ImportPlan = {
    columns: suggested.map(({ target }, index) => {
      const order = columns[index]?.order
      const kind = model.fields.get(target ?? '')?.kind
      const times = kind === 'money' || kind === 'number' ? unitIn(columns[index]?.name ?? '') : undefined
      return { target, ...(order ? { order } : {}), ...(times ? { times } : {}) }
    }),
    fill,
    duplicates: suggestMatch(columns, suggested, model),
    edits: {},
    source: 'import',
  }
  return { plan, confidence: suggested.map(({ confidence }) => confidence) }
}

const unitWorth: Readonly<Record<string, string>> = {
  千: '1000',
  万: '10000',
  百万: '1000000',
  亿: '100000000',
  k: '1000',
  thousand: '1000',
  million: '1000000',
}

/** 授信(万), 注册资本（万元）, Revenue (million): the unit of every cell stands in the head of the column. */
function unitIn(name: string): string | undefined {
  const unit = name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[([【](?:单位[::]?)?(百万|[千万亿]|k|thousand|million)(?:元|人民币|rmb|cny|usd)?[)\]】]/)?.[1]
  return unit === undefined ? undefined : unitWorth[unit]
}

/** The same file taken in twice should not make everything twice: rows are known again by an id, a unique field, or a name that stands once. */
function suggestMatch(
  columns: readonly ColumnSummary[],
  suggested: readonly { target: string | null }[],
  model: ObjectModel,
): ImportPlan['duplicates'] {
  const differs = (target: string): boolean => {
    const column = columns[suggested.findIndex((one) => one.target === target)]
    return column !== undefined && column.distinct >= Math.min(column.filled, mostDistinct)
  }
  const { title } = model.definition
  const candidates = [externalKey, ...[...model.fields].filter(([key, field]) => field.unique || /^external/.test(key)).map(([key]) => key)]
  // Two people may bear one name.
  if (!model.fields.get(title)?.personal) candidates.push(title)
  const matchBy = candidates.find((candidate) => suggested.some(({ target }) => target === candidate) && differs(candidate)) ?? null
  return { matchBy, policy: matchBy === null ? 'create' : 'skip' }
}

/** Records whose title no column gives are called by their parts: a person by first and last name, an opportunity by its account and product. */
function titleFill(columns: readonly ColumnSummary[], suggested: SuggestedColumn[], model: ObjectModel): Record<string, string> {
  const { title } = model.definition
  const byParts = model.fields.get(title)?.personal ? personName(columns) : null
  const given = suggested.find(({ target }) => target === title)
  if (given !== undefined && (given.confidence >= sureName || byParts === null)) return {}
  if (byParts !== null) {
    if (given) Object.assign(given, { target: null, confidence: 0 })
    return { [title]: byParts }
  }
  const pointing = columns.filter((column, index) => {
    const field = model.fields.get(suggested[index]?.target ?? '')
    // Its stage is no name; the products and customers it is about are.
    return column.name !== '' && field?.kind === 'reference' && !field.required
  })
  const key = columns.find((_, index) => suggested[index]?.target === externalKey)
  const named = pointing.length > 0 ? pointing : key ? [key] : []
  return named.length === 0 ? {} : { [title]: named.map(({ name }) => `{${name}}`).join(' · ') }
}

const familyNames = ['last name', 'lastname', 'family name', 'surname', '姓', '姓氏'].map(squashed)
const givenNames = ['first name', 'firstname', 'given name', 'forename', '名', '名字'].map(squashed)

/** 姓 and 名 are written together, family name first; Latin names the other way round. */
function personName(columns: readonly ColumnSummary[]): string | null {
  const called = (names: readonly string[]) => columns.find(({ name }) => names.includes(squashed(name.replace(/^property_/, ''))))
  const family = called(familyNames)
  const given = called(givenNames)
  if (!family || !given) return null
  const chinese = [...family.samples, ...given.samples].some((text) => /\p{sc=Han}/u.test(text))
  return chinese ? `{${family.name}}{${given.name}}` : `{${given.name}} {${family.name}}`
}

/** Reads a plan as it comes from outside; `columns` is the number of columns that the file has. */
export function readPlan(given: unknown, model: ObjectModel, columns: number): ImportPlan {
  if (!Value.Check(importPlanSchema, given)) {
    const [error] = Value.Errors(importPlanSchema, given)
    throw new InvalidInputError('import_plan_invalid', { where: error?.path ?? '/', field: 'plan' })
  }
  const fields = importableFields(model)
  const targets = given.columns.flatMap(({ target }) => (target === null ? [] : [target]))
  if (given.columns.length !== columns) throw new InvalidInputError('import_plan_invalid', { where: '/columns', field: 'plan' })
  for (const key of [...targets, ...Object.keys(given.fill)]) {
    if (key !== externalKey && !fields.has(key)) throw new InvalidInputError('column_not_importable', { field: key })
  }
  const twice = targets.find((target, index) => targets.indexOf(target) !== index)
  if (twice !== undefined) throw new InvalidInputError('import_field_twice', { field: twice })
  const { matchBy, policy } = given.duplicates
  if (policy !== 'create' && matchBy !== null && !targets.includes(matchBy) && !(matchBy in given.fill)) {
    throw new InvalidInputError('import_match_not_mapped', { field: matchBy })
  }
  return given
}
