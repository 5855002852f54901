import { columnsOf, mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace, jsonValue, scaleOf } from '../query/expressions.ts'
import { anyTitle } from '../query/projection.ts'
import type { Reader } from '../query/reader.ts'
import { titleSource } from '../query/title.ts'
import { ident, param, raw, type Sql, sql } from '../sql.ts'

export type NumberStyle = 'number' | 'plain' | 'percent' | 'money'

/**
 * What a column of an export holds, as an expression of its own type. `free` texts are those that people type: they may hold anything,
 * also what a spreadsheet would run as a formula.
 */
export type ExportValue =
  | { shape: 'text'; value: Sql; free: 'text' | 'phone' | false }
  | { shape: 'number'; value: Sql; style: NumberStyle; decimals: number }
  | { shape: 'boolean'; value: Sql }
  | { shape: 'date'; value: Sql }
  | { shape: 'time'; value: Sql }

export type ValueParts = {
  readonly reader: Reader
  readonly object: string
  readonly alias: string
  /** Ids and keys instead of titles and labels. */
  readonly machine: boolean
  /** How divisions are written out, by code, as JSON. */
  readonly regionNames: string
  /** Collects the joins that titles need. */
  readonly joins: Sql[]
}

const text = (value: Sql, free: 'text' | 'phone' | false = 'text'): ExportValue => ({ shape: 'text', value, free })

/** The values of one field, or null for what no file can hold: secrets, and structures that only the product reads. */
export function exportValue(parts: ValueParts, key: string, field: FieldDefinition, masked: boolean): ExportValue | null {
  if (field.kind === 'secret' || field.kind === 'json') return null
  if (masked) return text(jsonValue(parts.alias, key, field, true, () => raw('NULL')))
  const column = stored(parts.alias, key, field)
  switch (field.kind) {
    case 'phone':
      return text(column, 'phone')
    case 'choice':
      return parts.machine ? text(column) : text(named(choiceLabels(parts.reader, field), column))
    case 'multiChoice':
      return text(choiceTexts(parts, field, column))
    case 'region':
      return parts.machine ? text(column, false) : text(named(parts.regionNames, column), false)
    case 'address':
      return text(addressText(parts, column))
    case 'number':
    case 'percent':
    case 'money':
    case 'formula':
      return figureOrText(field, column)
    case 'boolean':
      return { shape: 'boolean', value: column }
    case 'date':
      return { shape: 'date', value: column }
    case 'dateTime':
      return { shape: 'time', value: column }
    case 'reference':
    case 'user':
    case 'file':
      return linkText(parts, key, field, column)
    case 'references':
      return text(linkTexts(parts, key, field))
    case 'longText':
      // People read the names that stand in a text, machines who is meant.
      return text(parts.machine ? column : sql`regexp_replace(${column}, '@\\[([^\\]\\n]{1,100})\\]\\([0-9a-f-]{36}\\)', '@\\1', 'g')`)
    default:
      return text(column)
  }
}

/** The currency of an amount, where a column of its own has to say it. */
export function currencyValue(alias: string, key: string, field: FieldDefinition): ExportValue {
  if (field.custom) return text(sql`(${ident(alias)}.custom->${key}->>'currency')`, false)
  const column = (name: string): Sql => sql`${ident(alias)}.${ident(name)}`
  return text(sql`CASE WHEN ${column(snake(key))} IS NULL THEN NULL ELSE ${column(`${snake(key)}_currency`)} END`, false)
}

/** An amount that is not in the workspace's currency says so in its own cell: 1234.5 USD. */
export function withCurrency(amount: ExportValue, code: ExportValue, usual: string): ExportValue {
  return text(sql`(${amount.value})::text || CASE WHEN ${code.value} = ${usual} THEN '' ELSE ' ' || ${code.value} END`, false)
}

export function isMoney(field: FieldDefinition): boolean {
  return field.kind === 'money' || (field.kind === 'formula' && field.result === 'money')
}

/** The field as it is stored; of amounts the figure that was typed, not the one in the workspace's currency. */
function stored(alias: string, key: string, field: FieldDefinition): Sql {
  if (!field.custom) return sql`${ident(alias)}.${ident(isMoney(field) ? snake(key) : mainColumn(key, field))}`
  if (field.kind === 'address' || field.kind === 'multiChoice') return sql`(${ident(alias)}.custom->${key})`
  if (field.kind === 'money') return sql`(${ident(alias)}.custom->${key}->>'amount')::numeric`
  const type = { number: 'numeric', percent: 'numeric', boolean: 'boolean', date: 'date', dateTime: 'timestamptz' }[field.kind as string]
  const isLink = field.kind === 'reference' || field.kind === 'user' || field.kind === 'file'
  return sql`(${ident(alias)}.custom->>${key})${raw(isLink ? '::uuid' : type ? `::${type}` : '')}`
}

