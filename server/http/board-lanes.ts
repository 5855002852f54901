import type { Context, Filter } from '../../engine/index.ts'

const mostLanes = 60

/**
 * The lanes of a board when nobody names them: the active values of a choice list in their order, or the records that a reference points at.
 * Where the filter pins a field that those records have as well (the pipeline of opportunities and of stages), only the fitting ones are lanes.
 */
export async function boardLanes(context: Context, object: string, by: string, filter: Filter | undefined): Promise<(string | null)[]> {
  const field = context.reader.field(object, by, 'filter')
  if (field.list) {
    const choices = context.reader.model.choices.get(field.list) ?? []
    return choices.filter((choice) => choice.active).map((choice) => choice.key)
  }
  const to = field.kind === 'user' ? 'user' : field.to
  if (!to || to === 'any' || (field.kind !== 'reference' && field.kind !== 'user')) {
    const groups = await context.groups({ object, by, filter })
    return groups.flatMap(({ key }) => (typeof key === 'string' ? [key] : []))
  }
  const lane = context.reader.object(to)
  const pinned = pinnedConditions(filter).filter(({ field: key }) => {
    const here = context.reader.object(object).fields.get(key)
    const there = lane.fields.get(key)
    return there !== undefined && here?.to !== undefined && here.to === there.to
  })
  const { ids } = await context.list({
    object: to,
    limit: mostLanes,
    fields: [],
    ...(pinned.length > 0 ? { filter: { all: pinned } } : {}),
  })
  return ids
}

type Condition = Extract<Filter, { field: string }>

/** Conditions that hold for every record of the filter. */
function pinnedConditions(filter: Filter | undefined): Condition[] {
  if (!filter || typeof filter !== 'object') return []
  if ('field' in filter) return filter.op === 'is' || filter.op === 'in' ? [filter] : []
  return 'all' in filter && Array.isArray(filter.all) ? filter.all.flatMap(pinnedConditions) : []
}
