import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { formatMoney } from '../../design/format.ts'
import { SkeletonRows } from '../../design/states.tsx'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { isMoney } from '../fields/field-text.ts'
import type { ColumnChoice } from '../grid/column-order.ts'
import { titleText } from '../grid/grid-cells.ts'
import { itemFields } from './list-fields.ts'

type PhoneListProps = {
  object: ObjectMeta
  label: string
  columns: readonly ColumnChoice[]
  records: readonly RecordJson[]
  hasMore: boolean
  isPending: boolean
  onNeedMore: () => void
  onOpen: (record: RecordJson) => void
}

const itemHeight = 64
const overscan = 8

/** The list on a phone: two lines a record, a thumb high. */
export function PhoneList({ object, label, columns, records, hasMore, isPending, onNeedMore, onOpen }: PhoneListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const items = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemHeight,
    overscan,
  })
  const shown = items.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0

  useEffect(() => {
    if (!isPending && hasMore && last >= records.length - overscan) onNeedMore()
  }, [last, records.length, hasMore, isPending, onNeedMore])

  if (isPending) return <SkeletonRows rows={10} widths={[220, 60]} />
  return (
    <div ref={scroller} className="ls-phone">
      <ul aria-label={label} style={{ height: items.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const record = records[index]
          return record && <Item key={record.id} object={object} record={record} columns={columns} top={start} onOpen={onOpen} />
        })}
      </ul>
    </div>
  )
}

function Item({
  object,
  record,
  columns,
  top,
  onOpen,
}: {
  object: ObjectMeta
  record: RecordJson
  columns: readonly ColumnChoice[]
  top: number
  onOpen: (record: RecordJson) => void
}) {
  const changed = useChangedFields(object.key, record.id)
  const { line, end } = itemFields(object, columns)
  const has = (key: string) => record[key] !== null && record[key] !== undefined && record[key] !== ''
  return (
    <li className={changed.size > 0 ? 'changed-live' : undefined} style={{ top, height: itemHeight }}>
      <Link to="/$route/$id" params={{ route: object.route, id: record.id }} preload={false} onClick={() => onOpen(record)}>
        <span className="ls-item-head">
          <b className="el">{titleText(object, record)}</b>
          {end && has(end.key) && (
            <span className="nw t2">
              <End field={end} record={record} />
            </span>
          )}
        </span>
        <span className="ls-item-line">
          {line
            .filter(({ key }) => has(key))
            .map((field) => (
              <span key={field.key} className="el">
                <FieldDisplay field={field} value={record[field.key]} place="cell" masked={record.masked?.includes(field.key) ?? false} />
              </span>
            ))}
        </span>
      </Link>
    </li>
  )
}

/** No head names the currency here, and there is no room for nine digits. */
function End({ field, record }: { field: FieldMeta; record: RecordJson }) {
  const value = record[field.key]
  const masked = record.masked?.includes(field.key) ?? false
  return isMoney(value) && !masked ? (
    formatMoney(value, { style: 'compact' })
  ) : (
    <FieldDisplay field={field} value={value} place="cell" masked={masked} />
  )
}
