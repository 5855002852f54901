import type { Canonical } from '../../data/read-value.ts'
import { columnsOf } from '../../declare/columns.ts'
import type { FieldDefinition } from '../../declare/field.ts'
import type { Reader } from '../../query/reader.ts'
import { visibleFields } from '../../query/reader.ts'
import { ident, raw, type Sql, sql } from '../../sql.ts'
import type { ImportPlan } from '../plan.ts'

/** A field whose values are counted on both sides of an import: summed where it holds figures, by value where it holds choices. */
export type Measure = { key: string; field: FieldDefinition; kind: MeasureKind }
export type MeasureKind = 'number' | 'percent' | 'money' | 'date' | 'dateTime' | 'choice' | 'boolean' | 'reference'

const choiceMark = '='
const dayMilliseconds = 86_400_000

/** The measured fields that the file fills. What its importer may not see, or only masked, is not told by its sum either. */
export function measuresOf(reader: Reader, object: string, plan: Pick<ImportPlan, 'columns' | 'fill'>): Measure[] {
  const visible = visibleFields(reader, object)
  const targets = new Set([...plan.columns.map(({ target }) => target), ...Object.keys(plan.fill)])
  return [...visible].flatMap(([key, { field, masked }]) => {
    const kind = masked || !targets.has(key) ? null : measureKind(reader, field)
    return kind === null ? [] : [{ key, field, kind }]
  })
}

function measureKind(reader: Reader, field: FieldDefinition): MeasureKind | null {
  switch (field.kind) {
    case 'number':
    case 'percent':
    case 'money':
    case 'date':
    case 'dateTime':
    case 'choice':
    case 'boolean':
      return field.kind
    case 'user':
      return 'reference'
    case 'reference':
      // Stages and pipelines are few, and their distribution says something; customers are as many as there are rows.
      return field.to !== undefined && field.to !== 'any' && reader.object(field.to).definition.configuration ? 'reference' : null
    default:
      return null
  }
}

export function isChoice({ kind }: Measure): boolean {
  return kind === 'choice' || kind === 'boolean' || kind === 'reference'
}

/** The name under which a row's figure is kept: amounts of two currencies are never added up. */
export function figureName(measure: Measure, currency?: string): string {
  if (isChoice(measure)) return choiceMark + measure.key
  return measure.kind === 'money' ? `${measure.key}:${currency ?? ''}` : measure.key
}

export function isChoiceName(name: string): boolean {
  return name.startsWith(choiceMark)
}

/** The field, and the currency where there is one, of a kept figure. */
export function measureNamed(name: string): { key: string; currency: string | null } {
  const [key = '', currency = null] = (isChoiceName(name) ? name.slice(choiceMark.length) : name).split(':')
  return { key, currency: currency || null }
}

/** What the row says of its measured fields, each as text that can be added up or counted. */
export function figuresOf(values: Readonly<Record<string, Canonical>>, measures: readonly Measure[]): Record<string, string> {
  const figures: Record<string, string> = {}
  for (const measure of measures) {
    const value = values[measure.key]
    if (value === undefined || value === null) continue
    const currency = measure.kind === 'money' ? (value as { currency: string }).currency : undefined
    figures[figureName(measure, currency)] = figureText(value, measure.kind)
  }
  return figures
}

function figureText(value: Canonical, kind: MeasureKind): string {
  if (kind === 'money') return (value as { amount: string }).amount
  if (kind === 'date') return String(Math.round(Date.parse(`${String(value)}T00:00:00Z`) / dayMilliseconds))
  if (kind === 'dateTime') return String(Date.parse(String(value)))
  return String(value)
}

/** A date or an instant back from the number that it was kept as. */
export function figureDate(figure: string, kind: MeasureKind): string {
  const milliseconds = kind === 'date' ? Number(figure) * dayMilliseconds : Number(figure)
  const iso = new Date(milliseconds).toISOString()
  return kind === 'date' ? iso.slice(0, 10) : iso
}

/** The same figure as the record holds it: its name and its value, in SQL over the record's row. */
export function storedFigure(measure: Measure, alias: string): { name: Sql; value: Sql } {
  const { key, field, kind } = measure
  const plain = sql`${figureName(measure)}::text`
  if (field.custom) return { name: kind === 'money' ? customCurrency(key, alias) : plain, value: customFigure(key, kind, alias) }
  const column = sql`${ident(alias)}.${ident(columnsOf(key, field)[0]?.name ?? key)}`
  switch (kind) {
    case 'money': {
      const currency = sql`${ident(alias)}.${ident(columnsOf(key, field)[1]?.name ?? key)}`
      return { name: sql`(${`${key}:`}::text || ${currency})`, value: sql`${column}::numeric / 10000` }
    }
    case 'percent':
      return { name: plain, value: sql`${column}::numeric / 100` }
    case 'number':
      // The text of a float is its shortest exact form, as the file's figure was written down.
      return {
        name: plain,
        value: field.approximate ? sql`${column}::text::numeric` : sql`${column}::numeric / ${raw(String(10 ** (field.decimals ?? 0)))}`,
      }
    case 'date':
      return { name: plain, value: sql`(${column} - date '1970-01-01')::numeric` }
    case 'dateTime':
      return { name: plain, value: sql`round(extract(epoch FROM ${column}) * 1000)` }
    default:
      return { name: plain, value: sql`${column}::text` }
  }
}

function customCurrency(key: string, alias: string): Sql {
  return sql`(${`${key}:`}::text || (${ident(alias)}.custom->${key}->>'currency'))`
}

function customFigure(key: string, kind: MeasureKind, alias: string): Sql {
  const text = sql`(${ident(alias)}.custom->>${key})`
  switch (kind) {
    case 'money':
      return sql`(${ident(alias)}.custom->${key}->>'amount')::numeric`
    case 'number':
    case 'percent':
      return sql`${text}::numeric`
    case 'date':
      return sql`(${text}::date - date '1970-01-01')::numeric`
    case 'dateTime':
      return sql`round(extract(epoch FROM ${text}::timestamptz) * 1000)`
    default:
      return text
  }
}
