import type { FieldKind, FieldMeta, ObjectMeta } from '../../data/client.ts'
import { currentMeta, fieldOf, labelOf } from '../../data/meta.ts'
import { currencySymbol } from '../../design/format.ts'
import { isLevelList } from '../fields/choice-color.ts'
import { isFigure } from '../fields/field-text.ts'
import type { ColumnChoice } from './column-order.ts'

export type GridColumn = { key: string; field: FieldMeta; label: string; width: number; isFigure: boolean; isSortable: boolean }

export const narrowest = 48
export const widest = 640

const usual: Partial<Record<FieldKind, number>> = {
  text: 140,
  longText: 220,
  richText: 220,
  number: 88,
  money: 112,
  percent: 80,
  boolean: 72,
  date: 100,
  dateTime: 128,
  choice: 104,
  multiChoice: 140,
  email: 180,
  phone: 132,
  url: 160,
  address: 200,
  reference: 160,
  references: 160,
  user: 96,
  file: 140,
  autoNumber: 92,
  formula: 104,
  secret: 80,
  json: 160,
}
const titleWidth = 228
const drawn = { rhythm: 106, score: 92 } as const

/** Columns of a list as they are drawn: the title first and frozen, the rest as chosen; fields that are gone are left out. */
export function gridColumns(object: ObjectMeta, chosen: readonly ColumnChoice[], currency: string): GridColumn[] {
  const rest = chosen.filter(({ key }) => key !== object.title)
  const title = chosen.find(({ key }) => key === object.title) ?? { key: object.title }
  return [title, ...rest].flatMap(({ key, width }) => {
    const field = fieldOf(object, key)
    if (!field) return []
    const label = columnLabel(field, currency)
    return [
      {
        key,
        field,
        label,
        width: width ?? usualWidth(field, label, key === object.title),
        isFigure: isFigure(field),
        isSortable: field.sortable,
      },
    ]
  })
}

/** Currency in the head, so that the figures below stand bare. */
function columnLabel(field: FieldMeta, currency: string): string {
  const isMoney = field.kind === 'money' || (field.kind === 'formula' && field.result === 'money')
  return isMoney ? `${labelOf(field.label)} (${currencySymbol(currency)})` : labelOf(field.label)
}

const padding = 22
const sortArrow = 16
const dot = 14
const widestChoice = 180
/** Most places of the second level are no longer. */
const usualPlace = { zh: '江苏 · 连云港', en: 'Zhejiang · Hangzhou' }

/** Chinese letters are as wide as high, Latin ones about half. */
function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffff]/.test(letter) ? size : size * 0.56), 0)
}

/** At least as wide as its head, and as its longest choice. */
function usualWidth(field: FieldMeta, label: string, isTitle: boolean): number {
  if (isTitle) return titleWidth
  const head = textWidth(label, 12) + padding + (field.sortable ? sortArrow : 0)
  if (field.kind === 'region') return Math.round(Math.max(head, textWidth(labelOf(usualPlace), 13) + padding))
  if (field.shown) return Math.round(Math.max(head, drawn[field.shown]))
  return Math.round(
    Math.max(head, field.kind === 'choice' ? choiceWidth(field) : isDayOnly(field) ? (usual.date ?? 0) : (usual[field.kind] ?? 140)),
  )
}

function choiceWidth(field: FieldMeta): number {
  if (isLevelList(field.list)) return narrowest
  const choices = currentMeta()?.choices[field.list ?? ''] ?? []
  const longest = Math.max(0, ...choices.filter(({ active }) => active).map((choice) => textWidth(labelOf(choice.label), 13)))
  const withDot = choices.some(({ color }) => color) ? dot : 0
  return Math.min(widestChoice, Math.max(80, longest + withDot + padding))
}

/** Last and next touch are shown as days. */
function isDayOnly(field: FieldMeta): boolean {
  return field.kind === 'dateTime' && /^(last|next|due)[A-Z]/.test(field.key)
}

/** The tracks of the grid; the last column takes what is left. */
export function gridTracks(columns: readonly GridColumn[], withCheckboxes: boolean): string {
  const tracks = columns.map(({ width }, at) => (at === columns.length - 1 && at > 0 ? `minmax(${width}px, 1fr)` : `${width}px`))
  return [...(withCheckboxes ? ['36px'] : []), ...tracks].join(' ')
}
