import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isLetter, meantLetter } from '../design/own-letters.ts'

export type KeyBinding = {
  /** `n`, `?`, `Mod+k`, `Shift+ArrowDown`, `F8`, or a sequence: `g c`. */
  keys: string
  /** What it does, for the list of keys. */
  label: string
  /** Left out where what has the focus answers the key by itself: then it only stands in the list of keys. */
  run?: (event: KeyboardEvent) => void
  /** Works while typing in a field too. Combinations with Mod always do. */
  inFields?: boolean
  /** Where it does not hold, the key is left to whatever else wants it. */
  when?: (event: KeyboardEvent) => boolean
  /** Stays out of the list of keys. */
  hidden?: boolean
}

type Registered = { bindings: readonly KeyBinding[]; group: string }

const registered: { current: Registered }[] = []
let version = 0
const listeners = new Set<() => void>()

function changed(): void {
  version++
  for (const listener of listeners) listener()
}

/**
 * Keys of a screen, while it is shown. The newest registration wins, so a drawer covers the list below it.
 *
 *     useKeys(t('keysOfList'), [{ keys: 'n', label: t('newRecord'), run: openForm }])
 */
export function useKeys(group: string, bindings: readonly KeyBinding[]): void {
  const entry = useRef<Registered>({ bindings, group })
  entry.current = { bindings, group }
  useEffect(() => {
    registered.push(entry)
    changed()
    return () => {
      registered.splice(registered.indexOf(entry), 1)
      changed()
    }
  }, [])
}

/** All keys that work now, grouped, the nearest group first. */
export function useAllKeys(): readonly { group: string; bindings: readonly KeyBinding[] }[] {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => version,
  )
  const groups = new Map<string, KeyBinding[]>()
  for (const { current } of registered.toReversed()) {
    const shown = current.bindings.filter(({ hidden }) => !hidden)
    if (shown.length > 0) groups.set(current.group, [...(groups.get(current.group) ?? []), ...shown])
  }
  return [...groups].map(([group, bindings]) => ({ group, bindings }))
}

/** Single letters can be turned off: speech input types them by accident (WCAG 2.1.4). */
export function lettersAreOn(): boolean {
  return localStorage.getItem('guanxi.letter-keys') !== 'off'
}

export function setLettersOn(on: boolean): void {
  localStorage.setItem('guanxi.letter-keys', on ? 'on' : 'off')
  changed()
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]') !== null)
  )
}

/** Single letters mean nothing while something floats above the screen. */
function isBelowOverlay(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null
}

function nameOf(event: KeyboardEvent): string {
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && event.key.length > 1 ? 'Shift' : '',
  ].filter(Boolean)
  return [...modifiers, event.key.length === 1 ? event.key.toLowerCase() : event.key].join('+')
}

let prefix: { key: string; at: number } | undefined
const sequenceMilliseconds = 900

function bindingFor(event: KeyboardEvent): KeyBinding | undefined {
  const pressed = nameOf(event)
  const sequence = prefix && event.timeStamp - prefix.at < sequenceMilliseconds ? `${prefix.key} ${pressed}` : undefined
  // A letter may be another on this device; the second one of a sequence is the area's initial, and stays.
  const name = isLetter(pressed) ? meantLetter(pressed) : pressed
  prefix = undefined
  const free = !isTyping(event.target) && !(event.target instanceof Element && event.target.closest('.pop'))
  let startsSequence = false
  for (const { current } of registered.toReversed()) {
    for (const binding of current.bindings) {
      if (!binding.run) continue
      const parts = binding.keys.split(' ')
      const needsFreeHands = !binding.inFields && !/^(Mod\+|F\d)/.test(binding.keys)
      if (needsFreeHands && (!free || isBelowOverlay() || (binding.keys.length === 1 && !lettersAreOn()))) continue
      if (binding.when && !binding.when(event)) continue
      if (binding.keys === sequence || (sequence === undefined && binding.keys === name)) return binding
      if (parts.length > 1 && parts[0] === name) startsSequence = true
    }
  }
  if (startsSequence) prefix = { key: name, at: event.timeStamp }
  return undefined
}

document.addEventListener('keydown', (event) => {
  // While an input method composes, every key belongs to it.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
  const run = bindingFor(event)?.run
  if (!run) return
  event.preventDefault()
  run(event)
})
