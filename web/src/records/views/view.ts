import type { Filter, ObjectMeta, RecordJson } from '../../data/client.ts'
import { readFilter } from '../filter/filter-tree.ts'
import { type ColumnChoice, type ColumnTotal, columnTotals } from '../grid/column-order.ts'

export type ViewAudience = 'personal' | 'team' | 'everyone'

/** A way to look at an object: what is shown, in which order, in which columns. Two come with every object, the rest are saved. */
export type View = {
  /** As it stands in the address: `all`, `mine`, or the id of a saved one. */
  key: string
  name: string
  filter: Filter | undefined
  sort: readonly string[]
  columns: readonly ColumnChoice[]
  /** As in the address; empty without groups. */
  group: string
  /** Only of saved ones. */
  saved?: { audience: ViewAudience; favourite: boolean; isMine: boolean }
}

/** The view that shows everything. */
export const wholeView = 'all'

export function builtInViews(object: ObjectMeta, names: { all: string; mine: string }): View[] {
  const columns = object.list.columns.map((key) => ({ key }))
  const all: View = { key: wholeView, name: names.all, filter: undefined, sort: object.list.sort, columns, group: '' }
  const isOwned = object.fields.some(({ key, kind }) => key === 'owner' && kind === 'user')
  return isOwned ? [all, { ...all, key: 'mine', name: names.mine, filter: object.mine ?? { field: 'owner', op: 'me' } }] : [all]
}

/** What the server keeps of a view; anything in it that cannot be read falls back to what the object says. */
export function savedView(record: RecordJson, object: ObjectMeta, myId: string): View {
  const audience = record.audience
  const owner = record.owner ?? record.createdBy
  return {
    key: record.id,
    name: String(record.name ?? ''),
    filter: readFilter(record.filter),
    sort: readWords(record.sort) ?? object.list.sort,
    columns: readColumns(record.columns) ?? object.list.columns.map((key) => ({ key })),
    group: typeof record.groupBy === 'string' ? record.groupBy : '',
    saved: {
      audience: audience === 'team' || audience === 'everyone' ? audience : 'personal',
      favourite: record.favourite === true,
      isMine: typeof owner === 'object' && owner !== null && 'id' in owner ? owner.id === myId : true,
    },
  }
}

function readWords(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' && value !== '' ? value.split(',') : undefined
}

export function readColumns(value: unknown): ColumnChoice[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.flatMap((column): ColumnChoice[] => {
    if (typeof column === 'string') return [{ key: column }]
    if (typeof column !== 'object' || column === null || !('key' in column)) return []
    const width: unknown = 'width' in column ? column.width : undefined
    const total = totalOf('total' in column ? column.total : undefined)
    return [{ key: String(column.key), ...(typeof width === 'number' ? { width } : {}), ...(total ? { total } : {}) }]
  })
}

function totalOf(value: unknown): ColumnTotal | undefined {
  return columnTotals.find((total) => total === value)
}

/** Columns in an address: `name:228,level,annualRevenue::average`. */
export function columnsText(columns: readonly ColumnChoice[]): string {
  return columns
    .map(({ key, width, total }) => `${key}${width === undefined && !total ? '' : `:${width ?? ''}`}${total ? `:${total}` : ''}`)
    .join(',')
}

export function columnsFromText(text: string): ColumnChoice[] {
  return text.split(',').flatMap((part): ColumnChoice[] => {
    const [key, width, asked] = part.split(':')
    if (!key) return []
    const pixels = Number(width)
    const total = totalOf(asked)
    return [{ key, ...(width && pixels > 0 ? { width: pixels } : {}), ...(total ? { total } : {}) }]
  })
}
