import type { Label } from '../declare/label.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { fillKnowing } from './fill-text.ts'
import { squashed } from './match-text.ts'
import type { ColumnPlan, ImportPlan } from './plan.ts'

/** A field, or a field with what is done about cells that do not fit. */
export type ColumnRule = string | ColumnPlan

/** One table that another system hands out, known by the names of its columns. */
export type SystemTable = {
  readonly label: Label
  /** The kind of file, where that says it: every vCard is of people. Its columns are not looked at then. */
  readonly kind?: string
  /** Columns that must all be there; `first name|given name` is either. */
  readonly has: readonly string[]
  /** No others but these: for tables whose few columns are called as columns are called everywhere. */
  readonly alone?: boolean
  /** What its rows become; null where they are no records: histories, links, settings of that system. */
  readonly object: string | null
  /** Which column fills which field, by name; the first that is there wins. */
  readonly columns?: Readonly<Record<string, ColumnRule>>
  readonly fill?: Readonly<Record<string, string>>
  /** Where its rows are no records: what to do instead. */
  readonly instead?: Label
}

export type ImportSystem = { readonly key: string; readonly label: Label; readonly tables: readonly SystemTable[] }

/** What an import knows of the world outside: other systems, and the names by which files call a field beside those that it declares. */
export type ImportKnowledge = {
  readonly systems: readonly ImportSystem[]
  /** What files call the records themselves, by object: a list whose first column is customerID is one of customers. */
  readonly records: Readonly<Record<string, readonly string[]>>
  /** By object and field. */
  readonly synonyms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export type Recognised = { system: ImportSystem; table: SystemTable }

/** The system that a file with these columns comes from, and which of its tables it is. The table that asks for most columns wins. */
export function recognise(names: readonly string[], systems: readonly ImportSystem[], kind = ''): Recognised | null {
  const given = new Set(names.map(squashed).filter((name) => name !== ''))
  let best: Recognised | null = null
  let most = 0
  for (const system of systems) {
    for (const table of system.tables) {
      if (table.kind !== undefined && table.kind === kind) return { system, table }
      if (table.kind !== undefined) continue
      const fits = table.has.every((either) => either.split('|').some((name) => given.has(squashed(name))))
      if (!fits || (table.alone && given.size > table.has.length)) continue
      // Named exactly is more than named in part.
      const weight = table.has.length + (table.alone ? 0.5 : 0)
      if (weight <= most) continue
      best = { system, table }
      most = weight
    }
  }
  return best
}

/** How an import is to be done, as far as it is known before the values are looked at: from a system, a template, or the last such file. */
export type KnownPlan = {
  /** By the name of the column. */
  columns: Readonly<Record<string, ColumnPlan>>
  fill: Readonly<Record<string, string>>
  source?: string
  duplicates?: ImportPlan['duplicates']
  /** True when columns that it does not name are left out, unless their names leave no doubt. */
  whole: boolean
}

/** What a recognised table says about the columns of this file. */
export function planOfTable({ system, table }: Recognised, names: readonly string[], model: ObjectModel): KnownPlan {
  const columns: Record<string, ColumnPlan> = {}
  const taken = new Set<string>()
  const bySquash = new Map(names.map((name) => [squashed(name), name]))
  for (const [named, rule] of Object.entries(table.columns ?? {})) {
    const name = bySquash.get(squashed(named))
    const plan: ColumnPlan = typeof rule === 'string' ? { target: rule } : rule
    if (name === undefined || plan.target === null || taken.has(plan.target) || !isTarget(plan.target, model)) continue
    taken.add(plan.target)
    columns[name] = plan
  }
  const fill: Record<string, string> = {}
  for (const [key, template] of Object.entries(table.fill ?? {})) {
    const known = fillKnowing(template, names)
    if (known !== '' && model.fields.has(key)) fill[key] = known
  }
  return { columns, fill, source: system.key, whole: true }
}

function isTarget(target: string, model: ObjectModel): boolean {
  return target.startsWith('#') || model.fields.has(target)
}

/** The object with the names that files use for its fields. */
export function withSynonyms(model: ObjectModel, knowledge: ImportKnowledge | undefined): ObjectModel {
  const synonyms = knowledge?.synonyms[model.definition.key]
  if (synonyms === undefined) return model
  const fields = new Map(
    [...model.fields].map(([key, field]) => {
      const more = synonyms[key]
      return [key, more === undefined ? field : { ...field, aliases: [...(field.aliases ?? []), ...more] }] as const
    }),
  )
  return { ...model, fields }
}
