import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** What opened a popover or the palette: the focus is given back through it, since they go as soon as they are used. */
export const openers = new WeakMap<Element, HTMLElement>()

/** Nobody is anywhere: at the start of a screen, or after what had the focus went away. */
export function isFocusLost(): boolean {
  const at = document.activeElement
  return at === null || at === document.body || at.id === 'content'
}

const passing = '.pop, .cmd'

/** Leaves what has the focus: single letters are commands again, and Tab begins with the screen. */
export function focusScreen(): void {
  document.getElementById('content')?.focus({ preventScroll: true })
}

/** Where the focus is; inside what goes as soon as it is used, where it was before that. */
export function focusedNow(): HTMLElement | null {
  let at = document.activeElement
  for (let over = at?.closest(passing); at && over; over = at.closest(passing)) {
    const opener = openers.get(over)
    if (!opener) break
    at = opener
  }
  return at instanceof HTMLElement && at !== document.body ? at : null
}

/**
 * The focus of something that lies over the screen: it starts inside, at `first` or at the box itself, and goes back to where it was when
 * the box was asked for. What is gone meanwhile leaves it to the screen, so that the next key means something. What it answers makes that so
 * too: for whoever goes on to another screen.
 */
export function useFocusInside(
  own: RefObject<HTMLElement | null>,
  first: (box: HTMLElement) => HTMLElement | null | undefined,
): () => void {
  // Before anything inside is drawn: a field that takes the focus by itself would be taken for the place one came from.
  const [before] = useState(focusedNow)
  const goesOn = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    const box = own.current
    if (box && before) openers.set(box, before)
    if (box && !box.contains(document.activeElement)) (first(box) ?? box).focus({ preventScroll: true })
    return () => {
      if (!isFocusLost() && !box?.contains(document.activeElement)) return
      if (before?.isConnected && !goesOn.current) before.focus({ preventScroll: true })
      else focusScreen()
    }
  }, [])
  return () => {
    goesOn.current = true
  }
}

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])'

/** Tab goes round inside what lies over the screen: from its last stop to the first, and back. */
export function keepInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((stop) => stop.offsetParent !== null)
  const [first] = stops
  const last = stops.at(-1)
  if (!first || !last) return
  const leaves = event.shiftKey ? document.activeElement === first || document.activeElement === box : document.activeElement === last
  if (!leaves) return
  event.preventDefault()
  ;(event.shiftKey ? last : first).focus()
}
