import { ChevronDown, ChevronUp, GripVertical, SlidersHorizontal } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { type ColumnChoice, movedColumn } from '../grid/column-order.ts'
import { messages } from './messages.ts'

type ColumnChooserProps = {
  object: ObjectMeta
  columns: readonly ColumnChoice[]
  onChange: (columns: readonly ColumnChoice[]) => void
  /** Takes back the widths that somebody gave the columns; undefined where they gave none. */
  onUsualWidths: (() => void) | undefined
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

const unshown = new Set(['secret', 'json'])
const system = ['createdAt', 'createdBy', 'changedAt', 'changedBy']

/** Which columns a list shows, and in which order. The title is always the first. */
export function ColumnChooser({ object, columns, onChange, onUsualWidths, isOpen, onOpen }: ColumnChooserProps) {
  const t = useText(messages)
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="ib"
        title={t('columns')}
        aria-label={t('columns')}
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
      >
        <SlidersHorizontal className="i" aria-hidden="true" />
      </button>
      {isOpen && (
        <Popover anchor={opener} place="bottom-end" width={280} label={t('columns')} className="lc-pop" onClose={() => onOpen(false)}>
          <Columns object={object} columns={columns} onChange={onChange} onUsualWidths={onUsualWidths} />
        </Popover>
      )}
    </>
  )
}

function Columns({ object, columns, onChange, onUsualWidths }: Omit<ColumnChooserProps, 'isOpen' | 'onOpen'>) {
  const t = useText(messages)
  const label = useLabel()
  const [query, setQuery] = useState('')
  const [dragged, setDragged] = useState<string | null>(null)
  const asked = query.trim().toLowerCase()
  const fits = (field: FieldMeta) => asked === '' || `${field.label.zh} ${field.label.en} ${field.key}`.toLowerCase().includes(asked)
  const shown = columns.flatMap((column) => {
    const field = fieldOf(object, column.key)
    return field && field.key !== object.title ? [field] : []
  })
  const known = new Set(columns.map(({ key }) => key))
  const all = [
    ...object.fields,
    ...system.flatMap((key) => (object.fields.some((field) => field.key === key) ? [] : (fieldOf(object, key) ?? []))),
  ]
  const more = all.filter((field) => !known.has(field.key) && field.key !== object.title && !unshown.has(field.kind) && fits(field))

  function move(key: string, by: -1 | 1): void {
    const at = shown.findIndex((field) => field.key === key)
    const target = shown[at + by]
    if (!target) return
    onChange(by < 0 ? movedColumn(columns, key, target.key) : movedColumn(columns, target.key, key))
  }

  function onKeyDown(event: KeyboardEvent, key: string): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(key, event.key === 'ArrowUp' ? -1 : 1)
  }

  return (
    <div className="lc">
      <input
        className="field"
        data-autofocus=""
        placeholder={t('findColumn')}
        aria-label={t('findColumn')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="lc-lists">
        <div className="head">{t('shownColumns')}</div>
        {shown.filter(fits).map((field) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a shortcut for the arrows at the end of the line
          <div
            key={field.key}
            className="lc-line"
            draggable
            data-dragged={dragged === field.key || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              setDragged(field.key)
            }}
            onDragOver={(event) => {
              event.preventDefault()
              if (dragged !== null && dragged !== field.key) onChange(movedColumn(columns, dragged, field.key))
            }}
            onDragEnd={() => setDragged(null)}
            onKeyDown={(event) => onKeyDown(event, field.key)}
          >
            <GripVertical className="i s" aria-hidden="true" />
            <label className="el">
              <input type="checkbox" className="cb" checked onChange={() => onChange(columns.filter(({ key }) => key !== field.key))} />
              <span className="el">{label(field.label)}</span>
            </label>
            <button
              type="button"
              className="ib sm"
              aria-label={t('moveUp', { column: label(field.label) })}
              onClick={() => move(field.key, -1)}
            >
              <ChevronUp className="i s" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="ib sm"
              aria-label={t('moveDown', { column: label(field.label) })}
              onClick={() => move(field.key, 1)}
            >
              <ChevronDown className="i s" aria-hidden="true" />
            </button>
          </div>
        ))}
        {more.length > 0 && <div className="head">{t('moreColumns')}</div>}
        {more.map((field) => (
          <div key={field.key} className="lc-line">
            <label className="el">
              <input type="checkbox" className="cb" checked={false} onChange={() => onChange([...columns, { key: field.key }])} />
              <span className="el">{label(field.label)}</span>
            </label>
          </div>
        ))}
      </div>
      {onUsualWidths && (
        <Button size="xs" look="bare" onClick={onUsualWidths}>
          {t('resetWidths')}
        </Button>
      )}
    </div>
  )
}
