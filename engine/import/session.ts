import type { ActionContext, Context } from '../context.ts'
import type { Executor } from '../database.ts'
import type { FieldSource } from './columns.ts'
import { fieldSources } from './columns.ts'
import { createLookup, type Lookup } from './lookups.ts'
import { createMatcher, type Matcher } from './match-text.ts'
import type { ImportPlan } from './plan.ts'
import type { CellContext } from './read-cell.ts'
import { pointsAt } from './read-row.ts'
import type { TableRow } from './read-table.ts'

/** The national list of divisions, for columns that name regions. */
export type Region = { code: string; name: string }

/** Reads of its own, each in its own short transaction. */
export function executorOf(context: Context): Executor {
  return { query: (_workspaceId, statement) => context.transaction((inside) => inside.query(statement)) }
}

/** Reads and writes inside a transaction that is open. */
export function executorIn(inside: ActionContext): Executor {
  return { query: (_workspaceId, statement) => inside.query(statement) }
}

export function cellContext(context: Context, regions: Matcher<string> | undefined): CellContext {
  const { model, principal, clock } = context.reader
  const choices = new Map([...model.choices].map(([list, values]) => [list, new Map(values.map((value) => [value.key, value]))]))
  return {
    seal: context.reader.seal,
    currency: model.workspace.currency,
    // Old data may hold what is not chosen any more.
    inactiveChoices: true,
    choices: (list) => choices.get(list),
    choiceNames: (list) =>
      [...(model.choices.get(list) ?? [])].filter(({ active }) => active).map(({ key, label }) => ({ key, names: [label.zh, label.en] })),
    timeZone: principal.timeZone,
    now: clock.now(),
    locale: principal.locale,
    regions,
  }
}

/**
 * Regions are called with and without 省 and 市, and 河南 郑州 names the inner one. Where a province and a city, or a city and a district bear one name,
 * the larger is meant.
 */
export function regionMatcher(regions: readonly Region[]): Matcher<string> {
  const byCode = new Map(regions.map(({ code, name }) => [code, name]))
  const taken = new Map<string, number>()
  const candidates = [...regions]
    .sort((one, other) => one.code.length - other.code.length)
    .filter(({ name }) => !/^(?:市辖区|县|.*直辖县级行政区划)$/.test(name))
    .map(({ code, name }) => {
      const names = regionNames(code, name, byCode).filter((one) => (taken.get(one) ?? code.length) === code.length)
      for (const one of names) taken.set(one, code.length)
      return { value: code, names }
    })
  return createMatcher(candidates)
}

function regionNames(code: string, name: string, byCode: ReadonlyMap<string, string>): string[] {
  const short = shortRegion(name)
  const above = [2, 4].filter((length) => length < code.length).map((length) => byCode.get(code.slice(0, length)) ?? '')
  const paths = above.flatMap((_, index) => {
    const path = [...above.slice(index), name]
    const ends = [path[0] ?? '', name]
    return [path, path.map(shortRegion), ends, ends.map(shortRegion)].map((parts) => parts.join(''))
  })
  // 内蒙 and 黑龙 stand for their provinces in lists of old.
  const clipped = code.length === 2 && short.length === 3 ? [short.slice(0, 2)] : []
  return [...new Set([name, short, ...clipped, ...paths])]
}

function shortRegion(name: string): string {
  const short = name.replace(/(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区|盟)$/, '')
  return short.length >= 2 ? short : name
}

/** One look-up for each object that the plan's columns point at. */
export async function lookupsFor(
  executor: Executor,
  context: Context,
  sources: readonly FieldSource[],
  source: string,
): Promise<Map<string, Lookup>> {
  const lookups = new Map<string, Lookup>()
  for (const { field } of sources) {
    const target = pointsAt(field)
    if (target !== null && !lookups.has(target)) lookups.set(target, await createLookup(executor, context.reader, target, source))
  }
  return lookups
}

export function sourcesOf(context: Context, object: string, plan: ImportPlan, names: readonly string[]): FieldSource[] {
  return fieldSources(context.reader, object, plan, names).fields
}

/** The id of a row in the system that it comes from, where a column holds it. */
export function keyOfRows(context: Context, object: string, plan: ImportPlan, names: readonly string[]): (row: TableRow) => string | null {
  return fieldSources(context.reader, object, plan, names).keyOf
}
