import { type PointerEvent, useRef } from 'react'

const longMilliseconds = 450
const stillPixels = 8

/** A finger that rests begins choosing. What it lifts from must not be opened as well: `wasLong` says so, once. */
export function useLongPress(onLong: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const start = useRef({ x: 0, y: 0 })
  const isLong = useRef(false)
  const stop = () => clearTimeout(timer.current)

  return {
    wasLong: () => {
      const was = isLong.current
      isLong.current = false
      return was
    },
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        isLong.current = false
        start.current = { x: event.clientX, y: event.clientY }
        stop()
        if (!onLong) return
        timer.current = setTimeout(() => {
          isLong.current = true
          onLong()
        }, longMilliseconds)
      },
      onPointerMove: (event: PointerEvent) => {
        if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > stillPixels) stop()
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onContextMenu: (event: { preventDefault: () => void }) => {
        if (isLong.current) event.preventDefault()
      },
    },
  }
}
