// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and columns frozen, which no table element can be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and points at its cells
import { ChevronDown, ChevronRight } from 'lucide-react'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { GridColumn } from './columns.ts'
import type { GroupHead } from './lines.ts'
import { messages } from './messages.ts'

type GroupRowProps = {
  id: string
  head: GroupHead
  columns: readonly GridColumn[]
  index: number
  top: number
  withCheck: boolean
  isPointed: boolean
  onToggle: () => void
}

/** What the rows below have in common, how many they are, and their sums under the columns that they belong to. */
export function GroupRow({ id, head, columns, index, top, withCheck, isPointed, onToggle }: GroupRowProps) {
  const t = useText(messages)
  const Chevron = head.isOpen ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's
    <div
      className="rg-row rg-group"
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={head.isOpen}
      data-cursor={isPointed || undefined}
      style={{ top }}
      onClick={onToggle}
    >
      {columns.map((column, at) => (
        <div
          key={column.key}
          id={at === 0 ? id : undefined}
          role="gridcell"
          data-cursor={(at === 0 && isPointed) || undefined}
          className={`rg-td${at === 0 ? ' rg-frozen' : ''}${at === 0 && withCheck ? ' rg-wide' : ''}${column.isFigure ? ' r' : ''}`}
        >
          {at === 0 ? (
            <span className="rg-group-name" title={head.isOpen ? t('closeGroup') : t('openGroup')}>
              <Chevron className="i s" aria-hidden="true" />
              <b className="el">{head.label}</b>
              <span className="cnt">{formatNumber(head.count)}</span>
            </span>
          ) : (
            head.sums[column.key]
          )}
        </div>
      ))}
    </div>
  )
}
