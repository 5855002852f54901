import type { FieldCondition, FieldMeta, Filter, Meta, ObjectMeta, Operator, RelatedCondition, RelativePeriod } from '../../data/client.ts'
import { fieldOf, inSentence, labelOf, objectOf } from '../../data/meta.ts'
import type { Translate } from '../../text/index.ts'
import { fieldsAlong, labelAlong } from './field-path.ts'
import { isFieldCondition, isRelatedCondition } from './filter-tree.ts'
import type { messages } from './messages.ts'
import { comparedKind } from './operators.ts'

/** A condition in words: 负责人 | 是 | 我和下属. */
export type Described = { subject: string; comparison: string; value: string }

export type Wording = {
  meta: Meta
  t: Translate<typeof messages>
  /** One value of a field as people read it: a choice's label, a region's name, a record's title, a date, a figure. */
  valueText: (field: FieldMeta, value: unknown) => string
}

const mostNamed = 3

export function describeCondition(filter: Filter, object: ObjectMeta, wording: Wording): Described {
  if (isFieldCondition(filter)) return describeField(filter, object, wording)
  if (isRelatedCondition(filter)) return describeRelated(filter, wording)
  const { t } = wording
  if ('not' in filter) {
    const inner = describeCondition(filter.not, object, wording)
    if (isRelatedCondition(filter.not) && isExistence(filter.not)) return { ...inner, comparison: t('hasNone'), value: '' }
    return { ...inner, comparison: [t('not'), inner.comparison].filter(Boolean).join(' ') }
  }
  const parts = 'all' in filter ? filter.all : filter.any
  const words = parts.map((part) => inWords(describeCondition(part, object, wording)))
  if ('any' in filter && words.length <= 2) return { subject: '', comparison: '', value: words.join(` ${t('or')} `) }
  return { subject: t('all' in filter ? 'allOf' : 'anyOf'), comparison: '', value: t('conditionCount', { count: parts.length }) }
}

export function inWords({ subject, comparison, value }: Described): string {
  return [subject, comparison, value].filter(Boolean).join(' ')
}

function describeField({ field: path, op, value }: FieldCondition, object: ObjectMeta, wording: Wording): Described {
  const { meta, t } = wording
  const fields = fieldsAlong(meta, object, path)
  const field = fields?.at(-1)
  if (!fields || !field) return { subject: t('unknownField'), comparison: comparisonWord(op, undefined, t), value: '' }
  return { subject: labelAlong(fields), comparison: comparisonWord(op, field, t), value: valueWords(field, op, value, wording) }
}

function describeRelated(condition: RelatedCondition, wording: Wording): Described {
  const { meta, t } = wording
  const object = objectOf(meta, condition.related.object)
  if (!object) return { subject: t('unknownField'), comparison: '', value: '' }
  const where = condition.where ? `（${inWords(describeCondition(condition.where, object, wording))}）` : ''
  const { op = 'gt' } = condition
  const figured = figureLabel(condition, object, t)
  const subject = `${labelOf(object.plural)}${where}${figured ? ` · ${figured}` : ''}`
  if (isExistence(condition)) return { subject: `${labelOf(object.plural)}${where}`, comparison: t('exists'), value: '' }
  const field = condition.aggregate?.field ? fieldOf(object, condition.aggregate.field) : undefined
  return {
    subject,
    comparison: comparisonWord(op, field, t),
    value: field ? valueWords(field, op, condition.value, wording) : plainWords(condition.value),
  }
}

/** "At least one", however it is written. */
function isExistence({ aggregate, op, value }: RelatedCondition): boolean {
  return op === undefined || (op === 'gt' && Number(value ?? 0) === 0 && (aggregate === undefined || aggregate.fn === 'count'))
}

export function figureLabel({ aggregate, op }: Pick<RelatedCondition, 'aggregate' | 'op'>, object: ObjectMeta, t: Wording['t']): string {
  if (!aggregate || aggregate.fn === 'count') return op === undefined ? '' : t('countOf')
  const field = aggregate.field ? fieldOf(object, aggregate.field) : undefined
  const label = inSentence(field ? labelOf(field.label) : '')
  const isDay = field?.kind === 'date' || field?.kind === 'dateTime'
  if (aggregate.fn === 'sum') return t('sumOf', { field: label })
  if (aggregate.fn === 'max') return t(isDay ? 'latestOf' : 'maxOf', { field: label })
  return t(isDay ? 'earliestOf' : 'minOf', { field: label })
}

export function comparisonWord(op: Operator, field: FieldMeta | undefined, t: Wording['t']): string {
  const kind = field && comparedKind(field)
  if (kind === 'date' || kind === 'dateTime') {
    if (op === 'gt') return t('after')
    if (op === 'gte') return t('notBefore')
    if (op === 'lt') return t('before')
    if (op === 'lte') return t('notAfter')
  }
  if (op === 'me' || op === 'myTeam' || op === 'myTeamAndBelow') return t('is')
  return t(op)
}

/** 是 我 is one choice for people, though it is a comparison of its own. */
export function operatorChoice(op: Operator, field: FieldMeta, t: Wording['t']): string {
  return op === 'me' || op === 'myTeam' || op === 'myTeamAndBelow' ? `${t('is')} ${t(op)}` : comparisonWord(op, field, t)
}

function valueWords(field: FieldMeta, op: Operator, value: unknown, wording: Wording): string {
  const { t, valueText } = wording
  if (op === 'me' || op === 'myTeam' || op === 'myTeamAndBelow') return t(op)
  if (op === 'isEmpty' || op === 'isNotEmpty') return ''
  if (op === 'within') return periodWords(value as RelativePeriod, t)
  if (!Array.isArray(value)) return value === null || value === undefined || value === '' ? '…' : valueText(field, value)
  if (op === 'between') return value.map((end) => (end === null || end === undefined ? '…' : valueText(field, end))).join(' – ')
  if (value.length === 0) return '…'
  const names = value.map((one) => valueText(field, one))
  if (names.length <= mostNamed) return names.join(t('glue'))
  return t('plusMore', { first: names.slice(0, 2).join(t('glue')), count: names.length, more: names.length - 2 })
}

function plainWords(value: unknown): string {
  return Array.isArray(value) ? value.join(' – ') : String(value ?? '…')
}

export function periodWords(period: RelativePeriod, t: Wording['t']): string {
  const { unit, from, to } = period
  if (from === to && from === 0) return t(`this${unit}`)
  if (from === to && from === -1) return t(`last${unit}`)
  if (from === to && from === 1) return t(`next${unit}`)
  if (to === 0 && from < 0) return t(`past${unit}`, { count: -from })
  if (from === 0 && to > 0) return t(`coming${unit}`, { count: to })
  return t(`span${unit}`, { from: signed(from), to: signed(to) })
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace('-', '−')
}