function figureOrText(field: FieldDefinition, column: Sql): ExportValue {
  const result = field.kind === 'formula' ? (field.result ?? 'number') : field.kind
  if (result === 'text') return text(column)
  if (result === 'boolean') return { shape: 'boolean', value: column }
  if (result === 'date') return { shape: 'date', value: column }
  if (result === 'dateTime') return { shape: 'time', value: column }
  const scale = scaleOf(field)
  // Custom fields hold what was typed; the columns of declared ones hold whole units.
  const value =
    field.custom || field.approximate || scale === 0 ? column : sql`trim_scale(${column}::numeric / ${raw(String(10 ** scale))})`
  const style = isMoney(field) ? 'money' : field.kind === 'percent' ? 'percent' : field.plain ? 'plain' : 'number'
  return { shape: 'number', value, style, decimals: field.approximate ? 6 : isMoney(field) ? 2 : scale }
}

function choiceLabels(reader: Reader, field: FieldDefinition): string {
  const choices = reader.model.choices.get(field.list ?? '') ?? []
  const { locale } = reader.principal
  return JSON.stringify(Object.fromEntries(choices.map(({ key, label }) => [key, locale === 'en' ? label.en : label.zh])))
}

/** What the JSON object of names says for a key; the key itself where it says nothing. */
function named(names: string, key: Sql): Sql {
  return sql`coalesce(${param(names, 'jsonb')} ->> ${key}, ${key})`
}

function separator({ machine, reader }: ValueParts): string {
  return machine ? ';' : reader.principal.locale === 'en' ? ', ' : '、'
}

function choiceTexts(parts: ValueParts, field: FieldDefinition, column: Sql): Sql {
  const each = field.custom
    ? sql`jsonb_array_elements_text(coalesce(${column}, '[]'::jsonb)) WITH ORDINALITY AS u (key, n)`
    : sql`unnest(${column}) WITH ORDINALITY AS u (key, n)`
  const shown = parts.machine ? raw('u.key') : named(choiceLabels(parts.reader, field), raw('u.key'))
  return sql`(SELECT string_agg(${shown}, ${separator(parts)} ORDER BY u.n) FROM ${each})`
}

function addressText(parts: ValueParts, column: Sql): Sql {
  if (parts.machine) return sql`${column}::text`
  const part = (name: string): Sql => sql`nullif(${column}->>${name}, '')`
  return sql`nullif(concat_ws(' ', ${named(parts.regionNames, part('region'))}, ${part('street')}, ${part('postcode')}, ${part('country')}), '')`
}

function linkText(parts: ValueParts, key: string, field: FieldDefinition, column: Sql): ExportValue {
  if (field.to === 'any') {
    const { reader, alias } = parts
    return parts.machine
      ? text(
          sql`(${ident(alias)}.${ident(`${snake(key)}_object`)} || ':' || ${ident(alias)}.${ident(columnsOf(key, field)[0]?.name ?? key)})`,
          false,
        )
      : text(anyTitle(reader, key, alias))
  }
  if (parts.machine) return text(sql`${column}::text`, false)
  const source = titleSource(parts.reader, field)
  if (!source) return text(sql`${column}::text`, false)
  const name = `j${parts.joins.length}`
  parts.joins.push(
    sql`LEFT JOIN ${ident(source.table)} ${ident(name)} ON ${inWorkspace(parts.reader, name)} AND ${ident(name)}.id = ${column}`,
  )
  return text(sql`${ident(name)}.${ident(source.title)}`)
}

function linkTexts(parts: ValueParts, key: string, field: FieldDefinition): Sql {
  const { reader, object, alias, machine } = parts
  const { definition } = reader.object(field.to ?? '')
  const title = sql`n.${ident(snake(definition.title))}`
  return sql`(SELECT string_agg(${machine ? raw('n.id::text') : title}, ${separator(parts)} ORDER BY ${title})
    FROM reference_link l JOIN ${ident(definition.table)} n ON ${inWorkspace(reader, 'n')} AND n.id = l.target_id AND n.deleted_at IS NULL
    WHERE ${inWorkspace(reader, 'l')} AND l.object = ${object} AND l.field = ${key} AND l.record_id = ${ident(alias)}.id)`
}
