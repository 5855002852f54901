import type { FieldDefinition } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { squashed } from './match-text.ts'
import type { ColumnPlan, ImportPlan } from './plan.ts'
import type { KnownPlan } from './recognise.ts'
import { externalKey, type IsChoice, type SuggestedColumn, suggestMapping, sureName } from './suggest-mapping.ts'
import { suggestMatch } from './suggest-match.ts'
import type { ColumnSummary } from './summarize-columns.ts'

/**
 * The plan that needs no decision where the file leaves none: columns by what is known of such files, by name and by content, and a name for records
 * that have none.
 */
export function suggestPlan(
  columns: readonly ColumnSummary[],
  model: ObjectModel,
  isChoice: IsChoice,
  known?: KnownPlan,
  /** By column, where its name says something of a record that the row names. */
  related: readonly (string | undefined)[] = [],
  /** What files call the records. */
  called: readonly string[] = [],
): { plan: ImportPlan; confidence: number[] } {
  const knownPlans = columns.map(({ name, index }) =>
    columns.findIndex((other) => other.name === name) === index ? known?.columns[name] : undefined,
  )
  const suggested = suggestMapping(columns, model, isChoice, {
    known: knownPlans.map((one, index) => (one === undefined ? related[index] : one.target)),
    // A field that is filled from several columns is not taken by one of them.
    filled: Object.keys(known?.fill ?? {}).filter((key) => !known?.fill[key]?.startsWith('||')),
    onlySure: known?.whole === true,
    called,
  })
  const { title } = model.definition
  const fill: Record<string, string> = { ...known?.fill }
  const otherwise = fill[title]?.match(/^\|\|\s*(.*)$/s)?.[1]
  if (otherwise !== undefined) delete fill[title]
  if (!(title in fill)) Object.assign(fill, titleFill(columns, suggested, model))
  if (otherwise) fill[title] = fill[title] ? `${fill[title]} || ${otherwise}` : otherwise
  const plan: ImportPlan = {
    columns: suggested.map(({ target }, index): ColumnPlan => {
      const knownPlan = knownPlans[index]
      return { ...readingOf(columns[index], target, model), ...(knownPlan?.target === target ? knownPlan : {}), target }
    }),
    fill,
    duplicates: known?.duplicates ?? suggestMatch(columns, suggested, model, fill),
    edits: {},
    source: known?.source ?? keySource(columns, suggested),
    mute: false,
  }
  return { plan, confidence: suggested.map(({ confidence }) => confidence) }
}

/** Ids of one list say nothing in another: supplierID 1 is not shipperID 1. */
function keySource(columns: readonly ColumnSummary[], suggested: readonly SuggestedColumn[]): string {
  const name = squashed(columns[suggested.findIndex(({ target }) => target === externalKey)]?.name ?? '')
  return name === '' || name === 'id' ? 'import' : name.slice(0, 60)
}

/** How the cells of a column are meant, as its head and its values show. */
function readingOf(column: ColumnSummary | undefined, target: string | null, model: ObjectModel): Omit<ColumnPlan, 'target'> {
  if (column === undefined || target === null) return {}
  const field = model.fields.get(target)
  const kind = field?.kind
  // Whoever made the record where it comes from may not be here.
  const whenMissing = target.startsWith('#') && target.endsWith('By') ? { whenMissing: 'empty' as const } : {}
  const unfit = isUnfit(column, field) || (target.startsWith('#') && target.endsWith('At'))
  const times = kind === 'money' || kind === 'number' ? unitIn(column.name) : undefined
  const isNumeric = kind === 'money' || kind === 'number' || kind === 'percent'
  return {
    ...whenMissing,
    ...(unfit ? { whenUnreadable: 'empty' as const } : {}),
    ...(column.order ? { order: column.order } : {}),
    ...(column.decimals && isNumeric ? { decimals: column.decimals } : {}),
    ...(times ? { times } : {}),
  }
}

/** Called as the field is, and not one of its values can be meant: the records are worth more than such a column. */
function isUnfit(column: ColumnSummary, field: FieldDefinition | undefined): boolean {
  if (field === undefined || field.required || column.samples.length === 0) return false
  if (field.kind === 'email') return column.looks.email === 0
  if (field.kind === 'date' || field.kind === 'dateTime') return column.looks.date === 0 && !column.looks.moment
  return (field.kind === 'number' || field.kind === 'money' || field.kind === 'percent') && column.looks.number === 0
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
export function personName(columns: readonly Pick<ColumnSummary, 'name' | 'samples'>[]): string | null {
  const called = (names: readonly string[]) => columns.find(({ name }) => names.includes(squashed(name.replace(/^property_/, ''))))
  const family = called(familyNames)
  const given = called(givenNames)
  if (!family || !given) return null
  const chinese = [...family.samples, ...given.samples].some((text) => /\p{sc=Han}/u.test(text))
  return chinese ? `{${family.name}}{${given.name}}` : `{${given.name}} {${family.name}}`
}
