import { type FocusEvent, type KeyboardEvent, useState } from 'react'

type Place = { row: number; column: number }

/**
 * One tab stop for a table of controls: arrows walk from cell to cell, Home and End to the ends of a row. What a closed select would do with
 * an arrow key is left to Enter and the space bar, which open it.
 */
export function useGridKeys() {
  const [stop, setStop] = useState<Place>({ row: 0, column: 0 })

  function go(grid: Element, { row, column }: Place): boolean {
    const cell = grid.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    cell?.focus()
    return cell !== null
  }

  return {
    grid: {
      role: 'grid' as const,
      onKeyDown(event: KeyboardEvent<HTMLElement>): void {
        const place = placeOf(event.target)
        if (!place || event.altKey || event.metaKey || event.ctrlKey) return
        const { row, column } = place
        const grid = event.currentTarget
        const columns = grid.querySelectorAll(`[data-cell^="${row}:"]`).length
        const target: Place | undefined = new Map([
          ['ArrowDown', { row: row + 1, column }],
          ['ArrowUp', { row: row - 1, column }],
          ['ArrowRight', { row, column: column + 1 }],
          ['ArrowLeft', { row, column: column - 1 }],
          ['Home', { row, column: 0 }],
          ['End', { row, column: columns - 1 }],
        ]).get(event.key)
        if (target) {
          event.preventDefault()
          go(grid, target)
        } else if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
          event.preventDefault()
          event.target.showPicker()
        }
      },
      onFocus(event: FocusEvent<HTMLElement>): void {
        const place = placeOf(event.target)
        if (place) setStop(place)
      },
    },
    cell: (row: number, column: number) => ({
      'data-cell': `${row}:${column}`,
      tabIndex: stop.row === row && stop.column === column ? 0 : -1,
    }),
  }
}

function placeOf(target: EventTarget): Place | null {
  const name = target instanceof HTMLElement ? target.dataset['cell'] : undefined
  const [row, column] = name?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? null : { row, column }
}
