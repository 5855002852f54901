import type { FieldDefinition } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { ImportPlan } from './plan.ts'
import { externalKey } from './suggest-mapping.ts'
import { type ColumnSummary, mostDistinct } from './summarize-columns.ts'

/** From this share on, values name records: the few that stand twice are the duplicates that one looks for. */
const naming = 0.9
/** A field that most rows leave empty knows few of them again. */
const mostRows = 0.5
/** A field that is to know every row again stands in nearly all of them. */
const nearlyAll = 0.9
const mostGroups = 2

type Evidence = {
  /** In so many of the rows, from 0 to 1. */ filled: number /** So many of its values differ, from 0 to 1. */
  differ: number
}

/**
 * By what rows are known again, so that the same file taken in twice does not make everything twice: an id or a unique field; what records are called,
 * or a code where names repeat; of people their e-mails and phones, with the name where several share one.
 */
export function suggestMatch(
  columns: readonly ColumnSummary[],
  suggested: readonly { target: string | null }[],
  model: ObjectModel,
  fill: Readonly<Record<string, string>>,
): ImportPlan['duplicates'] {
  const rows = Math.max(1, ...columns.map(({ filled }) => filled))
  const evidenceOf = (target: string): Evidence => {
    const column = columns[suggested.findIndex((one) => one.target === target)]
    return column === undefined || column.filled === 0
      ? { filled: 0, differ: 0 }
      : { filled: column.filled / rows, differ: differing(column) }
  }
  const keysWhere = (isMeant: (key: string, field: FieldDefinition) => boolean) =>
    [...model.fields].flatMap(([key, field]) => (isMeant(key, field) ? [key] : []))
  const { title, timeline } = model.definition

  // An id that stands twice is none; of a field that no two records may share, the second such row is the same record.
  const ids = [externalKey, ...keysWhere((key) => /^external/.test(key))].filter((key) => evidenceOf(key).differ === 1)
  const uniques = keysWhere((key, field) => field.unique === true && key !== title && evidenceOf(key).differ >= naming)
  const id = [...ids, ...uniques].find((key) => evidenceOf(key).filled >= mostRows)
  if (id !== undefined) return by([[id]])

  const named = evidenceOf(title)
  const isPerson = model.fields.get(title)?.personal === true
  // Two people may bear one name, and two visits one subject.
  const mayName = (model.fields.get(title)?.unique || !isPerson) && timeline?.at === undefined
  if (mayName && named.differ === 1) return by([[title]])
  // Companies of one name are told apart by their codes.
  const codes = keysWhere((_, field) => field.kind === 'text' && field.searched === 'code')
  const code = codes.find((key) => evidenceOf(key).filled >= nearlyAll && evidenceOf(key).differ === 1)
  if (code !== undefined) return by([[code]])
  // Opportunities of one customer are called alike; customers and products hardly, of which nobody else's timeline tells.
  const isOfAnother = timeline !== undefined && timeline.on.length > 0
  if (mayName && !isOfAnother && named.differ >= naming) return by([[title]])

  if (timeline?.at !== undefined) return by([])
  // A telephone may be that of a desk, a family or a company, and so may a mailbox that stands twice: with the name it is one person's.
  const hasTitle = named.filled > 0 || title in fill
  const reaching = (kind: 'email' | 'phone') =>
    keysWhere((_, field) => field.kind === kind).flatMap((key) => {
      const { filled, differ } = evidenceOf(key)
      if (filled < mostRows) return []
      if (isPerson && kind === 'email' && differ === 1) return [[key]]
      return hasTitle ? [[title, key]] : []
    })
  return by([...reaching('email'), ...reaching('phone')].slice(0, mostGroups))
}

function by(matchBy: string[][]): ImportPlan['duplicates'] {
  return { matchBy, policy: matchBy.length === 0 ? 'create' : 'skip', decisions: {} }
}

function differing({ distinctShare, distinct, filled, repeats }: ColumnSummary): number {
  return distinctShare ?? (repeats ? 0 : distinct / Math.min(filled, mostDistinct))
}
