import { type CSSProperties, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { focusedNow, focusScreen, isFocusLost, openers } from './focus.ts'
import { media, useMedia } from './use-media.ts'

type Place = 'bottom-start' | 'bottom-end' | 'right-end' | 'top-start'
type Props = {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  place?: Place
  width?: number
  label: string
  role?: 'menu' | 'dialog' | 'listbox'
  className?: string
  /** On a phone it is a sheet at the bottom, as wide as the screen. */
  sheet?: boolean
  children: ReactNode
}

const sheetStyle: CSSProperties = { position: 'fixed', left: 0, right: 0, bottom: 0 }
const gap = 4
const margin = 8

function placed(anchor: DOMRect, own: DOMRect, place: Place): CSSProperties {
  let left = place === 'bottom-end' ? anchor.right - own.width : place === 'right-end' ? anchor.right + gap : anchor.left
  let top = place === 'right-end' ? anchor.bottom - own.height : place === 'top-start' ? anchor.top - own.height - gap : anchor.bottom + gap
  if (top + own.height > innerHeight - margin && place.startsWith('bottom') && anchor.top - own.height - gap > margin)
    top = anchor.top - own.height - gap
  left = Math.max(margin, Math.min(left, innerWidth - own.width - margin))
  top = Math.max(margin, Math.min(top, innerHeight - own.height - margin))
  return { position: 'fixed', left, top }
}

const focusable = 'button:not([disabled]), a[href], input, select, textarea, [tabindex="0"]'

/** Something that floats beside what opened it: closes by Esc, by a click elsewhere, and gives the focus back. */
export function Popover({
  anchor,
  onClose,
  place = 'bottom-start',
  width,
  label,
  role = 'dialog',
  className = '',
  sheet = false,
  children,
}: Props) {
  const isSheet = useMedia(media.phone) && sheet
  const own = useRef<HTMLDivElement>(null)
  // A key of the screen opens it without going to the button: then the hands go back to where they were.
  const [before] = useState(focusedNow)
  const [style, setStyle] = useState<CSSProperties>({ position: 'fixed', opacity: 0 })

  useLayoutEffect(() => {
    const place_ = () => {
      if (anchor.current && own.current)
        setStyle(placed(anchor.current.getBoundingClientRect(), own.current.getBoundingClientRect(), place))
    }
    place_()
    const observer = new ResizeObserver(place_)
    if (own.current) observer.observe(own.current)
    addEventListener('resize', place_)
    return () => {
      observer.disconnect()
      removeEventListener('resize', place_)
    }
  }, [anchor, place])

  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const opener = anchor.current
    const back = before ?? opener
    if (own.current && back) openers.set(own.current, back)
    // What is still being loaded takes the focus when it comes. The keys typed meanwhile are not meant for the screen below.
    const loading = new MutationObserver(() => enter(own.current) && loading.disconnect())
    if (own.current && !enter(own.current)) {
      own.current.focus({ preventScroll: true })
      loading.observe(own.current, { childList: true, subtree: true })
    }
    const onDown = (event: PointerEvent) => {
      const target = event.target as Element
      if (own.current?.contains(target) || opener?.contains(target) || target.closest('.pop')) return
      close.current()
    }
    document.addEventListener('pointerdown', onDown, true)
    const floating = own.current
    return () => {
      loading.disconnect()
      document.removeEventListener('pointerdown', onDown, true)
      if (!isFocusLost() && !floating?.contains(document.activeElement)) return
      const to = before?.isConnected ? before : opener?.matches(focusable) ? opener : opener?.querySelector<HTMLElement>(focusable)
      if (to?.isConnected) to.focus({ preventScroll: true })
      else focusScreen()
    }
  }, [anchor, before])

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is dialog, menu or listbox, by what is inside
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of the three takes a label
    <div
      ref={own}
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={`pop ${className}`}
      style={isSheet ? sheetStyle : { ...style, ...(width === undefined ? {} : { width }) }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.stopPropagation()
          onClose()
        }
        if (role === 'menu') walkMenu(event.nativeEvent, own.current)
      }}
    >
      {children}
    </div>,
    document.body,
  )
}

/** Focuses what is to be used first, as soon as there is something. */
function enter(box: HTMLElement | null): boolean {
  if (!box || (box !== document.activeElement && box.contains(document.activeElement))) return true
  const first =
    box.querySelector<HTMLElement>('[autofocus], [data-autofocus]') ??
    box.querySelector<HTMLElement>('input:not([disabled]), textarea:not([disabled])') ??
    box.querySelector<HTMLElement>(focusable)
  first?.focus({ preventScroll: true })
  return first !== null
}

function walkMenu(event: KeyboardEvent, menu: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || !menu) return
  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at + step + items.length) % items.length]?.focus()
  event.preventDefault()
}
