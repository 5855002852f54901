import type { ObjectModel } from '../model/workspace-model.ts'
import { squashed } from './match-text.ts'
import { externalKey, type IsChoice, suggestMapping, sureName } from './suggest-mapping.ts'
import { personName } from './suggest-plan.ts'
import type { ColumnSummary } from './summarize-columns.ts'

const lacksWhole = 0.5
const clearly = 0.4

/**
 * What the rows of a file are, where nobody says it: the object whose fields its columns name best. Null when none is named, or two equally well:
 * `Name, Date` can be anything.
 */
export function suggestObject(
  columns: readonly ColumnSummary[],
  models: readonly ObjectModel[],
  isChoice: IsChoice,
  records: Readonly<Record<string, readonly string[]>> = {},
): string | null {
  const rated = models
    .map((model) => ({ object: model.definition.key, score: score(columns, model, isChoice, records[model.definition.key] ?? []) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
  const [best, second] = rated
  return best && best.score - (second?.score ?? 0) >= clearly ? best.object : null
}

function score(columns: readonly ColumnSummary[], model: ObjectModel, isChoice: IsChoice, called: readonly string[]): number {
  const { definition, fields } = model
  const suggested = suggestMapping(columns, model, isChoice)
  const hasTitle = suggested.some(({ target, confidence }) => target === definition.title && confidence >= sureName)
  const isPerson = fields.get(definition.title)?.personal === true
  const byParts = isPerson && personName(columns) !== null
  if (!hasTitle && !byParts) return 0
  const named = suggested.reduce((sum, { target, confidence }) => sum + (target === null || target === externalKey ? 0 : confidence), 0)
  // A table begins with what it is about: customerID, 客户名称, opportunity_id.
  const own = [definition.key, definition.label.zh, definition.label.en, ...called].map(squashed)
  const isOwn = (name: string) => own.some((one) => squashed(name).startsWith(one))
  const about = isOwn(columns[0]?.name ?? '') ? 4 : columns.some(({ name }) => isOwn(name)) ? 0.5 : 0
  // Texts, rates and tags of the works have a name too: a file is one of those only where it says so.
  if (definition.area === 'platform' && about === 0) return 0
  return named + about + (byParts ? 1 : 0) - (isPart(model, suggested) ? lacksWhole : 0)
}

/** What belongs to another record, has no rule to find it, and does not say to which is likelier something else: a need without its customer. */
function isPart({ definition, fields }: ObjectModel, suggested: ReturnType<typeof suggestMapping>): boolean {
  if (definition.prepare) return false
  return [...fields].some(
    ([key, field]) =>
      field.kind === 'reference' &&
      field.required === true &&
      field.default === undefined &&
      suggested.every(({ target }) => target !== key && !target?.startsWith(`${key}.`)),
  )
}
