import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { scopeFor } from '../access/principal.ts'
import type { Context } from '../context.ts'
import { AccessError, InvalidInputError, NotFoundError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { demandRight } from '../query/reader.ts'
import { type ColumnPlan, type ImportPlan, importPlanSchema } from './plan.ts'
import type { KnownPlan } from './recognise.ts'
import { executorOf } from './session.ts'
import { readImport } from './store.ts'
import { importableFields } from './suggest-mapping.ts'
import { findTemplate, type ImportTemplate, listTemplates, removeTemplate, saveTemplate } from './template-store.ts'

/** What a template is made or changed from: the plan of an import as it stands, or columns by name. */
export const templateInputSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    object: Type.Optional(Type.String({ maxLength: 60 })),
    source: Type.Optional(Type.String({ maxLength: 60 })),
    shared: Type.Optional(Type.Boolean()),
    columns: Type.Optional(Type.Record(Type.String(), importPlanSchema.properties.columns.items)),
    fill: Type.Optional(importPlanSchema.properties.fill),
    /** The import whose columns, corrections and duplicate rule are kept. */
    import: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type TemplateInput = Static<typeof templateInputSchema>

/** Mapping templates: one's own, and those that are shared with everyone who may import such records. */
export type ImportTemplates = {
  list(context: Context, object?: string): Promise<ImportTemplate[]>
  get(context: Context, id: string): Promise<ImportTemplate>
  create(context: Context, input: TemplateInput): Promise<ImportTemplate>
  change(context: Context, id: string, input: TemplateInput): Promise<ImportTemplate>
  remove(context: Context, id: string): Promise<void>
}

/** `sharing`: the right without which a template stays one's own. */
export function createImportTemplates({ sharing }: { sharing: { object: string; action: string } }): ImportTemplates {
  const demandSharing = (context: Context, shared: boolean): void => {
    if (shared && scopeFor(context.reader.principal, sharing.object, sharing.action) === null)
      throw new AccessError('import_template_not_shared')
  }
  const get = async (context: Context, id: string): Promise<ImportTemplate> => {
    const { workspaceId, principal } = context.reader
    const found = await findTemplate(executorOf(context), workspaceId, principal.id, id)
    if (found === null || scopeFor(principal, found.object, 'import') === null) throw new NotFoundError('import_template_not_found')
    return found
  }
  /** A template is changed by its maker, a shared one by administrators too. */
  const own = async (context: Context, id: string): Promise<ImportTemplate> => {
    const found = await get(context, id)
    const { principal } = context.reader
    if (found.principalId !== principal.id && !principal.administrator) throw new AccessError('import_template_of_another')
    return found
  }
  const save = async (context: Context, template: ImportTemplate): Promise<ImportTemplate> => {
    await saveTemplate(executorOf(context), context.reader.workspaceId, template)
    return template
  }
  return {
    get,
    async list(context, object) {
      const { workspaceId, principal } = context.reader
      const found = await listTemplates(executorOf(context), workspaceId, principal.id, object)
      return found.filter(
        (template) => context.reader.model.objects.has(template.object) && scopeFor(principal, template.object, 'import') !== null,
      )
    },
    async create(context, input) {
      const given = readInput(input)
      const { reader } = context
      const taken = given.import === undefined ? null : await partsOf(context, given.import)
      const object = taken?.object ?? given.object ?? ''
      demandRight(reader, object, 'import')
      if (given.name === undefined) throw new InvalidInputError('required', { field: 'name' })
      const now = reader.clock.now().toISOString()
      const template: ImportTemplate = {
        id: newId(),
        name: given.name.trim(),
        object,
        source: given.source ?? taken?.source ?? 'import',
        shared: given.shared ?? false,
        names: taken?.names ?? Object.keys(given.columns ?? {}),
        columns: taken?.columns ?? given.columns ?? {},
        fill: taken?.fill ?? given.fill ?? {},
        duplicates: taken?.duplicates ?? { matchBy: [], policy: 'create' },
        principalId: reader.principal.id,
        createdAt: now,
        changedAt: now,
      }
      demandSharing(context, template.shared)
      demandTargets(template, reader.object(object))
      return save(context, template)
    },
    async change(context, id, input) {
      const given = readInput(input)
      const before = await own(context, id)
      const taken = given.import === undefined ? null : await partsOf(context, given.import)
      if (taken !== null && taken.object !== before.object) throw new InvalidInputError('import_template_other_object', { field: 'import' })
      const template: ImportTemplate = {
        ...before,
        ...taken,
        name: given.name?.trim() ?? before.name,
        source: given.source ?? taken?.source ?? before.source,
        shared: given.shared ?? before.shared,
        columns: given.columns ?? taken?.columns ?? before.columns,
        fill: given.fill ?? taken?.fill ?? before.fill,
        changedAt: context.reader.clock.now().toISOString(),
      }
      demandSharing(context, template.shared && !before.shared)
      demandTargets(template, context.reader.object(template.object))
      return save(context, template)
    },
    async remove(context, id) {
      await own(context, id)
      await removeTemplate(executorOf(context), context.reader.workspaceId, id)
    },
  }
}

function readInput(given: unknown): TemplateInput {
  if (Value.Check(templateInputSchema, given)) return given
  const [error] = Value.Errors(templateInputSchema, given)
  throw new InvalidInputError('import_plan_invalid', { where: error?.path ?? '/' })
}

type TemplateParts = Pick<ImportTemplate, 'object' | 'source' | 'names' | 'columns' | 'fill' | 'duplicates'>

/** What an import of one's own was decided to be, without what belongs to its rows alone. */
async function partsOf(context: Context, importId: string): Promise<TemplateParts> {
  const { workspaceId, principal } = context.reader
  const stored = await readImport(executorOf(context), workspaceId, importId, principal.id)
  const names = stored.columns.map(({ name }) => name)
  const { matchBy, policy } = stored.plan.duplicates
  return {
    object: stored.object,
    source: stored.plan.source,
    names,
    columns: columnsByName(stored.plan, names),
    fill: stored.plan.fill,
    duplicates: { matchBy, policy },
  }
}

function columnsByName(plan: ImportPlan, names: readonly string[]): Record<string, ColumnPlan> {
  const columns: Record<string, ColumnPlan> = {}
  for (const [index, column] of plan.columns.entries()) {
    const name = names[index] ?? ''
    if (name !== '' && !(name in columns)) columns[name] = column
  }
  return columns
}

function demandTargets({ columns, fill }: Pick<ImportTemplate, 'columns' | 'fill'>, model: ObjectModel): void {
  const fields = importableFields(model)
  const unknown = [...Object.values(columns).map(({ target }) => target), ...Object.keys(fill)].find(
    (target) => target !== null && !isKnownTarget(target, fields),
  )
  if (unknown !== undefined && unknown !== null) throw new InvalidInputError('column_not_importable', { field: unknown })
}

function isKnownTarget(target: string, fields: ReadonlyMap<string, unknown>): boolean {
  return target.startsWith('#') || fields.has(target) || fields.has(target.split('.')[0] ?? '')
}

/** What a template, or the plan of an earlier import, says of a file: fields that are not there any more are left out. */
export function planOfTemplate(
  template: Pick<ImportTemplate, 'columns' | 'fill' | 'source' | 'duplicates'>,
  names: readonly string[],
  model: ObjectModel,
): KnownPlan {
  const fields = importableFields(model)
  const taken = new Set<string>()
  const columns = Object.fromEntries(
    Object.entries(template.columns).filter(([name, { target }]) => {
      if (!names.includes(name) || (target !== null && (taken.has(target) || !isKnownTarget(target, fields)))) return false
      if (target !== null) taken.add(target)
      return true
    }),
  )
  const fill = Object.fromEntries(Object.entries(template.fill).filter(([key]) => fields.has(key)))
  const { matchBy, policy } = template.duplicates
  const isMatched = (field: string) => taken.has(field) || field in fill
  const possible = Array.isArray(matchBy) ? matchBy.filter((group) => group.every(isMatched)) : []
  const duplicates: ImportPlan['duplicates'] =
    possible.length > 0 ? { matchBy: possible, policy, decisions: {} } : { matchBy: [], policy: 'create', decisions: {} }
  return { columns, fill, source: template.source, duplicates, whole: false }
}

/** The plan of an earlier import as if it had been kept as a template. */
export function templateOfPlan(
  plan: ImportPlan,
  names: readonly string[],
): Pick<ImportTemplate, 'columns' | 'fill' | 'source' | 'duplicates'> {
  return { columns: columnsByName(plan, names), fill: plan.fill, source: plan.source, duplicates: plan.duplicates }
}
