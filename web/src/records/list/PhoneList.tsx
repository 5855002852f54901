import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { formatMoney, formatNumber } from '../../design/format.ts'
import { SkeletonRows } from '../../design/states.tsx'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { isMoney } from '../fields/field-text.ts'
import type { ColumnChoice } from '../grid/column-order.ts'
import { titleText } from '../grid/grid-cells.ts'
import type { GridLines, GroupHead } from '../grid/lines.ts'
import { type Selection, toggled } from '../grid/selection.ts'
import { useRowWindow } from '../grid/use-row-window.ts'
import { itemFields } from './list-fields.ts'
import { useLongPress } from './use-long-press.ts'

type PhoneListProps = {
  object: ObjectMeta
  label: string
  columns: readonly ColumnChoice[]
  lines: GridLines
  listKey: string
  isPending: boolean
  onGroup: (key: string) => void
  /** Without it nothing can be chosen. */
  onSelect: ((selection: Selection) => void) | undefined
  selection: Selection
  onOpen: (record: RecordJson) => void
}

const itemHeight = 64
const overscan = 8

/** The list on a phone: two lines a record, a thumb high. */
export function PhoneList({ object, label, columns, lines, listKey, isPending, selection, onSelect, onGroup, onOpen }: PhoneListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRowWindow({ scroller, count: lines.count, rowHeight: itemHeight, overscan, startAt: 0, listKey })
  const { look } = lines
  useEffect(() => look(rows.first, rows.last), [look, rows.first, rows.last])

  if (isPending) return <SkeletonRows rows={10} widths={[220, 60]} />
  return (
    <div ref={scroller} className="ls-phone">
      <ul aria-label={label} style={{ height: rows.height }}>
        {Array.from({ length: Math.max(0, rows.last - rows.first + 1) }, (_, place) => {
          const index = rows.first + place
          const line = lines.at(index)
          const top = rows.topOf(index)
          if (!line)
            return (
              <li key={`bars-${index}`} style={{ top, height: itemHeight }} aria-hidden="true">
                <span className="ls-item-bars">
                  <span className="sk" style={{ width: 180 }} />
                  <span className="sk" style={{ width: 110 }} />
                </span>
              </li>
            )
          if (line.head) return <GroupItem key={line.id} head={line.head} top={top} onToggle={onGroup} />
          return (
            <Item
              key={line.id}
              object={object}
              record={line.record}
              columns={columns}
              top={top}
              isChoosing={selection.ids.size > 0}
              isChosen={selection.everything || selection.ids.has(line.id)}
              onChoose={onSelect && (() => onSelect(toggled(selection, line.id)))}
              onOpen={onOpen}
            />
          )
        })}
      </ul>
    </div>
  )
}

function GroupItem({ head, top, onToggle }: { head: GroupHead; top: number; onToggle: (key: string) => void }) {
  const Chevron = head.isOpen ? ChevronDown : ChevronRight
  return (
    <li style={{ top, height: itemHeight }}>
      <button type="button" className="ls-item-group" aria-expanded={head.isOpen} onClick={() => onToggle(head.key)}>
        <Chevron className="i" aria-hidden="true" />
        <b className="el">{head.label}</b>
        <span className="t3">{formatNumber(head.count)}</span>
      </button>
    </li>
  )
}

function Item({
  object,
  record,
  columns,
  top,
  isChoosing,
  isChosen,
  onChoose,
  onOpen,
}: {
  object: ObjectMeta
  record: RecordJson
  columns: readonly ColumnChoice[]
  top: number
  /** Some are chosen: a tap chooses instead of opening. */
  isChoosing: boolean
  isChosen: boolean
  onChoose: (() => void) | undefined
  onOpen: (record: RecordJson) => void
}) {
  const changed = useChangedFields(object.key, record.id)
  const { line, end } = itemFields(object, columns)
  const press = useLongPress(onChoose)
  const has = (key: string) => record[key] !== null && record[key] !== undefined && record[key] !== ''
  return (
    <li
      className={changed.size > 0 ? 'changed-live' : undefined}
      data-chosen={isChosen || undefined}
      style={{ top, height: itemHeight }}
      {...press.handlers}
    >
      {isChoosing && (
        <input type="checkbox" className="cb" aria-label={titleText(object, record)} checked={isChosen} onChange={() => onChoose?.()} />
      )}
      <Link
        to="/$route/$id"
        params={{ route: object.route, id: record.id }}
        preload={false}
        draggable={false}
        onClick={(event) => {
          if (press.wasLong()) return event.preventDefault()
          if (!isChoosing) return onOpen(record)
          event.preventDefault()
          onChoose?.()
        }}
      >
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
