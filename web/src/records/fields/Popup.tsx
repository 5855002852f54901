import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'

const gap = 2
const edge = 8

type PopupProps = {
  anchor: RefObject<HTMLElement | null>
  children: ReactNode
  width?: number
  className?: string
}

/**
 * What drops down from a field. It hangs on the page, not in the row, so that no frozen column or scrolling list cuts it off; it turns up
 * when there is no room below. Pressing in it leaves the focus where the typing is.
 */
export function Popup({ anchor, children, width, className }: PopupProps) {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const place = () => {
      const target = anchor.current?.getBoundingClientRect()
      const popup = box.current
      if (!target || !popup) return
      const wanted = Math.min(Math.max(width ?? 244, target.width), innerWidth - 2 * edge)
      popup.style.width = `${wanted}px`
      popup.style.left = `${Math.max(edge, Math.min(target.left, innerWidth - wanted - edge))}px`
      const height = popup.offsetHeight
      const below = innerHeight - target.bottom - gap - edge
      const above = target.top - gap - edge
      const upwards = height > below && above > below
      popup.style.maxHeight = `${upwards ? above : below}px`
      popup.style.top = `${upwards ? Math.max(edge, target.top - gap - Math.min(height, above)) : target.bottom + gap}px`
    }
    place()
    const grown = new ResizeObserver(place)
    if (box.current) grown.observe(box.current)
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
    return () => {
      grown.disconnect()
      removeEventListener('scroll', place, true)
      removeEventListener('resize', place)
    }
  }, [anchor, width])

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus in the field; what is inside has its own roles
    <div
      ref={box}
      className={className ? `pop fe-pop ${className}` : 'pop fe-pop'}
      data-editor-popup=""
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLElement) || !event.target.closest('input, textarea, select')) event.preventDefault()
      }}
    >
      {children}
    </div>,
    document.body,
  )
}
