import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { drawnPlace, realPlace, type ScrollScale, scrollScale } from './scroll-scale.ts'

type RowWindowOptions = {
  scroller: RefObject<HTMLElement | null>
  count: number
  rowHeight: number
  /** What stands still above and below the rows. */
  above?: number
  below?: number
  overscan: number
  /** How far down the list stood when it was left. */
  startAt: number
  /** Another list begins at its top. */
  listKey: string
}

type Place = { first: number; last: number; offset: number }

const settledMilliseconds = 150
/** Rows are drawn anew after so many have gone by: half of what is drawn ahead. */
const stride = 4

/**
 * Which rows are to be drawn, and where. All have one height. A list that is higher than browsers can draw moves as its wheel turns; the
 * scroll bar is put right when it rests, and a drag of the bar goes to the place that it shows.
 */
export function useRowWindow(options: RowWindowOptions) {
  const { scroller, count, rowHeight, above = 0, below = 0, overscan, startAt, listKey } = options
  const [place, setPlace] = useState<Place>({ first: 0, last: 2 * overscan, offset: 0 })
  const offset = useRef(0)
  const lastTop = useRef(0)
  const startsAt = useRef(startAt)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  const scaleNow = useRef<ScrollScale>(scrollScale(0, 0))
  scaleNow.current = scrollScale(count * rowHeight, bodyOf(scroller.current, above, below))

  const look = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const scale = scaleNow.current
    const moved = Math.abs(box.scrollTop - lastTop.current)
    lastTop.current = box.scrollTop
    if (scale.real === scale.drawn) offset.current = 0
    else if (moved >= scale.view) offset.current = realPlace(scale, box.scrollTop) - box.scrollTop
    const seen = box.scrollTop + offset.current
    const first = Math.floor(seen / rowHeight / stride) * stride
    const last = Math.ceil((seen + scale.view) / rowHeight / stride) * stride
    setPlace((shown) =>
      shown.first === first && shown.last === last && shown.offset === offset.current ? shown : { first, last, offset: offset.current },
    )
  }, [scroller, rowHeight])

  /** Puts the rows so far down, and the scroll bar where it belongs. */
  const moveTo = useCallback(
    (real: number) => {
      const box = scroller.current
      if (!box) return
      const scale = scaleNow.current
      const target = Math.max(0, Math.min(real, scale.real - scale.view))
      const top = Math.round(drawnPlace(scale, target))
      offset.current = target - top
      box.scrollTop = top
      lastTop.current = box.scrollTop
      look()
    },
    [scroller, look],
  )

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const onScroll = () => {
      look()
      clearTimeout(settling.current)
      const { real, drawn } = scaleNow.current
      if (real !== drawn) settling.current = setTimeout(() => moveTo(box.scrollTop + offset.current), settledMilliseconds)
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      clearTimeout(settling.current)
      box.removeEventListener('scroll', onScroll)
    }
  }, [scroller, look, moveTo])

  // The place where the list was left is reached as soon as there are rows enough.
  useLayoutEffect(() => {
    const wanted = startsAt.current
    if (wanted > 0 && count * rowHeight >= wanted) {
      startsAt.current = 0
      moveTo(wanted)
    } else look()
  }, [count, rowHeight, moveTo, look])

  const shownList = useRef(listKey)
  useLayoutEffect(() => {
    if (shownList.current === listKey) return
    shownList.current = listKey
    startsAt.current = 0
    moveTo(0)
  }, [listKey, moveTo])

  function scrollToRow(row: number): void {
    const box = scroller.current
    if (!box) return
    const seen = box.scrollTop + offset.current
    const { view } = scaleNow.current
    const top = row * rowHeight
    if (top < seen) moveTo(top)
    else if (top + rowHeight > seen + view) moveTo(top + rowHeight - view)
  }

  const first = Math.max(0, Math.min(place.first, count) - overscan)
  const last = Math.min(count - 1, place.last + overscan)
  return {
    first,
    last,
    height: scaleNow.current.drawn,
    topOf: (row: number) => row * rowHeight - place.offset,
    scrollToRow,
    toTop: () => moveTo(0),
    /** How far down the list stands now. */
    standsAt: () => (scroller.current?.scrollTop ?? 0) + offset.current,
  }
}

function bodyOf(box: HTMLElement | null, above: number, below: number): number {
  return Math.max(0, (box?.clientHeight ?? 0) - above - below)
}
