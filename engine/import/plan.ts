import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { InvalidInputError } from '../errors.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { isMatchable } from './duplicates.ts'
import { originFields } from './origin.ts'
import { relatedTarget } from './related.ts'
import { externalKey, importableFields } from './suggest-mapping.ts'

const columnPlan = Type.Object(
  {
    /** The field that the column fills, `#key` for the record's id in the other system, or null: not imported. */
    target: Type.Union([Type.String(), Type.Null()]),
    /** How 3/4/2026 is meant. */
    order: Type.Optional(Type.Union([Type.Literal('day-first'), Type.Literal('month-first')])),
    /** Times without a zone are those of London here, not those on the wall of whoever imports. */
    zone: Type.Optional(Type.Literal('UTC')),
    /** 1.234 is one thousand two hundred and thirty-four in this column. */
    decimals: Type.Optional(Type.Literal('comma')),
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

const decided = [Type.Literal('create'), Type.Literal('skip'), Type.Literal('update'), Type.Literal('updateEmpty')] as const

export const importPlanSchema = Type.Object(
  {
    columns: Type.Array(columnPlan, { maxItems: 500 }),
    /** What stands in a field that no column fills, or whose cell is empty; `{Column}` is replaced by that column's cell. */
    fill: Type.Record(Type.String(), Type.String()),
    duplicates: Type.Object(
      {
        /**
         * Groups of fields, tried in this order: a row is a record that is already there, or an earlier row, when all fields of one group agree.
         * None: every row is new.
         */
        matchBy: Type.Array(Type.Array(Type.String(), { minItems: 1, maxItems: 5 }), { maxItems: 5 }),
        /** What becomes of such a row: a record all the same, nothing, a change of the record, of its empty fields alone, or the user's decision. */
        policy: Type.Union([...decided, Type.Literal('ask')]),
        /** Decisions by row number, where the policy is to ask. */
        decisions: Type.Record(Type.String({ pattern: '^[0-9]+$' }), Type.Union([...decided]), { default: {} }),
      },
      { additionalProperties: false },
    ),
    /** Corrected cells: row number, column index, text. */
    edits: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
    /** The system that the ids in `#key` belong to. */
    source: Type.String({ maxLength: 60 }),
    /** Automations and notifications do not react to what this import writes. */
    mute: Type.Boolean({ default: false }),
    /** The template that the plan came from. */
    template: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
)

/** What the user decided: where each column goes, and what happens to what does not fit. */
export type ImportPlan = Static<typeof importPlanSchema>
export type ColumnPlan = Static<typeof columnPlan>
export type DuplicatePolicy = ImportPlan['duplicates']['policy']

/** Reads a plan as it comes from outside; `columns` is the number of columns that the file has. */
export function readPlan(
  sent: unknown,
  model: ObjectModel,
  columns: number,
  objects: ReadonlyMap<string, ObjectModel> = new Map(),
): ImportPlan {
  const given = Value.Default(importPlanSchema, Value.Clone(sent))
  if (!Value.Check(importPlanSchema, given)) {
    const [error] = Value.Errors(importPlanSchema, given)
    throw new InvalidInputError('import_plan_invalid', { where: error?.path ?? '/', field: 'plan' })
  }
  const fields = importableFields(model)
  const targets = given.columns.flatMap(({ target }) => (target === null ? [] : [target]))
  if (given.columns.length !== columns) throw new InvalidInputError('import_plan_invalid', { where: '/columns', field: 'plan' })
  for (const key of [...targets, ...Object.keys(given.fill)]) {
    if (key !== externalKey && !originFields.has(key) && !fields.has(key) && !relatedTarget(objects, model, key))
      throw new InvalidInputError('column_not_importable', { field: key })
  }
  const twice = targets.find((target, index) => targets.indexOf(target) !== index)
  if (twice !== undefined) throw new InvalidInputError('import_field_twice', { field: twice })
  for (const field of given.duplicates.matchBy.flat()) {
    if (!targets.includes(field) && !(field in given.fill)) throw new InvalidInputError('import_match_not_mapped', { field })
    if (field !== externalKey && !isMatchable(fields.get(field))) throw new InvalidInputError('import_match_not_possible', { field })
  }
  return given
}
